using System.Reflection;

namespace OemRunbooks.Activities.Common;

/// <summary>What opens the program's menu from a prepared medium: scripts for each system, and a page that says how.</summary>
internal static class Launchers
{
    private const string Prefix = "launchers/";
    private static readonly Assembly Here = typeof(Launchers).Assembly;

    /// <summary>File names, in ordinal order.</summary>
    internal static IReadOnlyList<string> Files { get; } =
    [
        .. Here.GetManifestResourceNames()
            .Where(static n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static n => n[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A file's bytes; null when there is none of that name.</summary>
    internal static byte[]? Read(string name)
    {
        using var stream = Here.GetManifestResourceStream(Prefix + name);
        using var bytes = new MemoryStream();
        stream?.CopyTo(bytes);
        return stream is null ? null : bytes.ToArray();
    }
}
