using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Media;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Prepare;

/// <summary>
/// Writes what <c>prepare.plan-medium</c> listed, each file flushed, read back and compared, and ends with a signed manifest.
/// </summary>
/// <remarks>
/// Source: runbook, section 1, step 3. A file on the medium with other content is replaced only when the step is told so, which is what a
/// person is asked for; everything else on the medium is left alone. A half-written file never has its name: an interrupted step goes on
/// where it stopped, because what is there already is found to be the same.
/// </remarks>
internal sealed class WriteMedium : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(PrepareMediumWords.Activity)
        {
            Interruption = Interruption.Verify,
            Inputs = [Takes.Media, Takes.Items, Takes.Replace, Takes.Platform, Takes.Key],
            Outputs = [Gives.Manifest, Gives.Files, Gives.Written, Gives.Bytes],
            Errors =
            [
                Codes.MediaWouldReplace,
                Codes.MediaUnverified,
                Codes.MediaRemoved,
                Codes.MediaTooManyFiles,
                Codes.KeyMissing,
                Codes.KeyTooShort,
                .. Codes.Secrets,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var media = call.Get(Takes.Media);
        var lines = Items(call)
            .Where(i => i.StateOn(media, call, CancellationToken.None) != MediaState.Same)
            .Select(i =>
                Fields.Effect(
                    Fields.Writes(call.Disk, media.Below(i.To)),
                    media.Below(i.To),
                    Says.PlanWriteMediumWrites(i.To, PlanMedium.Shown(i.Size(call))),
                    i.Size(call)
                )
            )
            .Append(
                Fields.Effect(
                    Fields.Writes(call.Disk, media.Below(MediaManifest.FileName)),
                    media.Below(MediaManifest.FileName),
                    Says.PlanWriteMediumSigns(MediaManifest.FileName)
                )
            );
        return new PlannedWork([.. lines], NamedValue.Map(Gives.Manifest.Is(media.Below(MediaManifest.FileName))));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var media = call.Get(Takes.Media);
        if (!call.Disk.IsDirectory(media.Full))
        {
            return Outcome.Failed(Faults.MediaMissing(media.Shown));
        }

        var key = Keys.Bundle(call, Takes.Key);
        var items = Items(call);
        try
        {
            return Write(call, media, items, key, cancellation);
        }
        catch (Exception error) when (IsGone(error, call, media))
        {
            return Outcome.Failed(Faults.MediaRemoved(media.Shown));
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var media = call.Get(Takes.Media);
        foreach (var to in Items(call).Select(static i => i.To).Append(MediaManifest.FileName))
        {
            FileCopy.RemoveTemporaries(call.Disk, media.Below(to).Full);
        }

        return Reconciliation.NotBegun;
    }

    private static Outcome Write(Call call, StationPath media, IReadOnlyList<MediaItem> items, byte[] key, CancellationToken cancellation)
    {
        var states = items.Select(i => i.StateOn(media, call, cancellation)).ToList();
        var manifest = media.Below(MediaManifest.FileName);
        FileCopy.DemandNoLink(call.Disk, manifest);
        var inTheWay = items
            .Where((_, n) => states[n] == MediaState.Differs)
            .Select(static i => i.To)
            .Concat(PlanMedium.IsForeign(call.Disk, manifest) ? [MediaManifest.FileName] : [])
            .ToList();
        if (inTheWay.Count > 0 && !call.Get(Takes.Replace))
        {
            return Outcome.Failed(Faults.MediaWouldReplace(media.Shown, inTheWay.Count, inTheWay.Take(20)));
        }

        // Each byte is written once and read back once; what is there already is only read.
        var total = items.Select((i, n) => i.Size(call) * (states[n] == MediaState.Same ? 1 : 2)).Sum();
        var progress = new Sum(call.Progress, total);
        var files = new List<Artefact>();
        for (var n = 0; n < items.Count; n++)
        {
            var digest =
                states[n] == MediaState.Same
                    ? MediaCopy.Digest(call.Disk, media.Below(items[n].To), progress, cancellation)
                    : MediaCopy.Write(items[n], media, call, progress, cancellation);
            files.Add(new Artefact(items[n].To, digest.Size, digest.Sha384));
        }

        var bundle = files[0].Path;
        var document = new MediaManifest(
            TimeForms.Seconds(call.Site.StartedAt),
            call.Site.RunId,
            call.Get(Takes.Platform) ?? "",
            bundle,
            files
        );
        call.Disk.Replace(manifest.Full, document.Compose(key));
        return Outcome.Done(
            Gives.Manifest.Is(manifest),
            Gives.Files.Is(files.Count),
            Gives.Written.Is(states.Count(static s => s != MediaState.Same)),
            Gives.Bytes.Is(files.Sum(static f => f.Size))
        ) with
        {
            Artefacts =
            [
                FileCopy.Artefact(call.Disk, manifest),
                .. files.Select(f => new Artefact(media.Below(f.Path).Shown, f.Size, f.Sha384)).Take(100),
            ],
        };
    }

    private static IReadOnlyList<MediaItem> Items(Call call)
    {
        var items = call.Get(Takes.Items).Select(static i => new MediaItem(i["from"].ToText(), i["to"].ToText())).ToList();
        return items.Count > MediaItems.Most ? throw new CodedException(Faults.MediaTooManyFiles(items.Count, MediaItems.Most)) : items;
    }

    // A stick that was pulled out shows as an input/output error, or as a directory that is gone or suddenly empty.
    private static bool IsGone(Exception error, Call call, StationPath media) =>
        error is not OperationCanceledException
        && OemFailures.From(error, call) is { } failure
        && (
            !call.Disk.IsDirectory(media.Full)
            || failure.Code == Codes.DiskFailed
            || (failure.Code == Codes.FileMissing && failure.Arguments["path"].ToText().StartsWith(media.Shown, StringComparison.Ordinal))
        );

    private sealed class Sum(IProgress<WorkProgress> progress, long total) : IProgress<long>
    {
        private long done;

        public void Report(long value) => progress.Report(new WorkProgress(done += value, total, WorkUnit.Bytes));
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Media { get; } = Input.Directory(PrepareMediumWords.Takes.Media, changes: true);

        internal static Input<IReadOnlyList<Value>> Items { get; } = Input.List(PrepareMediumWords.Takes.Items);

        internal static Input<bool> Replace { get; } = Input.Boolean(PrepareMediumWords.Takes.Replace).Or(false);

        internal static Input<string?> Platform { get; } = Input.String(PrepareMediumWords.Takes.Platform).Optional();

        internal static Input<SecretName> Key { get; } = Input.Secret(PrepareMediumWords.Takes.Key);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Manifest { get; } = Output.Path(PrepareMediumWords.Gives.Manifest);

        internal static Output<long> Files { get; } = Output.Integer(PrepareMediumWords.Gives.Files);

        internal static Output<long> Written { get; } = Output.Integer(PrepareMediumWords.Gives.Written);

        internal static Output<long> Bytes { get; } = Output.Size(PrepareMediumWords.Gives.Bytes);
    }
}
