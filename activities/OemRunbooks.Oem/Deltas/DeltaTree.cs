using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Oem.Deltas;

/// <summary>Puts a new tree together: changed files from the delta, the bundle's other files as hard links, all else as copies.</summary>
/// <remarks>
/// Only files that the manifest covers are linked: nobody writes into those, whereas logs and the like may be written on in place.
/// </remarks>
internal static class DeltaTree
{
    internal static DeltaInfo Build(DeltaPlan plan, string installation, string work, string tree, CancellationToken cancellation)
    {
        var changed = plan.Delta.ChangedFiles.Where(f => f != plan.Kept).ToHashSet(StringComparer.Ordinal);
        var removed = plan.Delta.RemovedFiles.ToHashSet(StringComparer.Ordinal);
        var result = Result(plan, changed, removed);
        var authenticated = DeltaTrust.DemandResult(plan, result);
        foreach (var (path, entry) in TreeScanner.Walk(installation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (path != InstallationState.FileName && !changed.Contains(path) && !(removed.Contains(path) && entry is FileInfo))
            {
                Carry(entry, Path.Combine(tree, path), isBundles: plan.Installed.Files.ContainsKey(path));
            }
        }

        foreach (var path in changed)
        {
            var target = Path.Combine(tree, path);
            Disk.Do(
                target,
                () =>
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    File.Move(Path.Combine(work, path), target, overwrite: false);
                }
            );
        }

        var applied = new AppliedDelta(
            plan.Delta.BaseVersion,
            plan.Delta.TargetVersion,
            plan.ArchiveSha384,
            changed.ToDictionary(static f => f, f => plan.Seen.Files[f].Sha384, StringComparer.Ordinal),
            plan.Delta.RemovedFiles
        );
        var state = plan.Installed.State with { Version = plan.Delta.TargetVersion, Deltas = [.. plan.Installed.State.Deltas, applied] };
        var statePath = Path.Combine(tree, InstallationState.FileName);
        Disk.Do(statePath, () => File.WriteAllBytes(statePath, state.Bytes));
        return new DeltaInfo(
            plan.Delta.BaseVersion,
            plan.Delta.TargetVersion,
            plan.Delta.Platform,
            [.. changed.Order(StringComparer.Ordinal)],
            plan.Delta.RemovedFiles,
            changed.Sum(f => plan.Seen.Files[f].Size),
            plan.ArchiveSha384,
            plan.Signed,
            [.. Warnings(plan, authenticated)]
        );
    }

    /// <summary>Digests of the bundle's files as they will be; names that collide are refused.</summary>
    private static Dictionary<string, string> Result(DeltaPlan plan, HashSet<string> changed, HashSet<string> removed)
    {
        var result = plan.Installed.Files.Where(f => !removed.Contains(f.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var file in changed)
        {
            result[file] = plan.Seen.Files[file].Sha384;
        }

        var names = new NameTable();
        foreach (var file in result.Keys)
        {
            names.Add(file, isDirectory: false);
        }

        return result;
    }

    private static void Carry(FileSystemInfo entry, string target, bool isBundles) =>
        Disk.Do(
            target,
            () =>
            {
                if (entry.LinkTarget is { } link)
                {
                    // Not followed, not judged: whoever made it owns it.
                    File.CreateSymbolicLink(target, link);
                }
                else if (entry is DirectoryInfo)
                {
                    Directory.CreateDirectory(target);
                    CopyMode(entry, target);
                }
                else if (!isBundles || !Durable.TryLink(entry.FullName, target))
                {
                    File.Copy(entry.FullName, target);
                    CopyMode(entry, target);
                }
            }
        );

    private static void CopyMode(FileSystemInfo entry, string target)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(target, entry.UnixFileMode);
        }
    }

    private static IEnumerable<DeltaWarning> Warnings(DeltaPlan plan, bool authenticated)
    {
        if (!plan.Signed)
        {
            yield return new DeltaWarning(Faults.DeltaUnsigned());
        }

        if (!authenticated)
        {
            yield return new DeltaWarning(Faults.DeltaContentUnauthenticated());
        }

        if (plan.Installed.Provisioned && plan.Delta.ChangedFiles.Contains(ExpectedFingerprint.BundlePath, StringComparer.Ordinal))
        {
            yield return new DeltaWarning(
                plan.Kept is null
                    ? Faults.DeltaFingerprintReplaced(ExpectedFingerprint.BundlePath)
                    : Faults.DeltaFingerprintKept(ExpectedFingerprint.BundlePath)
            );
        }

        foreach (var file in plan.Installed.Extras.Order(StringComparer.Ordinal))
        {
            yield return new DeltaWarning(Faults.DeltaExtraFile(file));
        }
    }
}
