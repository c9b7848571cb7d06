using System.Globalization;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
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
        new(
            "prepare.plan-medium",
            new LocalizedText(
                "ustala, co trafi na nośnik, co już na nim jest, co przeszkadza i czy starczy miejsca",
                "finds out what goes onto a medium, what is there already, what is in the way, and whether it fits"
            )
        )
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
            Errors =
            [
                Codes.MediaMissing,
                Codes.MediaNoSpace,
                Codes.MediaFileTooLarge,
                Codes.MediaSameName,
                Codes.MediaTooManyFiles,
                Codes.FileLink,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) => Foretell(call, Lines);

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var media = call.Get(StationTakes.Media);
        if (!Directory.Exists(media.Full))
        {
            return Outcome.Failed(Faults.MediaMissing(media.Shown));
        }

        var remarks = new List<Remark>();
        var items = MediaItems.Of(call);
        if (items.Any(static i => i.From == MediaItem.Program) && !MediaItems.HasProgram)
        {
            items = [.. items.Where(static i => i.From != MediaItem.Program)];
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
        if (IsForeign(media.Below(MediaManifest.FileName)))
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
    internal static bool IsForeign(StationPath manifest) =>
        File.Exists(manifest.Full)
        && (new FileInfo(manifest.Full).Length > (16 << 20) || !MediaManifest.IsOurs(File.ReadAllBytes(manifest.Full)));

    /// <summary>A size as people compare them, rounded up.</summary>
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
        yield return Fields.Line(
            false,
            $"pliki dla nośnika: {files}, potrzebne {needed}, wolne {free}",
            $"files for the medium: {files}, needed {needed}, free {free}"
        );
        foreach (var conflict in Gives.Conflicts.In(outputs).Items)
        {
            yield return Fields.Line(false, $"zapyta o zastąpienie: {conflict.ToText()}", $"asks before replacing: {conflict.ToText()}");
        }
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Bundle { get; } = Input.File("bundle", "pełny bundel", "the full bundle");

        internal static Input<IReadOnlyList<StationPath>> Deltas { get; } =
            Input
                .Paths(
                    "deltas",
                    "delty: ścieżki albo wynik prepare.select-deltas; manifesty i podpisy obok są dołączane",
                    "the deltas: paths, or what prepare.select-deltas gives; manifests and signatures beside them go along"
                )
                .OrEmpty();

        internal static Input<IReadOnlyList<StationPath>> Reports { get; } =
            Input
                .Paths(
                    "reports",
                    "raporty notaryzacji: ścieżki albo wynik verify.notarization",
                    "notarisation reports: paths, or what verify.notarization gives"
                )
                .OrEmpty();

        internal static Input<StationPath?> Checklist { get; } =
            Input.File("checklist", "lista kontrolna instalacji", "the installation checklist").Optional();

        internal static Input<IReadOnlyList<StationPath>> Documents { get; } =
            Input.Paths("documents", "dalsze dokumenty", "further documents").OrEmpty();

        internal static Input<bool> Program { get; } =
            Input.Boolean("program", "czy dołączyć ten program", "whether this program goes along").Or(true);

        internal static Input<bool> Runbooks { get; } =
            Input.Boolean("runbooks", "czy dołączyć runbooki i plik zespołów", "whether the runbooks and the teams file go along").Or(true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<IEnumerable<Value>> Items { get; } =
            Output.List(
                "items",
                "pliki: from, to, size, state (new, same, differs)",
                "the files: from, to, size, state (new, same, differs)"
            );

        internal static Output<long> Files { get; } = Output.Integer("files", "ich liczba", "their number");

        internal static Output<IEnumerable<string>> Conflicts { get; } =
            Output.Texts(
                "conflicts",
                "pliki nośnika o innej treści, które zostałyby zastąpione",
                "files of the medium with other content that would be replaced"
            );

        internal static Output<long> ConflictsCount { get; } = Output.Integer("conflictsCount", "ich liczba", "their number");

        internal static Output<long> Needed { get; } = Output.Size("needed", "potrzebne miejsce w bajtach", "space needed, in bytes");

        internal static Output<long> Free { get; } = Output.Size("free", "wolne miejsce w bajtach", "space free, in bytes");
    }
}
