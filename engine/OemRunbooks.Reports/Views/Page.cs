using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>One report in one language and one ink: what every view of it needs.</summary>
internal sealed class Page(RunReport report, Locale language, Ink ink, PhotoLimits limits)
{
    /// <summary>The pictures of this document.</summary>
    internal Photos Photos { get; } = new(report, language, ink, limits);

    internal RunReport Report => report;

    internal Locale Language => language;

    internal bool IsHtml => ink is HtmlInk;

    /// <summary>The clock on the station's wall.</summary>
    internal StationClock Clock { get; } = StationClock.Of(report.Station);

    /// <summary>A moment, never broken at its hyphens.</summary>
    internal Inked Moment(DateTimeOffset at) => ink.Moment(Clock.Show(at));

    /// <summary>A moment by the station's clock and, where that is another, by UTC.</summary>
    internal Inked MomentWithUtc(DateTimeOffset at) =>
        Clock.Zone is null ? Moment(at) : Moment(at) + new Inked(" (") + ink.Moment(StationClock.Utc.Show(at)) + new Inked(")");

    internal Inked Comma { get; } = new(", ");

    internal Inked Text(string text) => ink.Text(text);

    internal Inked Listing(int first, IReadOnlyList<string> lines, int more) => ink.Listing(first, lines, more);

    internal Inked Code(string? text) => ink.Code(text ?? "");

    internal string Say(Sentence words) => words.In(language);

    internal Inked Word(Sentence words) => Text(Say(words));

    internal string Time(long milliseconds) => Figures.Duration(milliseconds, language);

    /// <summary>The step's title with its path, or the path alone.</summary>
    internal Inked Named(string path) =>
        path.Length == 0 ? Word(Says.RouteOfRun)
        : report.Step(path) is { } step && step.Title.In(language) != path
            ? Word(Says.Quoted(step.Title.In(language))) + new Inked(" (") + Code(path) + new Inked(")")
        : Code(path);

    /// <summary>The words of a code, with the code itself.</summary>
    internal Inked Words(ReportCode code) =>
        code.Words.In(language) == code.Code ? Code(code.Code)
        : IsBare(code) ? Text(code.Words.In(language))
        : Text(code.Words.In(language)) + new Inked(" (") + Code(code.Code) + new Inked(")");

    /// <summary>Whether a code has no words, so that it stands there itself with its arguments.</summary>
    private bool IsBare(ReportCode code) => code.Words.In(language).StartsWith(code.Code, StringComparison.Ordinal);

    /// <summary>The words of a code where they begin a line: codes are written to stand within a sentence.</summary>
    internal Inked Line(ReportCode code)
    {
        var words = code.Words.In(language);
        return words.Length == 0 || IsBare(code)
            ? Words(code)
            : Text(char.ToUpperInvariant(words[0]) + words[1..]) + new Inked(" (") + Code(code.Code) + new Inked(")");
    }

    internal Inked Value(Value value, InputType type = InputType.Any) =>
        (value.Kind, type) switch
        {
            (ValueKind.Null, _) => Word(Says.None),
            (ValueKind.Secret, _) => Code(value.ToText()) + new Inked(" ") + Text($"({Say(Says.Secret)})"),
            (ValueKind.Boolean, _) => Word(value.IsTruthy ? Says.Yes : Says.No),
            (ValueKind.Integer, InputType.Size) => Text(Figures.ExactSize(value.AsInteger() ?? 0, language)),
            (ValueKind.Integer, InputType.Duration) => Text(Time(value.AsInteger() ?? 0)),
            (ValueKind.Map, InputType.Localized) => Text((language == Locale.Pl ? value["pl"] : value["en"]).ToText()),
            (ValueKind.Text, _) when value.AsText() is "" => Word(Says.None),
            (ValueKind.List, _) when value.Items.IsEmpty => Word(Says.None),
            (ValueKind.List, _)
                when value.Items.Length <= 20 && value.Items.All(static i => i.Kind is not (ValueKind.List or ValueKind.Map)) => Inked.Join(
                Comma,
                value.Items.Select(i => Value(i))
            ),
            (ValueKind.Map, _)
                when value.Members.Count is > 0 and <= 8
                    && value.Members.Values.All(static m => m.Kind is not (ValueKind.List or ValueKind.Map)) => Inked.Join(
                Comma,
                value.Members.Select(m => Text(m.Key) + new Inked(": ") + Value(m.Value))
            ),
            (ValueKind.List, _) => Folded(Says.RawList(Says.CountValues(value.Items.Length)), value),
            (ValueKind.Map, _) when value.Members.Count > 0 => Folded(Says.RawMap(Says.CountValues(value.Members.Count)), value),
            _ => Code(value.ToText()),
        };

    // What only programs read to its end.
    private Inked Folded(Sentence name, Value value)
    {
        var text = value.ToText();
        return text.Length <= MostRaw ? Code(text)
            : ink is HtmlInk
                ? new Inked("<details class=\"raw\"><summary>")
                    + Word(name)
                    + new Inked("</summary>")
                    + Code(text)
                    + new Inked("</details>")
            : Word(name) + new Inked(": ") + Code(text[..MostRaw] + "…");
    }

    // Longer is no value that is read in passing.
    private const int MostRaw = 160;

    internal Inked Value(ReportField field) => field.IsWithheld ? Word(Says.Withheld) : Value(field.Value, field.Type);
}
