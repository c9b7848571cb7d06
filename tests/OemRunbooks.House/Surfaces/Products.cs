using System.Reflection;

namespace OemRunbooks.House.Surfaces;

/// <summary>The product's projects as they were built.</summary>
internal static class Products
{
    /// <summary>Every project that ships; a generator works in the compiler and does not.</summary>
    internal static IEnumerable<string> Names =>
        Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Where(static f =>
                f.EndsWith(".csproj", StringComparison.Ordinal) && !f.EndsWith(".Generator.csproj", StringComparison.Ordinal)
            )
            .Select(static f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal);

    internal static IEnumerable<(string Name, Assembly Assembly)> All => Names.Select(static n => (n, Load(n)));

    /// <summary>The program bears the name that people type.</summary>
    internal static Assembly Load(string project) => Assembly.Load(project == "OemRunbooks.Cli" ? "runbook" : project);
}
