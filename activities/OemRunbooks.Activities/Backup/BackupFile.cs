using System.Globalization;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Backup;

/// <summary>Copies one file to a second name and proves that both are byte-equal.</summary>
/// <remarks>Source: runbook, section 2, step 1.</remarks>
internal sealed class BackupFile : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(BackupFileWords.Activity)
        {
            Interruption = Interruption.Verify,
            Inputs = [Takes.Source, Takes.Target, Takes.Overwrite],
            Outputs = [Gives.Path, Gives.Size, Gives.Digest],
            Errors = [.. Codes.Disk, Codes.BackupUnverified],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (source, target) = (call.Get(Takes.Source), call.Get(Takes.Target));
        FileCopy.DemandFile(call.Disk, source);
        var size = call.Disk.Length(source.Full);
        var lines = new List<PlannedLine>
        {
            Fields.Effect(Fields.Writes(call.Disk, target), target, Says.PlanBackupFileCopies(source.Shown, size, target.Shown), size),
        };
        if (call.Disk.IsFile(target.Full) && FileCopy.Digest(call.Disk, target.Full) != FileCopy.Digest(call.Disk, source.Full))
        {
            if (!Overwrites(call))
            {
                return PlannedWork.Fails(Faults.FileExists(target.Shown));
            }

            lines.Add(Fields.Effect(EffectKind.Keeps, target, Says.PlanBackupFileKeepsOlder(Kept(call, target).Shown)));
        }

        return new PlannedWork(lines, NamedValue.Map(Gives.Path.Is(target), Gives.Size.Is(size)));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (source, target) = (call.Get(Takes.Source), call.Get(Takes.Target));
        FileCopy.DemandFile(call.Disk, source);
        FileCopy.DemandNoLink(call.Disk, target);
        var older = FileCopy.DigestIfThere(call.Disk, target.Full);
        if (older is not null && older == FileCopy.Digest(call.Disk, source.Full, cancellation))
        {
            return Done(target, older.Value);
        }

        if (older is not null && !Overwrites(call))
        {
            return Outcome.Failed(Faults.FileExists(target.Shown));
        }

        var kept = older is null ? null : Keep(call, target, older.Value, cancellation);
        var outcome = Done(target, FileCopy.Replace(source, target, call, cancellation));
        return kept is null ? outcome : outcome with { Remarks = [Faults.BackupOlderKept(kept.Shown).AsRemark()] };
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var (source, target) = (call.Get(Takes.Source), call.Get(Takes.Target));
        FileCopy.RemoveTemporaries(call.Disk, target.Full);
        var copy = FileCopy.DigestIfThere(call.Disk, target.Full);
        return copy is not null && copy == FileCopy.DigestIfThere(call.Disk, source.Full)
            ? Reconciliation.Done(Done(target, copy.Value))
            : Reconciliation.NotBegun;
    }

    private static bool Overwrites(Call call) => call.Get(Takes.Overwrite);

    // Named by when the step was first started, so that a second attempt finds what the first one kept.
    private static StationPath Kept(Call call, StationPath target) =>
        target.Suffixed("." + call.Site.StartedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    private static StationPath Keep(Call call, StationPath target, FileDigest older, CancellationToken cancellation)
    {
        var kept = Kept(call, target);
        for (var n = 2; FileCopy.DigestIfThere(call.Disk, kept.Full) is { } taken && taken != older; n++)
        {
            kept = Kept(call, target).Suffixed($"-{n}");
        }

        if (!call.Disk.IsFile(kept.Full))
        {
            FileCopy.Replace(target, kept, call, cancellation);
        }

        return kept;
    }

    private static Outcome Done(StationPath target, FileDigest digest) =>
        Outcome.Done(Gives.Path.Is(target), Gives.Size.Is(digest.Size), Gives.Digest.Is(digest.Sha384)) with
        {
            Artefacts = [new Artefact(target.Shown, digest.Size, digest.Sha384)],
        };

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Source { get; } = Input.File(BackupFileWords.Takes.Source);

        internal static Input<StationPath> Target { get; } = Input.Path(BackupFileWords.Takes.Target, changes: true);

        internal static Input<bool> Overwrite { get; } = Input.Boolean(BackupFileWords.Takes.Overwrite).Or(true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(BackupFileWords.Gives.Path);

        internal static Output<long> Size { get; } = Output.Size(BackupFileWords.Gives.Size);

        internal static Output<string> Digest { get; } = Output.String(BackupFileWords.Gives.Digest);
    }
}
