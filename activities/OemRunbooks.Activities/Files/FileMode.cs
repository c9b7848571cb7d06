using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using Copies = OemRunbooks.Activities.Common.FileCopy;

namespace OemRunbooks.Activities.Files;

/// <summary>Sets a file's rights; setuid, setgid and sticky are never set, and go where they were.</summary>
internal sealed class FileMode : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(FileModeWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [Takes.Path, Takes.Mode],
            Outputs = [FileGives.Path, StationGives.Changed, Gives.Mode, Gives.FormerMode],
            Errors = [.. Codes.Disk, Codes.FileReserved, Codes.FileModeInvalid, Codes.FileModeUnsupported],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (path, wanted, now) = Look(call);
        return PlannedWork.Of(
            now == wanted
                ? Fields.Line(false, Says.PlanFileAsWanted(path.Shown))
                : Fields.Effect(EffectKind.Replaces, path, Says.PlanFileModeSets(path.Shown, Modes.Text(now), Modes.Text(wanted))),
            Outputs(path, wanted, now)
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (path, wanted, now) = Look(call);
        var outputs = NamedValue.Map(Outputs(path, wanted, now));
        if (now != wanted)
        {
            call.SaveCheckpoint(Value.MapOf(("outputs", outputs)));
            using var file = call.Disk.Open(path.Full, FileUse.Read);
            file.SetRights(wanted);
            file.Sync();
        }

        return Outcome.Done(outputs);
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var (_, wanted, now) = Look(call);
        return now == wanted && call.Checkpoint["outputs"] is { IsNull: false } outputs
            ? Reconciliation.Done(Outcome.Done(outputs))
            : Reconciliation.NotBegun;
    }

    private static (StationPath Path, UnixFileMode Wanted, UnixFileMode Now) Look(Call call)
    {
        var path = call.Get(Takes.Path);
        Places.DemandFree(call, path);
        var wanted = Modes.Of(call.Get(Takes.Mode))!.Value;
        Copies.DemandFile(call.Disk, path);
        var item = call.Disk.Look(path.Full, follows: false)!.Value;
        return item.Rights is not { } rights
            ? throw new CodedException(Faults.FileModeUnsupported(path.Shown))
            : (path, wanted, item.IsSetUser ? rights | UnixFileMode.SetUser : rights);
    }

    private static NamedValue[] Outputs(StationPath path, UnixFileMode wanted, UnixFileMode now) =>
        [
            FileGives.Path.Is(path),
            StationGives.Changed.Is(now != wanted),
            Gives.Mode.Is(Modes.Text(wanted)),
            Gives.FormerMode.Is(Modes.Text(now)),
        ];

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Path { get; } = Input.File(FileModeWords.Takes.Path, changes: true);

        internal static Input<string> Mode { get; } = Input.String(FileWords.Takes.Mode);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<string> Mode { get; } = Output.String(FileModeWords.Gives.Mode);

        internal static Output<string> FormerMode { get; } = Output.String(FileModeWords.Gives.FormerMode);
    }
}
