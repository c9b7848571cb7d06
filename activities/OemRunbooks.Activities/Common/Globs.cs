using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Common;

/// <summary>Finds files of a station by patterns: <c>*</c> and <c>?</c> within a name, <c>**</c> across directories.</summary>
/// <remarks>Links are neither entered nor found. A pattern without wildcards names one file, or a directory's files.</remarks>
internal static class Globs
{
    private const int MostFiles = 20_000;

    /// <summary>The files that a pattern finds, in ordinal order of their paths.</summary>
    internal static IReadOnlyList<StationPath> Find(Call call, string pattern) => [.. FindItems(call, pattern).Select(static f => f.Path)];

    /// <summary>The files that a pattern finds and what each is, in ordinal order of their paths.</summary>
    internal static IReadOnlyList<(StationPath Path, DiskItem Item)> FindItems(Call call, string pattern)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        var wild = Array.FindIndex(
            parts,
            static p => p.Contains('*', StringComparison.Ordinal) || p.Contains('?', StringComparison.Ordinal)
        );
        if (wild < 0)
        {
            var plain = call.Station.Resolve(pattern);
            return call.Disk.IsDirectory(plain.Full) ? FindItems(call, pattern.TrimEnd('/') + "/*")
                : call.Disk.Look(plain.Full, follows: false) is { Kind: ItemKind.File } item ? [(plain, item)]
                : [];
        }

        var start = call.Station.Resolve(
            wild == 0 ? "."
            : string.Join('/', parts[..wild]) is { Length: > 0 } directory ? directory
            : "/"
        );
        if (call.Disk.Look(start.Full, follows: false) is not { Kind: ItemKind.Directory })
        {
            return [];
        }

        var rest = parts[wild..];
        return
        [
            .. call
                .Disk.Walk(start.Full)
                .Where(e => e.IsFile && e.Relative.Split('/') is var path && !Array.Exists(path, Junk.Is) && Matches(rest, path))
                .Take(MostFiles)
                .Select(e => (Path: start.Below(e.Relative), e.Item))
                .OrderBy(static f => f.Path.Shown, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a path's names match a pattern's.</summary>
    internal static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.Length == 0)
        {
            return path.Length == 0;
        }

        if (pattern[0] == "**")
        {
            for (var skip = 0; skip <= path.Length; skip++)
            {
                // A closing ** stands for everything below.
                if ((pattern.Length == 1 && path.Length > 0) || Matches(pattern[1..], path[skip..]))
                {
                    return true;
                }
            }

            return false;
        }

        return path.Length > 0
            && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false)
            && Matches(pattern[1..], path[1..]);
    }
}
