using System.Globalization;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Media;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Says what preparing a medium would write, what of it is there already, what is in the way, and whether it fits.</summary>
/// <remarks>
/// Source: runbook, section 1, step 3. Looks only: so that a person can be asked before anything on the medium is replaced.
/// </remarks>
internal sealed class PlanMedium : Activity
{
    // Directories, the manifest and a file system's own needs.
    private const long Reserve = 1 << 20;
    private const long LargestOnFat = uint.MaxValue;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(PreparePlanMediumWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs =
            [
                StationTakes.Media,
                Takes.Bundle,
                Takes.Deltas,
                Takes.Reports,
                Takes.Checklist,
                Takes.Documents,
                Takes.Program,
                Takes.Runbooks,
            ],
            Outputs = [Gives.Items, Gives.Files, Gives.Conflicts, Gives.ConflictsCount, Gives.Needed, Gives.Free],
            Errors = [Codes.MediaNoSpace, Codes.MediaFileTooLarge, Codes.MediaSameName, Codes.MediaTooManyFiles, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) => Foretell(call, Lines);

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var media = call.Get(StationTakes.Media);
        if (!call.Disk.IsDirectory(media.Full))
        {
            return Outcome.Failed(Faults.MediaMissing(media.Shown));
        }

        var remarks = new List<Remark>();
        var items = MediaItems.Of(call);
        if (items.Any(static i => i.From == MediaItem.Program) && !MediaItems.HasProgram)
        {
            items = [.. items.Where(static i => !i.IsOfProgram)];
            remarks.Add(Faults.MediaProgramSkipped().AsRemark(isDeviation: true));
        }

        var found = items.Select(i => (Item: i, Size: i.Size(call), State: i.StateOn(media, call, cancellation))).ToList();
        if (found.Find(f => f.Size > LargestOnFat) is { Item: { } large } && !MediaItems.TakesLarge(media))
        {
            return Outcome.Failed(Faults.MediaFileTooLarge(large.To, media.Shown));
        }

        var needed = found.Where(static f => f.State != MediaState.Same).Sum(static f => f.Size) + Reserve;
        var free = MediaItems.Free(media);
        if (needed > free)
        {
            return Outcome.Failed(Faults.MediaNoSpace(media.Shown, Shown(free), Shown(needed)));
        }

        var conflicts = found.Where(static f => f.State == MediaState.Differs).Select(static f => f.Item.To).ToList();
        if (IsForeign(call.Disk, media.Below(MediaManifest.FileName)))
        {
            conflicts.Add(MediaManifest.FileName);
        }

        return Outcome.Done(
            Gives.Items.Is(
                found.Select(static f =>
                    Value.MapOf(
                        ("from", Value.Of(f.Item.From)),
                        ("to", Value.Of(f.Item.To)),
                        ("size", Value.Of(f.Size)),
                        ("state", Value.Of(Word(f.State)))
                    )
                )
            ),
            Gives.Files.Is(found.Count),
            Gives.Conflicts.Is(conflicts),
            Gives.ConflictsCount.Is(conflicts.Count),
            Gives.Needed.Is(needed),
            Gives.Free.Is(free)
        ) with
        {
            Remarks = [.. remarks],
        };
    }

    /// <summary>Whether a manifest's place holds something that is not ours to replace.</summary>
    internal static bool IsForeign(IDisk disk, StationPath manifest) =>
        disk.Has(manifest.Full) && (disk.Length(manifest.Full) > (16 << 20) || !MediaManifest.IsOurs(disk.ReadAll(manifest.Full)));

    /// <summary>A size as people compare it with another one: rounded up, in units in which two that differ look different.</summary>
    internal static string Shown(long bytes) =>
        bytes switch
        {
            < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
            < 10 << 20 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1023) >> 10} KiB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(bytes + (1 << 20) - 1) >> 20} MiB"),
        };

    private static string Word(MediaState state) =>
        state switch
        {
            MediaState.New => "new",
            MediaState.Same => "same",
            MediaState.Differs => "differs",
        };

    private static IEnumerable<PlannedLine> Lines(Value outputs)
    {
        var files = Gives.Files.In(outputs).ToText();
        var (needed, free) = (Shown(Gives.Needed.In(outputs).AsInteger() ?? 0), Shown(Gives.Free.In(outputs).AsInteger() ?? 0));
        yield return Fields.Line(false, Says.PlanPlanMediumNeeds(files, needed, free));
        foreach (var conflict in Gives.Conflicts.In(outputs).Items)
        {
            yield return Fields.Line(false, Says.PlanPlanMediumAsks(conflict.ToText()));
        }
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Bundle { get; } = Input.File(PreparePlanMediumWords.Takes.Bundle);

        internal static Input<IReadOnlyList<StationPath>> Deltas { get; } = Input.Paths(PreparePlanMediumWords.Takes.Deltas).OrEmpty();

        internal static Input<IReadOnlyList<StationPath>> Reports { get; } = Input.Paths(PreparePlanMediumWords.Takes.Reports).OrEmpty();

        internal static Input<StationPath?> Checklist { get; } = Input.File(PreparePlanMediumWords.Takes.Checklist).Optional();

        internal static Input<IReadOnlyList<StationPath>> Documents { get; } =
            Input.Paths(PreparePlanMediumWords.Takes.Documents).OrEmpty();

        internal static Input<bool> Program { get; } = Input.Boolean(PreparePlanMediumWords.Takes.Program).Or(true);

        internal static Input<bool> Runbooks { get; } = Input.Boolean(PreparePlanMediumWords.Takes.Runbooks).Or(true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<IEnumerable<Value>> Items { get; } = Output.List(PreparePlanMediumWords.Gives.Items);

        internal static Output<long> Files { get; } = Output.Integer(PreparePlanMediumWords.Gives.Files);

        internal static Output<IEnumerable<string>> Conflicts { get; } = Output.Texts(PreparePlanMediumWords.Gives.Conflicts);

        internal static Output<long> ConflictsCount { get; } = Output.Integer(PreparePlanMediumWords.Gives.ConflictsCount);

        internal static Output<long> Needed { get; } = Output.Size(PreparePlanMediumWords.Gives.Needed);

        internal static Output<long> Free { get; } = Output.Size(PreparePlanMediumWords.Gives.Free);
    }
}
