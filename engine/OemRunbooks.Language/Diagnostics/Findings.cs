using System.Globalization;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Diagnostics;

/// <summary>Makes the finding of an unknown word: a factory of <c>Faults</c> whose code has these arguments.</summary>
/// <param name="word">The word.</param>
/// <param name="guess">1 when the hint lists what is known, 2 when it names one word.</param>
/// <param name="hint">The known words, or the one that was probably meant.</param>
/// <param name="closest">The word that was probably meant, or null.</param>
public delegate Failure UnknownWord(string word, long guess, string hint, string? closest = null);

/// <summary>Collects what the passes over one file find.</summary>
/// <remarks>The verdict is a flag of its own: how many findings are shown, and of which kind, never changes it.</remarks>
public sealed class Findings(string file)
{
    /// <summary>What stands for the findings that are not shown.</summary>
    public const string LeftOut = "RB0015";

    // Of each severity, so that warnings can't crowd out an error; nobody reads more of them in one go.
    private const int MostShown = 200;

    // Of the words that are known: as many as the mapping with most keys has.
    private const int MostWords = 24;
    private readonly HashSet<Diagnostic> found = [];

    /// <summary>The file that is checked, as shown to people.</summary>
    public string File { get; } = file;

    /// <summary>Its text, for excerpts.</summary>
    public string? Source { get; set; }

    /// <summary>Called now and then while it is read; throws when something more urgent waits.</summary>
    internal Action? Yields { get; init; }

    /// <summary>How such a file begins, for whoever has written nothing yet.</summary>
    public string Opening { get; init; } = $"schemaVersion: \"{Runbook.NewestSchema}\"";

    /// <summary>
    /// Whether the file is written for version 1.1 of the language or a later one: what that version forbids is an error.
    /// </summary>
    public bool IsStrict { get; set; }

    /// <summary>Whether the file is what a run kept: what was fit to run then is read now, whatever has been forbidden since.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>How grave it is here to break what version 1.1 of the language asks.</summary>
    internal Severity OfStrict => IsStrict && !IsRecorded ? Severity.Error : Severity.Warning;

    /// <summary>Where the file says its version of the language; null when it doesn't.</summary>
    public Span? SchemaSpan { get; set; }

    /// <summary>The change that raises the file from version 1.0 to the newest one; null when it says no version.</summary>
    public TextEdit? Raising => SchemaSpan is { } span && Source is { } text ? RaisingAt(span, text) : null;

    /// <summary>The change that raises a file whose version stands there, in quotes of either kind or in none.</summary>
    public static TextEdit RaisingAt(Span schema, string text)
    {
        var line = text.Split('\n')[schema.Line - 1];
        var old = line.Substring(schema.Column - 1, Math.Min(schema.Length, line.Length - schema.Column + 1));
        return new(schema, old, $"\"{Runbook.NewestSchema}\"");
    }

    /// <summary>How many were found so far.</summary>
    internal int Count => found.Count;

    /// <summary>Whether the file can't be used: an error was found, or a part of it could not be read.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>What is shown, by place: the first of each severity, and one finding for those that are left out.</summary>
    public IReadOnlyList<Diagnostic> Sorted => [.. InOrder(Shown(Severity.Error).Concat(Shown(Severity.Warning)))];

    /// <summary>A part of the file could not be read: what is left of it is not what was written.</summary>
    public void Unread() => HasErrors = true;

    /// <summary>Notes an error.</summary>
    public void Error(Failure fault, Span span) => Add(fault, Severity.Error, span);

    /// <summary>Notes what version 1.1 of the language forbids: an error there, a warning in a file of version 1.0.</summary>
    public void Strict(Failure fault, Span span, TextEdit? fix = null) => Add(fault, OfStrict, span, fix);

    /// <summary>Notes a warning.</summary>
    public void Warning(Failure fault, Span span) => Add(fault, Severity.Warning, span);

    /// <summary>An error about an unknown word, with the word that was probably meant.</summary>
    /// <param name="fault">The code, with the word's arguments still to come.</param>
    /// <param name="span">Where the word stands.</param>
    /// <param name="word">The word.</param>
    /// <param name="known">The words that are known there.</param>
    /// <param name="isSynonym">Whether the only known word is another tool's word for the same.</param>
    /// <param name="severity">How grave it is.</param>
    public void Unknown(
        UnknownWord fault,
        Span span,
        string word,
        IEnumerable<string> known,
        bool isSynonym = false,
        Severity severity = Severity.Error
    )
    {
        var list = known.Order(StringComparer.Ordinal).ToList();
        var near = Closest.To(word, list);
        var closest = near ?? (isSynonym ? list[0] : null);
        var hint =
            closest is not null ? closest
            : list.Count == 0 ? "–"
            : Known(word, list);
        Add(
            fault(word, closest is null ? 1 : 2, hint, closest),
            severity,
            span,
            closest is null ? null : new TextEdit(span, word, closest)
        );
    }

    // All of them; of very many the nearest, and how many more there are.
    private static string Known(string word, List<string> list) =>
        list.Count <= MostWords
            ? string.Join(", ", list)
            : string.Join(", ", Closest.Nearest(word, list, MostWords / 2).Order(StringComparer.Ordinal))
                + $", … (+{(list.Count - (MostWords / 2)).ToString(CultureInfo.InvariantCulture)})";

    /// <summary>An error about a key that people bring from other tools, with what stands for it here.</summary>
    public void Foreign(Span span, string word, LocalizedText advice)
    {
        Add(Faults.RB0101(word, 1, "–").Advising(advice), Severity.Error, span);
    }

    /// <summary>An error that a change of the text mends for certain.</summary>
    public void Error(Failure fault, Span span, TextEdit? fix) => Add(fault, Severity.Error, span, fix);

    private void Add(Failure fault, Severity severity, Span span, TextEdit? fix = null)
    {
        HasErrors |= severity == Severity.Error;
        found.Add(new(fault.Code, severity, File, span, Reasons.InWords(fault.Arguments)) { Fix = fix });
    }

    private IEnumerable<Diagnostic> Shown(Severity severity)
    {
        var all = InOrder(found.Where(d => d.Severity == severity)).ToList();
        var left = all.Count - MostShown;
        return left <= 0 ? all : all.Take(MostShown).Append(Diagnostic.Of(Faults.RB0015(left), severity, File, all[MostShown].Span));
    }

    private static IOrderedEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> all) =>
        all.OrderBy(static d => d.Span.Line).ThenBy(static d => d.Span.Column).ThenBy(static d => d.Code, StringComparer.Ordinal);
}
