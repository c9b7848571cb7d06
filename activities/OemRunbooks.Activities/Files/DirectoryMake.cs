using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using Copies = OemRunbooks.Activities.Common.FileCopy;

namespace OemRunbooks.Activities.Files;

/// <summary>Makes a directory and those above it that are missing; one that is there stays as it is.</summary>
internal sealed class DirectoryMake : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(DirectoryMakeWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [Takes.Path, Takes.Mode],
            Outputs = [FileGives.Path, StationGives.Changed, StationGives.Existed, StationGives.Former],
            Errors = [.. Codes.Disk, Codes.FileReserved, Codes.FileModeInvalid],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (path, exists) = Look(call);
        return PlannedWork.Of(
            exists
                ? Fields.Line(false, Says.PlanDirectoryMakeThere(path.Shown))
                : Fields.Effect(EffectKind.Creates, path, Says.PlanDirectoryMakeMakes(path.Shown)),
            Outputs(path, exists)
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (path, exists) = Look(call);
        if (!exists)
        {
            var parent = Durable.ParentOf(path.Full);
            call.Disk.CreateDirectory(parent);
            call.SaveCheckpoint(Value.MapOf(("makes", Value.True)));
            call.Disk.MakeDirectory(path.Full, Modes.Of(call.Get(Takes.Mode)));
            call.Disk.SyncDirectory(parent);
        }

        return Outcome.Done(Outputs(path, exists));
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var (path, exists) = Look(call);
        if (!exists || call.Checkpoint["makes"].AsBoolean() != true)
        {
            return Reconciliation.NotBegun;
        }

        // A crash between the making and the rights leaves it empty: made again, it has both.
        var isAsWanted =
            Modes.Of(call.Get(Takes.Mode)) is not { } mode || call.Disk.Look(path.Full)!.Value.Rights is not { } now || now == mode;
        if (!isAsWanted && !call.Disk.List(path.Full).Any())
        {
            call.Disk.Remove(path.Full);
            return Reconciliation.NotBegun;
        }

        call.Disk.SyncDirectory(Durable.ParentOf(path.Full));
        return Reconciliation.Done(Outcome.Done(Outputs(path, exists: false)));
    }

    private static (StationPath Path, bool Exists) Look(Call call)
    {
        var path = call.Get(Takes.Path);
        Places.DemandFree(call, path);
        _ = Modes.Of(call.Get(Takes.Mode));
        Copies.DemandNoLink(call.Disk, path);
        return call.Disk.Look(path.Full) switch
        {
            null => (path, false),
            { Kind: ItemKind.Directory } => (path, true),
            _ => throw new CodedException(Faults.FileExists(path.Shown)),
        };
    }

    private static NamedValue[] Outputs(StationPath path, bool exists) =>
        [
            FileGives.Path.Is(path),
            StationGives.Changed.Is(!exists),
            StationGives.Existed.Is(exists),
            StationGives.Former.Is(exists ? path : null),
        ];

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Path { get; } = Input.Directory(DirectoryMakeWords.Takes.Path, changes: true);

        internal static Input<string?> Mode { get; } = FileTakes.Mode;
    }
}
