using System.IO.Compression;
using System.Reflection;

namespace OemRunbooks.Activities.Common;

/// <summary>The runbooks and the teams file that travel inside the program: a technician has one file.</summary>
public static class BuiltIn
{
    private const string Prefix = "runbooks/";
    private static readonly Assembly Here = typeof(BuiltIn).Assembly;

    /// <summary>File names, in ordinal order: <c>client-update.yaml</c>, <c>teams.yaml</c> ….</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Here.GetManifestResourceNames()
            .Where(static n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static n => n[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A file's bytes; null when there is none of that name.</summary>
    public static byte[]? Read(string name)
    {
        using var stream = Here.GetManifestResourceStream(Prefix + name);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The recipes and their scenario tests: file names with their bytes, in ordinal order; unpacked by each call.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Recipes()
    {
        using var zip = new ZipArchive(Here.GetManifestResourceStream("recipes.zip")!);
        return [.. zip.Entries.OrderBy(static e => e.Name, StringComparer.Ordinal).Select(static e => (e.Name, Content(e)))];
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
