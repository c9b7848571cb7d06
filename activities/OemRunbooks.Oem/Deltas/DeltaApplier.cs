using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Oem.Deltas;

/// <summary>Builds the tree that a delta makes of an installed one, which is only read.</summary>
/// <remarks>
/// In this order: installed version and manifest; the published manifest and its signature; the archive, into a private directory;
/// its <c>delta.json</c> and members; every installed file against the base; the new tree; the new tree against the target's manifest.
/// Nothing signs an archive's content: without a target manifest only names are authenticated, which is a warning.
/// Source: formats.md, 11.5; trust.md, "Deltas".
/// </remarks>
public static class DeltaApplier
{
    /// <summary>Stages the new tree; the caller publishes it. Whatever is wrong, nothing stays behind and nothing was changed.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="request">What to apply to what.</param>
    /// <param name="progress">Told after every batch of the archive.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OemException">
    /// Codes <c>delta.*</c>, <c>archive.*</c>, <c>installation.*</c>, <c>bundle.*</c>, <c>fingerprint.*</c>, <c>disk.*</c>, <c>file.*</c>.
    /// </exception>
    public static (StagedTree Tree, DeltaInfo Info) Stage(
        IDisk disk,
        DeltaRequest request,
        IProgress<ArchiveProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var installation = Path.GetFullPath(request.Installation);
        var (state, expected) = InstalledBase.Describe(disk, installation, request.ContentKey);
        var parent = request.StagingParent ?? Path.GetDirectoryName(installation) ?? installation;
        return StagedTree.Fill(
            disk,
            parent,
            tree =>
            {
                var work = StagedTree.WorkRoom(disk, tree);
                var (seen, digest, delta, signed) = Open(disk, request, work, progress, cancellation);
                DemandBase(delta, state, request.Platform);
                var installed = InstalledBase.Check(disk, installation, state, expected, delta.RemovedFiles, cancellation);
                var plan = new DeltaPlan(disk, request, delta, signed, seen, installed, digest);
                DeltaTrust.DemandConfig(plan);
                return DeltaTree.Build(plan, installation, work, tree, cancellation);
            }
        );
    }

    /// <summary>Checks everything about a delta that does not depend on the installation; writes nothing.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="request">Which delta, by which keys.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Its manifest, and how many bytes it writes.</returns>
    /// <exception cref="OemException">As <see cref="Stage"/>.</exception>
    public static (DeltaManifest Manifest, long Bytes) Look(IDisk disk, DeltaRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (seen, _, delta, _) = Open(disk, request, null, null, cancellation);
        return (delta, seen.Files.Values.Sum(static f => f.Size));
    }

    /// <summary>Reads a delta whole and checks it: its published manifest and signature, its own manifest, its members.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="request">Which delta, by which keys.</param>
    /// <param name="tree">Where its members are written; null writes nothing.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellation">Stops the work.</param>
    internal static (SeenTree Seen, string Sha384, DeltaManifest Delta, bool Signed) Open(
        IDisk disk,
        DeltaRequest request,
        string? tree,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellation
    )
    {
        var (published, signed) = DeltaTrust.Published(disk, request);
        var (seen, digest) = BundleVerifier.Read(
            disk,
            request.Archive,
            Layout.Delta,
            tree,
            progress,
            request.Limits,
            cancellation,
            (path, before) => DemandListed(path, published, before)
        );
        var delta = ManifestOf(seen, request.Archive);
        DemandSame(delta, published);
        DemandMembers(delta, seen);
        return (seen, digest, delta, signed);
    }

    // What no manifest lists ends it before a byte of it is written: the published one, or the one inside when that came first.
    private static void DemandListed(string path, OemObject? published, SeenTree seen)
    {
        if (path == DeltaManifest.FileName)
        {
            return;
        }

        var listed =
            published is not null ? DeltaIssues.Entries(published["changed_files"])
            : seen.Contents.TryGetValue(DeltaManifest.FileName, out var inside) ? [.. DeltaManifest.Parse(inside).ChangedFiles]
            : null;
        if (listed?.Contains(path, StringComparer.Ordinal) == false)
        {
            throw new OemException(Faults.DeltaMembersMismatch(path, "not-listed"));
        }
    }

    private static DeltaManifest ManifestOf(SeenTree seen, string archive) =>
        DeltaManifest.Parse(
            seen.Contents.GetValueOrDefault(DeltaManifest.FileName) ?? throw new OemException(Faults.DeltaManifestMissing(archive))
        );

    private static void DemandSame(DeltaManifest delta, OemObject? published)
    {
        static byte[] Shared(OemObject document) => OemJsonWriter.Canonical(document.Without("fingerprint"));
        if (published is not null && !Shared(delta.Document).AsSpan().SequenceEqual(Shared(published)))
        {
            throw new OemException(Faults.DeltaMembersMismatch(DeltaManifest.FileName, "differs-from-published"));
        }
    }

    private static void DemandBase(DeltaManifest delta, InstallationState state, string? platform)
    {
        if (delta.Document.TextOf("bundle") != BundleName.Bundle)
        {
            throw new OemException(Faults.BundleWrongName(delta.Document.TextOf("bundle")));
        }

        if (delta.Platform != state.Platform || (platform is not null && platform != delta.Platform))
        {
            throw new OemException(Faults.BundleWrongPlatform(delta.Platform, platform ?? state.Platform));
        }

        if (delta.BaseVersion != state.Version)
        {
            throw new OemException(Faults.DeltaBaseMismatch(delta.BaseVersion, state.Version));
        }
    }

    private static void DemandMembers(DeltaManifest delta, SeenTree seen)
    {
        var members = seen.Files.Keys.Where(static f => f != DeltaManifest.FileName).ToHashSet(StringComparer.Ordinal);
        foreach (var file in delta.ChangedFiles)
        {
            if (!members.Remove(file))
            {
                throw new OemException(Faults.DeltaMembersMismatch(file, "missing"));
            }
        }

        if (members.Count > 0)
        {
            throw new OemException(Faults.DeltaMembersMismatch(members.Order(StringComparer.Ordinal).First(), "not-listed"));
        }

        if (
            delta
                .ChangedFiles.Concat(delta.RemovedFiles)
                .FirstOrDefault(static f => f is BundleManifest.FileName or BundleManifest.SignatureName or InstallationState.FileName) is
            { } reserved
        )
        {
            throw new OemException(Faults.DeltaMembersMismatch(reserved, "reserved"));
        }

        foreach (var file in delta.RemovedFiles)
        {
            EntryName.Demand(file);
        }
    }
}

/// <summary>Everything that was checked before the new tree is built.</summary>
internal sealed record DeltaPlan(
    IDisk Disk,
    DeltaRequest Request,
    DeltaManifest Delta,
    bool Signed,
    SeenTree Seen,
    InstalledBase Installed,
    string ArchiveSha384
)
{
    /// <summary>The one changed file that is not written, because a provisioned one lies in its place; null when there is none.</summary>
    internal string? Kept =>
        Installed.Provisioned
        && !Request.ReplaceProvisionedFingerprint
        && Delta.ChangedFiles.Contains(ExpectedFingerprint.BundlePath, StringComparer.Ordinal)
            ? ExpectedFingerprint.BundlePath
            : null;
}
