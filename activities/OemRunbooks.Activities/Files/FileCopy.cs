using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using Copies = OemRunbooks.Activities.Common.FileCopy;

namespace OemRunbooks.Activities.Files;

/// <summary>Copies a file; what stood at the target is kept.</summary>
internal sealed class FileCopy : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(FileCopyWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [FileTakes.Source, FileTakes.Target, FileTakes.Overwrite],
            Outputs = [FileGives.Path, StationGives.Changed, StationGives.Existed, StationGives.Former, FileGives.Size, FileGives.Digest],
            Errors = [.. Codes.Disk, Codes.FileReserved, Codes.BackupUnverified],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (source, target, digest) = Look(call);
        var place = Replacement.At(call, target);
        return Refusal(call, place, digest) is { } refusal
            ? PlannedWork.Fails(refusal)
            : place.Plan(place.Holds(digest), Says.PlanFileCopyCopies(source.Shown, digest.Size, target.Shown), digest.Size, More(digest));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (source, target, digest) = Look(call);
        var place = Replacement.At(call, target);
        return Refusal(call, place, digest) is { } refusal ? Outcome.Failed(refusal)
            : place.Holds(digest) ? place.Unchanged(More(digest))
            : place.PutCopy(source, cancellation, More(digest));
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) =>
        Replacement.Recover(call, call.Get(FileTakes.Target));

    private static (StationPath Source, StationPath Target, FileDigest Digest) Look(Call call)
    {
        var source = call.Get(FileTakes.Source);
        Copies.DemandFile(call.Disk, source);
        return (source, call.Get(FileTakes.Target), Copies.Digest(call.Disk, source.Full));
    }

    private static Failure? Refusal(Call call, Replacement place, FileDigest digest) =>
        place.Exists && !place.Holds(digest) && !call.Get(FileTakes.Overwrite) ? Faults.FileExists(call.Get(FileTakes.Target).Shown) : null;

    private static NamedValue[] More(FileDigest digest) => [FileGives.Size.Is(digest.Size), FileGives.Digest.Is(digest.Sha384)];
}
