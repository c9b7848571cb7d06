using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Activities.Common;

/// <summary>A whole directory copied with a list of digests beside it.</summary>
/// <remarks>Links are copied as links and never followed. The list lies beside the tree, so that the tree is the tree.</remarks>
internal static class TreeCopy
{
    private const string ListSuffix = ".manifest.json";

    /// <summary>Whether a directory is a copy made by <c>backup.tree</c>: it is copied when it is restored, not moved.</summary>
    internal static bool IsBackup(StationPath directory) => File.Exists(List(directory).Full);

    /// <summary>The list beside a copy.</summary>
    internal static StationPath List(StationPath directory) => directory.Suffixed(ListSuffix);

    /// <summary>Everything below a directory, parents first, in ordinal order of relative paths; links are not entered.</summary>
    internal static IEnumerable<(string Relative, FileSystemInfo Entry)> Walk(string directory)
    {
        var options = new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.None,
            IgnoreInaccessible = false,
            RecurseSubdirectories = false,
        };
        var open = new Stack<(string Relative, DirectoryInfo Directory)>([("", new DirectoryInfo(directory))]);
        while (open.TryPop(out var next))
        {
            foreach (var entry in next.Directory.EnumerateFileSystemInfos("*", options).OrderBy(static e => e.Name, StringComparer.Ordinal))
            {
                var relative = next.Relative.Length == 0 ? entry.Name : $"{next.Relative}/{entry.Name}";
                yield return (relative, entry);
                if (entry is DirectoryInfo below && below.LinkTarget is null)
                {
                    open.Push((relative, below));
                }
            }
        }
    }

    /// <summary>Copies a tree to a new name, synced, each file read back; gives the list of digests.</summary>
    internal static SortedDictionary<string, FileDigest> Write(StationPath from, StationPath to, Call call, CancellationToken cancellation)
    {
        var files = new SortedDictionary<string, FileDigest>(StringComparer.Ordinal);
        Durable.CreateDirectory(to.Full);
        foreach (var (relative, entry) in Walk(from.Full))
        {
            cancellation.ThrowIfCancellationRequested();
            var target = Path.Combine(to.Full, relative);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else if (entry is DirectoryInfo)
            {
                Directory.CreateDirectory(target);
            }
            else
            {
                files[relative] = Copy(entry.FullName, target, to, cancellation);
                call.Progress.Report(new WorkProgress(files.Count, null, WorkUnit.Files));
            }
        }

        Durable.SyncTree(to.Full);
        return files;
    }

    /// <summary>The bytes of a list of digests.</summary>
    internal static byte[] ListBytes(SortedDictionary<string, FileDigest> files) =>
        OemJsonWriter.WriteBytes(
            new OemObject
            {
                {
                    "files",
                    new OemArray(
                        files.Select(static f =>
                            (OemJson)
                                new OemObject
                                {
                                    { "path", f.Key },
                                    { "size", OemJson.Of(f.Value.Size) },
                                    { "sha384", f.Value.Sha384 },
                                }
                        )
                    )
                },
            },
            JsonStyle.PrettySorted
        );

    private static FileDigest Copy(string source, string target, StationPath tree, CancellationToken cancellation)
    {
        var written = FileCopy.Write(source, target, null, cancellation);
        return FileCopy.Digest(target, cancellation) == written ? written : throw new CodedException(Faults.BackupUnverified(tree.Shown));
    }
}
