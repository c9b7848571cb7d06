using OemRunbooks.Activities.Common;
using OemRunbooks.Activities.Prepare;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Media;

namespace OemRunbooks.Activities.Verify;

/// <summary>Checks a prepared medium against its signed manifest: every listed file is there with its digest.</summary>
/// <remarks>Files that are not listed (licences, the customer's own) are counted and left alone.</remarks>
internal sealed class VerifyMedium : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyMediumWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [StationTakes.Media, StationTakes.Key],
            Outputs = [Gives.Files, Gives.CreatedAt, Gives.Run, Gives.Bundle],
            Errors =
            [
                Codes.MediaManifestMissing,
                Codes.MediaManifestInvalid,
                Codes.MediaSignatureMismatch,
                Codes.MediaFileMissing,
                Codes.MediaDigestMismatch,
                Codes.KeyMissing,
                Codes.KeyTooShort,
                Codes.FileTooLarge,
                .. Codes.Secrets,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var media = call.Get(StationTakes.Media);
        return Probe(
            call,
            o => [Fields.Line(false, Says.PlanVerifyMediumAgrees(media.Shown, MediaManifest.FileName, Gives.Files.In(o).AsInteger() ?? 0))]
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var media = call.Get(StationTakes.Media);
        if (!call.Disk.IsDirectory(media.Full))
        {
            return Outcome.Failed(Faults.MediaMissing(media.Shown));
        }

        var manifest = MediaManifest.Load(call.Disk, media.Full, Keys.Bundle(call, StationTakes.Key));
        var progress = new Bytes(call.Progress, manifest.Files.Sum(static f => f.Size));
        foreach (var file in manifest.Files)
        {
            var path = media.Below(file.Path);
            if (!call.Disk.Has(path.Full) || new FileInfo(path.Full).LinkTarget is not null)
            {
                return Outcome.Failed(Faults.MediaFileMissing(path.Shown));
            }

            if (MediaCopy.Digest(call.Disk, path, progress, cancellation) != new FileDigest(file.Size, file.Sha384))
            {
                return Outcome.Failed(Faults.MediaDigestMismatch(path.Shown));
            }
        }

        return Outcome.Done(
            Gives.Files.Is(manifest.Files.Count),
            Gives.CreatedAt.Is(manifest.CreatedAt),
            Gives.Run.Is(manifest.Run),
            Gives.Bundle.Is(manifest.Bundle)
        ) with
        {
            Artefacts = [FileCopy.Artefact(call.Disk, media.Below(MediaManifest.FileName))],
        };
    }

    private sealed class Bytes(IProgress<WorkProgress> progress, long total) : IProgress<long>
    {
        private long done;

        public void Report(long value) => progress.Report(new WorkProgress(done += value, total, WorkUnit.Bytes));
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<long> Files { get; } = Output.Integer(VerifyMediumWords.Gives.Files);

        internal static Output<string> CreatedAt { get; } = Output.String(VerifyMediumWords.Gives.CreatedAt);

        internal static Output<string> Run { get; } = Output.String(VerifyMediumWords.Gives.Run);

        internal static Output<string> Bundle { get; } = Output.String(VerifyMediumWords.Gives.Bundle);
    }
}
