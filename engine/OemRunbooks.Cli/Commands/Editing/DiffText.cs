using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Comparing;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Workshop.Reference;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary>Differences of two runbooks in words: for a terminal, for a page, for programs.</summary>
internal sealed class DiffText(Ui ui)
{
    // Longer values are cut on a terminal; a page and JSON hold them whole.
    private const int MostShown = 100;

    internal void Show(Edited old, Edited now, ImmutableArray<Change> changes)
    {
        ui.Out.WriteLine($"{Title(old.Body)} → {Title(now.Body)}");
        if (VersionNote(old, now, changes) is { } note)
        {
            ui.Out.WriteLine(Ui.Colour(ui.Say(note), "33", ui.OutColour));
        }

        if (changes.IsEmpty)
        {
            ui.Out.WriteLine(ui.Say(Says.WordTheyMeanSame));
            return;
        }

        foreach (var change in changes.Where(static c => !c.IsWording))
        {
            ui.Out.WriteLine(
                Ui.Colour($"{Mark(change.Kind)} {Visible.Text(Line(change, MostShown))}{Lines(change)}", Shade(change), ui.OutColour)
            );
        }

        if (changes.Count(static c => c.IsWording) is > 0 and var wording)
        {
            ui.Out.WriteLine(ui.Say(Says.DiffBesidesFormatMdShowsAll(wording)));
        }
    }

    /// <summary>That what changed bears no higher version, or one too low for what it breaks; null when all is well.</summary>
    internal static Sentence? VersionNote(Edited? before, Edited after, ImmutableArray<Change> changes)
    {
        if (before?.Body is not { } old || after.Body is not { } now || old.Id != now.Id || old.Source.Digest == now.Source.Digest)
        {
            return null;
        }

        return DottedVersion.Compare(now.Version, old.Version) switch
        {
            0 => Says.VersionNotRaised(now.Version),
            < 0 => Says.VersionLowered(old.Version, now.Version),
            _ when changes.Any(static c => c.IsBreaking) && !RunbookDiff.MayBreak(old.Version, now.Version) => Says.VersionBreaks(
                old.Version,
                now.Version
            ),
            _ => null,
        };
    }

    internal string Markdown(Edited old, Edited now, ImmutableArray<Change> changes)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Cell(Title(old.Body))} → {Cell(Title(now.Body))}\n\n");
        if (VersionNote(old, now, changes) is { } note)
        {
            text.Append(CultureInfo.InvariantCulture, $"{ui.Say(note)}\n\n");
        }

        text.Append(Table(changes));
        return text.ToString();
    }

    /// <summary>The changes as Markdown tables: meaning first, then wording.</summary>
    internal string Table(ImmutableArray<Change> changes)
    {
        if (changes.IsEmpty)
        {
            return ui.Say(Says.WordTheyMeanSame) + "\n";
        }

        var text = new StringBuilder();
        Rows(text, ui.Say(Says.DiffWhatDoesOtherwise), changes.Where(static c => !c.IsWording));
        Rows(text, ui.Say(Says.DiffWhatSaysOtherwise), changes.Where(static c => c.IsWording));
        return text.ToString();
    }

    internal static Value Json(Edited old, Edited now, ImmutableArray<Change> changes) =>
        Value.MapOf(
            ("old", Json(old.Body)),
            ("new", Json(now.Body)),
            ("versionRaised", VersionNote(old, now, changes) is null ? Value.True : Value.False),
            ("breaking", Value.Of(changes.Any(static c => c.IsBreaking))),
            ("changes", Value.List(changes.Select(Json)))
        );

    internal static Value Json(Change change) =>
        Value.MapOf(
            ("kind", Value.Of(change.Kind.ToString().ToLowerInvariant())),
            ("part", Value.Of(change.Part.ToString().ToLowerInvariant())),
            ("name", Value.Of(change.Name)),
            ("field", Value.Of(change.Field)),
            ("old", Value.Of(change.Old)),
            ("new", Value.Of(change.New)),
            ("oldLine", change.OldLine > 0 ? Value.Of(change.OldLine) : null),
            ("newLine", change.NewLine > 0 ? Value.Of(change.NewLine) : null),
            ("wording", Value.Of(change.IsWording)),
            ("breaking", Value.Of(change.IsBreaking))
        );

    private static Value Json(Runbook runbook) =>
        Value.MapOf(
            ("id", Value.Of(runbook.Id)),
            ("version", Value.Of(runbook.Version)),
            ("sha256", Value.Of(runbook.Source.Digest)),
            ("path", Value.Of(runbook.Source.Path))
        );

    private static string Title(Runbook runbook) => $"{runbook.Id} {runbook.Version}";

    private void Rows(StringBuilder text, string title, IEnumerable<Change> changes)
    {
        var rows = changes.ToList();
        if (rows.Count == 0)
        {
            return;
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"## {title}\n\n| | {ui.Say(Says.WordWhat)} | {ui.Say(Says.WordLine)} |\n| --- | --- | --- |\n"
        );
        foreach (var change in rows)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Mark(change.Kind)} | {Cell(Line(change, int.MaxValue))} | "
                    + $"{(change.OldLine > 0 ? change.OldLine.ToString(CultureInfo.InvariantCulture) : "–")} → "
                    + $"{(change.NewLine > 0 ? change.NewLine.ToString(CultureInfo.InvariantCulture) : "–")} |\n"
            );
        }

        text.Append('\n');
    }

    private static string Cell(string text) => Wording.Cell(Visible.Text(text).Replace("\n", " ", StringComparison.Ordinal));

    internal string Line(Change change, int most)
    {
        var part = $"{Part(change.Part)} {change.Name}".TrimEnd();
        part = change.IsBreaking ? ui.Say(Says.DiffBreaking(part)) : part;
        return change.Kind switch
        {
            ChangeKind.Added => $"{part}{Summary(change.New, most)}{(change.Field is { } place ? $"  ({Where(place)})" : "")}",
            ChangeKind.Removed => $"{part}{Summary(change.Old, most)}",
            ChangeKind.Renamed => ui.Say(Says.DiffCalledNow(Part(change.Part), change.Old, change.New)),
            ChangeKind.Moved => $"{part}: {Where(change.Old!)} → {Where(change.New!)}",
            ChangeKind.Changed => $"{part}: {change.Field}: {Cut(change.Old, most)} → {Cut(change.New, most)}",
        };
    }

    private string Where(string place)
    {
        if (place.Length == 0)
        {
            return ui.Say(Says.DiffFirst);
        }

        var after = place.IndexOf("> ", StringComparison.Ordinal);
        var block = (after < 0 ? place : place[..after]).TrimEnd(' ', '/');
        var words = block.Length == 0 ? "" : ui.Say(Says.DiffIn(block));
        return after < 0 ? words : $"{words}{(words.Length == 0 ? "" : ", ")}{ui.Say(Says.DiffAfter(place[(after + 2)..]))}";
    }

    private string Part(RunbookPart part) =>
        part switch
        {
            RunbookPart.Runbook => "runbook",
            RunbookPart.Input => ui.Say(Says.DiffInput),
            RunbookPart.Variable => ui.Say(Says.DiffVariable),
            RunbookPart.Step => ui.Say(Says.WordStep),
            RunbookPart.Escalation => ui.Say(Says.KindEscalation),
            RunbookPart.Output => ui.Say(Says.DiffOutput),
            RunbookPart.Code => ui.Say(Says.DiffCode),
            RunbookPart.Activity => ui.Say(Says.DiffActivity),
        };

    private static string Summary(string? text, int most) => string.IsNullOrEmpty(text) ? "" : $": {Cut(text, most)}";

    private static string Cut(string? text, int most) =>
        text switch
        {
            null => "–",
            _ when text.Length > most => text[..most] + "…",
            _ => text,
        };

    private static string Lines(Change change) =>
        change.NewLine > 0 ? string.Create(CultureInfo.InvariantCulture, $"  :{change.NewLine}")
        : change.OldLine > 0 ? string.Create(CultureInfo.InvariantCulture, $"  (:{change.OldLine})")
        : "";

    internal static string Mark(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Added => "+",
            ChangeKind.Removed => "-",
            ChangeKind.Moved => "↕",
            ChangeKind.Renamed => "≈",
            ChangeKind.Changed => "~",
        };

    private static string Shade(Change change) =>
        change.Kind switch
        {
            _ when change.IsBreaking => "31",
            ChangeKind.Added => "32",
            ChangeKind.Removed => "31",
            _ => "33",
        };
}
