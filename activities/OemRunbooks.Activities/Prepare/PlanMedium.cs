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
/// <remarks>Source: runbook, section 1, step 3. Looks only: so that a person can be asked before anything on the medium is replaced.</remarks>
internal sealed class PlanMedium : Activity
{
    // Directories, the manifest and a file system's own needs.
    private const long Reserve = 1 << 20;
    private const long LargestOnFat = uint.MaxValue;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("prepare.plan-medium", new LocalizedText("ustala, co trafi na nośnik, co już na nim jest, co przeszkadza i czy starczy miejsca", "finds out what goes onto a medium, what is there already, what is in the way, and whether it fits"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.Need("media", InputType.Directory, "nośnik", "the medium"),
            Fields.Need("bundle", InputType.File, "pełny bundel", "the full bundle"),
            Fields.May("deltas", InputType.List, "delty: ścieżki albo wynik prepare.select-deltas; manifesty i podpisy obok są dołączane", "the deltas: paths, or what prepare.select-deltas gives; manifests and signatures beside them go along") with { HoldsPaths = true },
            Fields.May("reports", InputType.List, "raporty notaryzacji: ścieżki albo wynik verify.notarization", "notarisation reports: paths, or what verify.notarization gives") with { HoldsPaths = true },
            Fields.May("checklist", InputType.File, "lista kontrolna instalacji", "the installation checklist"),
            Fields.May("documents", InputType.List, "dalsze dokumenty", "further documents") with { HoldsPaths = true },
            Fields.May("program", InputType.Boolean, "czy dołączyć ten program", "whether this program goes along", "true"),
            Fields.May("runbooks", InputType.Boolean, "czy dołączyć runbooki i plik zespołów", "whether the runbooks and the teams file go along", "true"),
        ],
        Outputs =
        [
            Fields.Gives("items", InputType.List, "pliki: from, to, size, state (new, same, differs)", "the files: from, to, size, state (new, same, differs)"),
            Fields.Gives("files", InputType.Integer, "ich liczba", "their number"),
            Fields.Gives("conflicts", InputType.List, "pliki nośnika o innej treści, które zostałyby zastąpione", "files of the medium with other content that would be replaced"),
            Fields.Gives("conflictsCount", InputType.Integer, "ich liczba", "their number"),
            Fields.Gives("needed", InputType.Size, "potrzebne miejsce w bajtach", "space needed, in bytes"),
            Fields.Gives("free", InputType.Size, "wolne miejsce w bajtach", "space free, in bytes"),
        ],
        Errors =
        [
            Codes.MediaMissing, Codes.MediaNoSpace, Codes.MediaFileTooLarge, Codes.MediaSameName, Codes.MediaTooManyFiles, Codes.FileLink, .. Codes.Disk,
        ],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var outcome = Execute(call, CancellationToken.None);
        return outcome.Failure is { } failure
            ? PlannedWork.Fails(failure)
            : new PlannedWork([.. Lines(outcome.Outputs)], outcome.Outputs);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var media = call.RequiredPath("media");
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
            ("items", Value.List(found.Select(static f => Value.MapOf(("from", Value.Of(f.Item.From)), ("to", Value.Of(f.Item.To)), ("size", Value.Of(f.Size)), ("state", Value.Of(Word(f.State))))))),
            ("files", Value.Of(found.Count)),
            ("conflicts", Value.List(conflicts.Select(Value.Of))),
            ("conflictsCount", Value.Of(conflicts.Count)),
            ("needed", Value.Of(needed)),
            ("free", Value.Of(free)))
            with
        { Remarks = [.. remarks] };
    }

    /// <summary>Whether a manifest's place holds something that is not ours to replace.</summary>
    internal static bool IsForeign(StationPath manifest) => File.Exists(manifest.Full) && (new FileInfo(manifest.Full).Length > (16 << 20) || !MediaManifest.IsOurs(File.ReadAllBytes(manifest.Full)));

    /// <summary>A size as people compare them, rounded up.</summary>
    internal static string Shown(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10 << 20 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1023) >> 10} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(bytes + (1 << 20) - 1) >> 20} MiB"),
    };

    private static string Word(MediaState state) => state switch
    {
        MediaState.New => "new",
        MediaState.Same => "same",
        MediaState.Differs => "differs",
    };

    private static IEnumerable<PlannedLine> Lines(Value outputs)
    {
        yield return Fields.Line(
            false,
            $"pliki dla nośnika: {outputs["files"].ToText()}, potrzebne {Shown(outputs["needed"].AsInteger() ?? 0)}, wolne {Shown(outputs["free"].AsInteger() ?? 0)}",
            $"files for the medium: {outputs["files"].ToText()}, needed {Shown(outputs["needed"].AsInteger() ?? 0)}, free {Shown(outputs["free"].AsInteger() ?? 0)}");
        foreach (var conflict in outputs["conflicts"].Items)
        {
            yield return Fields.Line(false, $"zapyta o zastąpienie: {conflict.ToText()}", $"asks before replacing: {conflict.ToText()}");
        }
    }
}
