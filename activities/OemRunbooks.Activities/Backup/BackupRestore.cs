using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Backup;

/// <summary>Puts a file or a directory back as it was before a step changed it.</summary>
/// <remarks>
/// A kept tree is moved into place by two renames instead of one exchange: after a crash, what stands where then tells how far it came
/// (an exchange leaves two trees that look alike). Source: trust.md, "Deltas"; architecture.md, idea 3.
/// </remarks>
internal sealed class BackupRestore : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(BackupRestoreWords.Activity)
        {
            Interruption = Interruption.Verify,
            Inputs = [Takes.From, Takes.To, Takes.Existed],
            Outputs = [Gives.Path, Gives.Restored, Gives.Kept],
            Errors = [.. Codes.Disk, Codes.BackupMissing, Codes.BackupUnverified],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var to = call.Get(Takes.To);
        var from = call.Get(Takes.From);
        return PlannedWork.Of(
            from?.Full == to.Full ? Fields.Line(false, Says.PlanBackupRestoreNothing(to.Shown))
                : from is null ? Fields.Effect(EffectKind.Keeps, to, Says.PlanBackupRestoreMovesAside(to.Shown))
                : Fields.Effect(EffectKind.Replaces, to, Says.PlanBackupRestorePutsBack(to.Shown, from.Shown)),
            Gives.Path.Is(to)
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var to = call.Get(Takes.To);
        var from = call.Get(Takes.From);
        FileCopy.DemandNoLink(call.Disk, to);
        if (from?.Full == to.Full)
        {
            // The step that is undone had changed nothing.
            return Done(to, restored: false, null);
        }

        if (from is not null && call.Disk.IsFile(from.Full))
        {
            return PutFileBack(call, from, to, cancellation);
        }

        if (call.FootprintOf?.Invoke(to) is { MayBeChanged: false })
        {
            return Done(to, restored: false, null);
        }

        if (from is not null && call.Disk.IsDirectory(from.Full))
        {
            FileCopy.DemandNoLink(call.Disk, from);
            var ready = TreeCopy.IsBackup(call.Disk, from) ? Copied(call, from, to, cancellation) : from;
            var kept = call.Disk.Has(to.Full) ? MoveAside(call, to) : LastKept(call, to);
            call.Disk.Move(ready.Full, to.Full);
            return Done(to, restored: true, kept);
        }

        if (!call.Get(Takes.Existed))
        {
            return Done(to, restored: false, call.Disk.Has(to.Full) ? MoveAside(call, to) : LastKept(call, to));
        }

        // The copy is gone: either it was moved into place before, or it never was.
        return LastKept(call, to) is { } last && call.Disk.Has(to.Full)
            ? Done(to, restored: true, last)
            : Outcome.Failed(Faults.BackupMissing(to.Shown, from?.Shown));
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var to = call.Get(Takes.To);
        if (call.Get(Takes.From)?.Full == to.Full)
        {
            return Reconciliation.Done(Done(to, restored: false, null));
        }

        FileCopy.RemoveTemporaries(call.Disk, to.Full);
        call.Disk.Remove(Staging(call, to).Full);

        // Execute is idempotent and looks at the world by itself: what it finds half-done it finishes.
        var from = call.Get(Takes.From);
        if (from is not null && call.Disk.IsDirectory(from.Full))
        {
            // Moved aside, and nothing in its place yet; anything else there has not been touched.
            return !call.Disk.Has(to.Full) && LastKept(call, to) is not null
                ? Reconciliation.HalfDone(Execute(call, cancellation))
                : Reconciliation.NotBegun;
        }

        var isWhole =
            from is not null && call.Disk.IsFile(from.Full)
                ? FileCopy.DigestIfThere(call.Disk, to.Full) == FileCopy.Digest(call.Disk, from.Full, cancellation)
                : call.Disk.Has(to.Full) != !call.Get(Takes.Existed);
        return isWhole ? Reconciliation.Done(Execute(call, cancellation)) : Reconciliation.NotBegun;
    }

    // What somebody else made of it meanwhile is never lost, and stays where the run has changed nothing.
    private static Outcome PutFileBack(Call call, StationPath from, StationPath to, CancellationToken cancellation)
    {
        var copy = FileCopy.Digest(call.Disk, from.Full, cancellation);
        var now = FileCopy.DigestIfThere(call.Disk, to.Full);
        if (now == copy)
        {
            return Done(to, restored: true, null);
        }

        var footprint = call.FootprintOf?.Invoke(to);
        if (now is not null && footprint is { MayBeChanged: false })
        {
            return Done(to, restored: false, null) with { Remarks = [Faults.BackupChangedElsewhere(to.Shown, from.Shown).AsRemark()] };
        }

        var kept =
            now is not null && footprint is { } left && left.Sha384 != now.Value.Sha384 ? Keep(call, to, now.Value, cancellation) : null;
        FileCopy.Replace(from, to, call, cancellation);
        return Done(to, restored: true, kept) with
        {
            Artefacts = [new Artefact(to.Shown, copy.Size, copy.Sha384)],
            Remarks = kept is null ? [] : [Faults.BackupForeignKept(to.Shown, kept.Shown).AsRemark()],
        };
    }

    // Once: what an attempt before kept is taken for it.
    private static StationPath Keep(Call call, StationPath to, FileDigest now, CancellationToken cancellation)
    {
        if (LastKept(call, to) is { } last && call.Disk.IsFile(last.Full) && FileCopy.Digest(call.Disk, last.Full, cancellation) == now)
        {
            return last;
        }

        var kept = Names.Free(call.Disk, to, $".failed-{call.Site.RunId}");
        FileCopy.Replace(to, kept, call, cancellation);
        return kept;
    }

    private static StationPath Copied(Call call, StationPath from, StationPath to, CancellationToken cancellation)
    {
        var staging = Staging(call, to);
        call.Disk.Remove(staging.Full);
        TreeCopy.Write(from, staging, call, cancellation);
        return staging;
    }

    private static StationPath Staging(Call call, StationPath to) => to.Suffixed($".restoring-{call.Site.RunId}");

    private static StationPath MoveAside(Call call, StationPath to)
    {
        var kept = Names.Free(call.Disk, to, $".failed-{call.Site.RunId}");
        call.Disk.Move(to.Full, kept.Full);
        return kept;
    }

    private static StationPath? LastKept(Call call, StationPath to) => Names.Last(call.Disk, to, $".failed-{call.Site.RunId}");

    private static Outcome Done(StationPath to, bool restored, StationPath? kept) =>
        Outcome.Done(Gives.Path.Is(to), Gives.Restored.Is(restored), Gives.Kept.Is(kept));

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath?> From { get; } = Input.Path(BackupRestoreWords.Takes.From).Optional();

        internal static Input<StationPath> To { get; } = Input.Path(BackupRestoreWords.Takes.To, changes: true);

        internal static Input<bool> Existed { get; } = Input.Boolean(BackupRestoreWords.Takes.Existed).Or(true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(BackupRestoreWords.Gives.Path);

        internal static Output<bool> Restored { get; } = Output.Boolean(BackupRestoreWords.Gives.Restored);

        internal static Output<StationPath?> Kept { get; } = Output.Path(BackupRestoreWords.Gives.Kept).Sometimes();
    }
}
