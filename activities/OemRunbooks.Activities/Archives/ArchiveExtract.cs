using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Unpacking;

namespace OemRunbooks.Activities.Archives;

/// <summary>Unpacks an archive into a private directory and puts that at its place in one step.</summary>
/// <remarks>Source: trust.md, "Archives".</remarks>
internal sealed class ArchiveExtract : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(ArchiveExtractWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = Gives.Changed.Name,
            Inputs = [ArchiveTakes.Archive, Takes.Target, Takes.Replace, ArchiveTakes.MaxFiles, ArchiveTakes.MaxSize],
            Outputs =
            [
                Gives.Path,
                Gives.Changed,
                Gives.Existed,
                Gives.Former,
                StationGives.Files,
                ArchiveGives.Size,
                ArchiveGives.ArchiveSha384,
            ],
            Errors = [.. Codes.Disk, .. Codes.AnyArchive, Codes.FileReserved],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (archive, target) = Given(call);
        var members = AnyArchive.List(call.Disk, archive.Full, ArchiveTakes.Bounds(call), null, CancellationToken.None);
        var size = members.Sum(static m => m.Size);
        if (IsThere(call, target, members))
        {
            return PlannedWork.Of(
                Fields.Line(false, Says.PlanArchiveExtractThere(target.Shown)),
                Gives.Path.Is(target),
                Gives.Changed.Is(false)
            );
        }

        var existed = call.Disk.IsDirectory(target.Full);
        if (existed && !call.Get(Takes.Replace))
        {
            return PlannedWork.Fails(Faults.FileExists(target.Shown));
        }

        var line = Fields.Effect(
            existed ? EffectKind.Replaces : EffectKind.Creates,
            target,
            Says.PlanArchiveExtractUnpacks(archive.Shown, members.Count, size, target.Shown),
            size
        );
        return PlannedWork.Of(
            line,
            Gives.Path.Is(target),
            Gives.Changed.Is(true),
            Gives.Existed.Is(existed),
            StationGives.Files.Is(members.Count),
            ArchiveGives.Size.Is(size)
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (archive, target) = Given(call);
        var digest = FileCopy.Digest(call.Disk, archive.Full, cancellation);
        var exists = call.Disk.IsDirectory(target.Full);
        if (exists)
        {
            var listed = AnyArchive.List(call.Disk, archive.Full, ArchiveTakes.Bounds(call), null, cancellation);
            if (IsThere(call, target, listed))
            {
                return Outcome.Done(Outputs(target, listed, digest, target, changed: false));
            }
        }

        if (exists && !call.Get(Takes.Replace))
        {
            return Outcome.Failed(Faults.FileExists(target.Shown));
        }

        var publication = Published(call, target);
        call.Disk.Remove(publication.Room.Full);
        try
        {
            var (tree, members) = Unpack(call, archive, publication, cancellation);
            using (tree)
            {
                return Outcome.Done(
                    publication.Publish(tree, former => NamedValue.Map(Outputs(target, members, digest, former, changed: true)))
                );
            }
        }
        finally
        {
            publication.Discard();
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var target = call.Get(Takes.Target);
        Places.DemandFree(call, target);
        return Published(call, target).Recover(static o => Outcome.Done(o));
    }

    private static Publication Published(Call call, StationPath target) => new(call, target, Identity);

    // No manifest says which tree is which: what stands in it and when it was written does.
    private static string? Identity(IDisk disk, string tree)
    {
        if (!disk.IsDirectory(tree))
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in disk.Walk(tree))
        {
            var (length, written) = entry.IsFile ? (entry.Item.Length, entry.Item.Written.UtcTicks) : (0, 0);
            var line = string.Create(CultureInfo.InvariantCulture, $"{entry.Item.Kind} {length} {written} {entry.Relative}\n");
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static (StagedTree Tree, IReadOnlyList<ArchiveMember> Members) Unpack(
        Call call,
        StationPath archive,
        Publication publication,
        CancellationToken cancellation
    ) =>
        AnyArchive.Extract(call.Disk, archive.Full, ArchiveTakes.Bounds(call), publication.Room.Full, publication.Progress(), cancellation);

    private static (StationPath Archive, StationPath Target) Given(Call call)
    {
        var (archive, target) = (call.Get(ArchiveTakes.Archive), call.Get(Takes.Target));
        Places.DemandFree(call, target);
        FileCopy.DemandFile(call.Disk, archive);
        new Publication(call, target).DemandPlace();
        return (archive, target);
    }

    // Just these files with just this content; directories alone say nothing.
    private static bool IsThere(Call call, StationPath target, IReadOnlyList<ArchiveMember> members)
    {
        if (!call.Disk.IsDirectory(target.Full))
        {
            return false;
        }

        var entries = call.Disk.Walk(target.Full).Where(static e => e.Item.Kind != ItemKind.Directory).ToList();
        return entries.Count == members.Count
            && members.All(m =>
                call.Disk.Look(target.Below(m.Path).Full, follows: false) is { Kind: ItemKind.File } item
                && item.Length == m.Size
                && FileCopy.Digest(call.Disk, target.Below(m.Path).Full).Sha384 == m.Sha384
            );
    }

    private static NamedValue[] Outputs(
        StationPath target,
        IReadOnlyList<ArchiveMember> members,
        FileDigest archive,
        StationPath? former,
        bool changed
    ) =>
        [
            Gives.Path.Is(target),
            Gives.Changed.Is(changed),
            Gives.Existed.Is(former is not null),
            Gives.Former.Is(former),
            StationGives.Files.Is(members.Count),
            ArchiveGives.Size.Is(members.Sum(static m => m.Size)),
            ArchiveGives.ArchiveSha384.Is(archive.Sha384),
        ];

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Target { get; } = Input.Directory(ArchiveExtractWords.Takes.Target, changes: true);

        internal static Input<bool> Replace { get; } = Input.Boolean(ArchiveExtractWords.Takes.Replace).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(ArchiveExtractWords.Gives.Path);

        internal static Output<bool> Changed { get; } = StationGives.Changed;

        internal static Output<bool> Existed { get; } = StationGives.Existed;

        internal static Output<StationPath?> Former { get; } = StationGives.Former;
    }
}
