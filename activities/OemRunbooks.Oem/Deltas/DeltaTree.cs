using OemRunbooks.Foundation.Failures;
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
        DeltaTrust.DemandWhole(plan, result);
        var authenticated = DeltaTrust.DemandResult(plan, result);
        var disk = plan.Disk;
        var directories = OemDisk.Do(
            tree,
            () =>
                disk.CopyTree(
                    installation,
                    tree,
                    e => IsKept(e, changed, removed),
                    (entry, target) => Carry(plan, entry, target, cancellation)
                )
        );
        foreach (var path in changed)
        {
            var target = Path.Combine(tree, path);
            OemDisk.Do(
                target,
                () =>
                {
                    disk.MakeParents(tree, target);
                    disk.RenameNew(Path.Combine(work, path), target);
                }
            );
        }

        OemDisk.Do(tree, () => disk.ResembleAll(directories));
        var applied = new AppliedDelta(
            plan.Delta.BaseVersion,
            plan.Delta.TargetVersion,
            plan.ArchiveSha384,
            changed.ToDictionary(static f => f, f => plan.Seen.Files[f].Sha384, StringComparer.Ordinal),
            plan.Delta.RemovedFiles
        );
        var state = plan.Installed.State with { Version = plan.Delta.TargetVersion, Deltas = [.. plan.Installed.State.Deltas, applied] };
        var statePath = Path.Combine(tree, InstallationState.FileName);
        OemDisk.Do(statePath, () => disk.CreateNew(statePath, state.Bytes));
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

        var names = new NameTable(plan.Request.Limits);
        foreach (var file in result.Keys)
        {
            names.Add(file, isDirectory: false);
        }

        return result;
    }

    private static bool IsKept(DiskEntry entry, HashSet<string> changed, HashSet<string> removed)
    {
        var path = entry.Relative;
        if (entry.Item.Kind == ItemKind.Link && changed.Any(c => c.StartsWith(path + "/", StringComparison.Ordinal)))
        {
            // The delta would write where the link leads.
            throw new OemException(Faults.FileLink(entry.Full));
        }

        return path != InstallationState.FileName
            && !changed.Contains(path)
            && !(removed.Contains(path) && entry.Item.Kind != ItemKind.Directory);
    }

    // What came with the product may share its content with the old tree: nobody writes it. What did not keeps its owner, and is a copy.
    private static void Carry(DeltaPlan plan, DiskEntry entry, string target, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var isBundles = plan.Installed.Files.ContainsKey(entry.Relative);
        if (!isBundles || entry.Item.IsSetUser || !plan.Disk.TryLink(entry.Full, target))
        {
            plan.Disk.Copy(entry.Full, target, cancellation);
        }
    }

    private static IEnumerable<Failure> Warnings(DeltaPlan plan, bool authenticated)
    {
        if (!plan.Signed)
        {
            yield return Faults.DeltaUnsigned();
        }

        if (!authenticated)
        {
            yield return Faults.DeltaContentUnauthenticated();
        }

        if (plan.Installed.Provisioned && plan.Delta.ChangedFiles.Contains(ExpectedFingerprint.BundlePath, StringComparer.Ordinal))
        {
            yield return plan.Kept is null
                ? Faults.DeltaFingerprintReplaced(ExpectedFingerprint.BundlePath)
                : Faults.DeltaFingerprintKept(ExpectedFingerprint.BundlePath);
        }

        foreach (var file in plan.Installed.Extras.Order(StringComparer.Ordinal))
        {
            yield return Faults.DeltaExtraFile(file);
        }
    }
}
