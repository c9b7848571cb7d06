using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Verify;

/// <summary>Whether there is room for so many bytes where a path lies, or will lie.</summary>
internal sealed class VerifySpace : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifySpaceWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Path, Takes.Needed],
            Outputs = [Gives.Free, Gives.Total],
            Errors = [.. Codes.Disk, Codes.SpaceShort],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (path, needed) = (call.Get(Takes.Path), call.Get(Takes.Needed));
        return Probe(call, o => [Fields.Line(false, Says.PlanVerifySpaceFinds(path.Shown, Gives.Free.In(o).AsInteger() ?? 0, needed))]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (path, needed) = (call.Get(Takes.Path), call.Get(Takes.Needed));
        var drive = new DriveInfo(Existing(call.Disk, path.Full));
        var free = drive.AvailableFreeSpace;
        return free < needed
            ? Outcome.Failed(Faults.SpaceShort(path.Shown, needed, free))
            : Outcome.Done(Gives.Free.Is(free), Gives.Total.Is(drive.TotalSize));
    }

    private static string Existing(IDisk disk, string path)
    {
        while (!disk.IsDirectory(path) && Durable.ParentOf(path) is var parent && parent != path)
        {
            path = parent;
        }

        return path;
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Path { get; } = Input.Path(VerifySpaceWords.Takes.Path).Or(".");

        internal static Input<long> Needed { get; } = Input.Size(VerifySpaceWords.Takes.Needed);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<long> Free { get; } = Output.Size(VerifySpaceWords.Gives.Free);

        internal static Output<long> Total { get; } = Output.Size(VerifySpaceWords.Gives.Total);
    }
}
