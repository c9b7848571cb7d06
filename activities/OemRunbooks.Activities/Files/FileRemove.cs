using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using Copies = OemRunbooks.Activities.Common.FileCopy;

namespace OemRunbooks.Activities.Files;

/// <summary>Removes a file or directory; it is kept beside its place unless the runbook says otherwise.</summary>
internal sealed class FileRemove : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(FileRemoveWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [Takes.Path, Takes.Keep],
            Outputs = [FileGives.Path, StationGives.Changed, StationGives.Existed, StationGives.Former],
            Errors = [.. Codes.Disk, Codes.FileReserved],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var path = Given(call);
        if (!call.Disk.Has(path.Full))
        {
            return PlannedWork.Of(
                Fields.Line(false, Says.PlanFileRemoveGone(path.Shown)),
                Outputs(path, null, existed: false, changed: false)
            );
        }

        var kept = KeptOf(call, path);
        return PlannedWork.Of(
            kept is null
                ? Fields.Effect(EffectKind.Removes, path, Says.PlanFileRemoveRemoves(path.Shown))
                : Fields.Effect(EffectKind.Keeps, path, Says.PlanFileRemoveKeeps(path.Shown, kept.Shown)),
            Outputs(path, kept, existed: true, changed: true)
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var path = Given(call);
        if (!call.Disk.Has(path.Full))
        {
            return Outcome.Done(Outputs(path, null, existed: false, changed: false));
        }

        // Out of sight by one rename first: what is deleted piece by piece may stop in its middle.
        var kept = KeptOf(call, path);
        var aside = kept ?? Aside(call, path);
        var outputs = NamedValue.Map(Outputs(path, kept, existed: true, changed: true));
        call.SaveCheckpoint(Value.MapOf(("aside", Value.Of(aside.Shown)), ("outputs", outputs)));
        call.Disk.MoveNewOrNot(path.Full, aside.Full);
        return kept is null ? Deleted(call, aside, outputs) : Outcome.Done(outputs);
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var path = Given(call);
        if (call.Checkpoint["aside"].AsText() is not { } aside || call.Disk.Has(path.Full))
        {
            return Reconciliation.NotBegun;
        }

        var outcome = Outcome.Done(call.Checkpoint["outputs"]);
        if (call.Get(Takes.Keep))
        {
            return Reconciliation.Done(outcome);
        }

        var left = call.Station.Resolve(aside);
        return call.Disk.Has(left.Full)
            ? Reconciliation.HalfDone(Deleted(call, left, call.Checkpoint["outputs"]))
            : Reconciliation.Done(outcome);
    }

    // Under its name it is gone already: what the disk does not give up now is told, and harms nobody.
    private static Outcome Deleted(Call call, StationPath aside, Value outputs)
    {
        try
        {
            call.Disk.Remove(aside.Full);
            return Outcome.Done(outputs);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            return Outcome.Done(outputs) with { Remarks = [Faults.FileRemains(aside.Shown).AsRemark()] };
        }
    }

    private static StationPath Given(Call call)
    {
        var path = call.Get(Takes.Path);
        Places.DemandFree(call, path);
        Copies.DemandNoLink(call.Disk, path);
        return call.Disk.Look(path.Full, follows: false) is { Kind: ItemKind.Special }
            ? throw new CodedException(Faults.FileSpecial(path.Shown))
            : path;
    }

    private static StationPath? KeptOf(Call call, StationPath path) =>
        call.Get(Takes.Keep) ? Names.Free(call.Disk, path, $".former-{call.Site.RunId}") : null;

    private static StationPath Aside(Call call, StationPath path) => Names.Free(call.Disk, path, $".removing-{call.Site.RunId}");

    private static NamedValue[] Outputs(StationPath path, StationPath? former, bool existed, bool changed) =>
        [FileGives.Path.Is(path), StationGives.Changed.Is(changed), StationGives.Existed.Is(existed), StationGives.Former.Is(former)];

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Path { get; } = Input.Path(FileRemoveWords.Takes.Path, changes: true);

        internal static Input<bool> Keep { get; } = Input.Boolean(FileRemoveWords.Takes.Keep).Or(true);
    }
}
