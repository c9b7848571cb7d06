using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using Copies = OemRunbooks.Activities.Common.FileCopy;

namespace OemRunbooks.Activities.Files;

/// <summary>Gives a file or directory another name by one rename; nothing is ever replaced.</summary>
/// <remarks>Where the source is gone and the target is there, it was moved before.</remarks>
internal sealed class FileMove : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(FileMoveWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [Takes.Source, Takes.Target],
            Outputs = [FileGives.Path, StationGives.Changed, StationGives.Former],
            Errors = [.. Codes.Disk, Codes.FileReserved, Codes.FileOtherDevice],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (source, target) = Given(call);
        return Refusal(call, source, target) is { } refusal ? PlannedWork.Fails(refusal)
            : IsMoved(call, source, target)
                ? PlannedWork.Of(Fields.Line(false, Says.PlanFileAsWanted(target.Shown)), Outputs(target, target, changed: false))
            : new PlannedWork(
                [
                    Fields.Effect(EffectKind.Creates, target, Says.PlanFileMoveMoves(source.Shown, target.Shown)),
                    Fields.Effect(EffectKind.Removes, source, Says.PlanFileMoveLeaves(source.Shown)),
                ],
                NamedValue.Map(Outputs(target, source, changed: true))
            );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (source, target) = Given(call);
        if (Refusal(call, source, target) is { } refusal)
        {
            return Outcome.Failed(refusal);
        }

        if (IsMoved(call, source, target))
        {
            return Outcome.Done(Outputs(target, target, changed: false));
        }

        call.Disk.CreateDirectory(Durable.ParentOf(target.Full));
        call.SaveCheckpoint(Value.MapOf(("moves", Value.True)));
        try
        {
            call.Disk.MoveNewOrNot(source.Full, target.Full);
        }
        catch (IOException error) when (Errno.IsOtherDevice(error))
        {
            return Outcome.Failed(Faults.FileOtherDevice(source.Shown, target.Shown));
        }

        return Outcome.Done(Outputs(target, source, changed: true));
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var (source, target) = Given(call);
        return call.Checkpoint["moves"].AsBoolean() == true && IsMoved(call, source, target)
            ? Reconciliation.Done(Outcome.Done(Outputs(target, source, changed: true)))
            : Reconciliation.NotBegun;
    }

    private static (StationPath Source, StationPath Target) Given(Call call)
    {
        var (source, target) = (call.Get(Takes.Source), call.Get(Takes.Target));
        Places.DemandFree(call, source);
        Places.DemandFree(call, target);
        return (source, target);
    }

    private static bool IsMoved(Call call, StationPath source, StationPath target) =>
        source.Full == target.Full || (!call.Disk.Has(source.Full) && call.Disk.Has(target.Full));

    private static Failure? Refusal(Call call, StationPath source, StationPath target)
    {
        Copies.DemandNoLink(call.Disk, source);
        Copies.DemandNoLink(call.Disk, target);
        if (call.Disk.Look(source.Full, follows: false) is not { } item)
        {
            return call.Disk.Has(target.Full) ? null : Faults.FileMissing(source.Shown);
        }

        return item.Kind == ItemKind.Special ? Faults.FileSpecial(source.Shown)
            : source.Full != target.Full && call.Disk.Has(target.Full) ? Faults.FileExists(target.Shown)
            : null;
    }

    private static NamedValue[] Outputs(StationPath target, StationPath former, bool changed) =>
        [FileGives.Path.Is(target), StationGives.Changed.Is(changed), StationGives.Former.Is(former)];

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Source { get; } = Input.Path(FileMoveWords.Takes.Source, changes: true);

        internal static Input<StationPath> Target { get; } = Input.Path(FileMoveWords.Takes.Target, changes: true);
    }
}
