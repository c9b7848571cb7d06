using System.Runtime.CompilerServices;
using OemRunbooks.Activities;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>The repository's own runbooks, and what the program brings along.</summary>
internal static class Shipped
{
    internal static Product Product { get; } =
        new("1.0.0", OemActivities.All, new Messages(LanguageServerWords.All)) { Collectors = OemActivities.Collectors };

    internal static string Root { get; } = FindRoot();

    /// <summary>Every YAML file of a library: runbooks, tests, teams, activities.</summary>
    internal static IReadOnlyList<string> Files { get; } =
    [.. Directory.EnumerateFiles(Path.Combine(Root, "runbooks"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    internal static Workplace Open(string station, EditedTexts texts) =>
        new(new(Product, station, new Dictionary<string, string>(), Locale.En) { Edited = texts });

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "OemRunbooks.sln")))
        {
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException($"no repository around {file}");
        }

        return at;
    }
}
