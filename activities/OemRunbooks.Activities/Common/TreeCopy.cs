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

    // Less than this is copied before a second thread has begun.
    private const long ManyBytes = 16 << 20;

    /// <summary>Whether a directory is a copy made by <c>backup.tree</c>: it is copied when it is restored, not moved.</summary>
    internal static bool IsBackup(IDisk disk, StationPath directory) => disk.IsFile(List(directory).Full);

    /// <summary>The list beside a copy.</summary>
    internal static StationPath List(StationPath directory) => directory.Suffixed(ListSuffix);

    /// <summary>Copies a tree to a new name, synced, each file read back; gives the list of digests.</summary>
    internal static SortedDictionary<string, FileDigest> Write(StationPath from, StationPath to, Call call, CancellationToken cancellation)
    {
        var files = new SortedDictionary<string, FileDigest>(StringComparer.Ordinal);
        var disk = call.Disk;
        disk.CreateDirectory(to.Full);
        var copies = new List<(DiskEntry Entry, string Target)>();
        var directories = disk.CopyTree(from.Full, to.Full, static _ => true, (entry, target) => copies.Add((entry, target)));
        if (copies.Sum(static c => c.Entry.Item.Length) < ManyBytes)
        {
            copies.ForEach(c => Take(c.Entry, c.Target));
        }
        else
        {
            SideBySide.Each(copies, c => Take(c.Entry, c.Target), cancellation);
        }

        disk.ResembleAll(directories);
        disk.SyncTree(to.Full);
        return files;

        void Take(DiskEntry entry, string target)
        {
            cancellation.ThrowIfCancellationRequested();
            var digest = Copy(disk, entry.Full, target, to, cancellation);
            lock (files)
            {
                files[entry.Relative] = digest;
                call.Progress.Report(new WorkProgress(files.Count, copies.Count, WorkUnit.Files));
            }
        }
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

    private static FileDigest Copy(IDisk disk, string source, string target, StationPath tree, CancellationToken cancellation) =>
        FileCopy.WriteChecked(disk, source, target, cancellation) ?? throw new CodedException(Faults.BackupUnverified(tree.Shown));
}
