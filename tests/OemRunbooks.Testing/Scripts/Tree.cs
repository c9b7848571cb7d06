using System.Security.Cryptography;

namespace OemRunbooks.Testing.Scripts;

/// <summary>Names, modes and content of all that lies below a directory, at one moment.</summary>
public sealed class Tree
{
    private static readonly EnumerationOptions All = new()
    {
        AttributesToSkip = FileAttributes.None,
        RecurseSubdirectories = true,
        MatchType = MatchType.Simple,
    };

    private readonly SortedDictionary<string, string> entries = new(StringComparer.Ordinal);

    /// <summary>Looks at a directory, or at one file.</summary>
    public static Tree Of(string path)
    {
        var tree = new Tree();
        if (File.Exists(path))
        {
            tree.entries[""] = Describe(path);
        }

        foreach (var entry in Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path, "*", All) : [])
        {
            tree.entries[Path.GetRelativePath(path, entry).Replace('\\', '/')] = Describe(entry);
        }

        return tree;
    }

    /// <summary>The part below one of its entries, or one entry alone.</summary>
    public Tree Below(string path)
    {
        var part = new Tree();
        foreach (var (name, what) in entries)
        {
            if (name == path && what[0] != 'd')
            {
                part.entries[""] = what;
            }
            else if (path is "" or ".")
            {
                part.entries[name] = what;
            }
            else if (name.StartsWith(path + "/", StringComparison.Ordinal))
            {
                part.entries[name[(path.Length + 1)..]] = what;
            }
        }

        return part;
    }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>What is different in another tree, a line each; names that match one of the patterns are passed over.</summary>
    public IReadOnlyList<string> Differences(Tree other, IReadOnlyList<string> except)
    {
        var found = new List<string>();
        var names = entries.Keys.Union(other.entries.Keys).Order(StringComparer.Ordinal);
        foreach (var name in names.Where(n => !except.Any(e => IsLike(n, e))))
        {
            var (was, isNow) = (entries.GetValueOrDefault(name), other.entries.GetValueOrDefault(name));
            if (was != isNow)
            {
                found.Add($"{(was is null ? "only in the second" : isNow is null ? "only in the first" : "differs")}: {name}");
            }
        }

        return found;
    }

    // A pattern is matched against each segment of a name, so that what lies below a directory is passed over with it.
    private static bool IsLike(string name, string pattern) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)
        || name.Split('/').Any(s => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, s, ignoreCase: false));

    private static string Describe(string path)
    {
        var info = new FileInfo(path);
        if (info.LinkTarget is { } target)
        {
            return $"link to {target}";
        }

        var mode = OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);
        return Directory.Exists(path) ? $"directory {mode}" : $"file {mode} {Digest(path)}";
    }

    private static string Digest(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
