using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Execution;

/// <summary>Notes which paths a rehearsal looked at, and how they are: what an approved plan rests on.</summary>
/// <remarks>
/// A file is told by size and digest, a directory by the digest of all that is in it. What this program itself writes while it looks
/// (<c>var/runbook</c>, <c>var/log/runbook</c>) is left out, or no plan would ever hold.
/// </remarks>
internal sealed class Lookout(StationDirectory station)
{
    private const int MostEntries = 100_000;
    private static readonly string[] Own = ["var/runbook", "var/log/runbook"];
    private static readonly EnumerationOptions All = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = true,
        RecurseSubdirectories = false,
    };
    private readonly SortedDictionary<string, StationPath> seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> sinceMark = new(StringComparer.Ordinal);

    internal void Note(StationPath path)
    {
        sinceMark.Add(path.Shown);
        seen.TryAdd(path.Shown, path);
    }

    /// <summary>Begins to collect the paths of one step.</summary>
    internal void Mark() => sinceMark.Clear();

    /// <summary>Whether the step looked at something that an earlier one would have changed; gives that path.</summary>
    internal string? LookedAtAny(IReadOnlyCollection<string> changed) =>
        changed.FirstOrDefault(c => sinceMark.Any(s => s == c || s.StartsWith(c + "/", StringComparison.Ordinal)));

    /// <summary>Every path, with how it is now.</summary>
    internal Value Facts() => Value.List(seen.Values.Where(static p => !IsOwn(p.Shown) && !UnknownNames.In(p.Shown).Any()).Select(Fact));

    private static bool IsOwn(string shown) => Own.Any(o => shown == o || shown.StartsWith(o + "/", StringComparison.Ordinal));

    private Value Fact(StationPath path)
    {
        var name = ("path", (Value?)Value.Of(path.Shown));
        var file = new FileInfo(path.Full);
        if (file.LinkTarget is { } link)
        {
            return Value.MapOf(name, ("kind", Value.Of("link")), ("target", Value.Of(link)));
        }

        if (Directory.Exists(path.Full))
        {
            return Value.MapOf(
                name,
                ("kind", Value.Of("directory")),
                ("sha256", path.Full == station.Root ? null : Value.Of(OfDirectory(path.Full)))
            );
        }

        return file.Exists
            ? Value.MapOf(name, ("kind", Value.Of("file")), ("size", Value.Of(file.Length)), ("sha256", Value.Of(OfFile(path.Full))))
            : Value.MapOf(name, ("kind", Value.Of("missing")));
    }

    private string OfDirectory(string directory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0;
        Add(directory, "");
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string at, string relative)
        {
            foreach (
                var entry in new DirectoryInfo(at).EnumerateFileSystemInfos("*", All).OrderBy(static e => e.Name, StringComparer.Ordinal)
            )
            {
                if (IsOwn(station.Relative(entry.FullName)) || ++count > MostEntries)
                {
                    continue;
                }

                var name = relative + "/" + entry.Name;
                var content =
                    entry.LinkTarget is { } link ? "link " + link
                    : entry is FileInfo ? OfFile(entry.FullName)
                    : "directory";
                hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{content}\n"));
                if (entry is DirectoryInfo && entry.LinkTarget is null)
                {
                    Add(entry.FullName, name);
                }
            }
        }
    }

    private static string OfFile(string path)
    {
        try
        {
            using var file = Disk.All.Open(path, FileUse.Read);
            return file.Digest(HashAlgorithmName.SHA256);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }
}
