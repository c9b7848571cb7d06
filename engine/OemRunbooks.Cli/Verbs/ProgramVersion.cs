using System.Reflection;

namespace OemRunbooks.Cli.Verbs;

/// <summary>The program's version, without the build it came from.</summary>
internal static class ProgramVersion
{
    internal static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0.0.0";
}
