using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Diagnostics;

/// <summary>Collects what the passes over one file find.</summary>
/// <remarks>The verdict is a flag of its own: how many findings are shown, and of which kind, never changes it.</remarks>
public sealed class Findings(string file)
{
    /// <summary>What stands for the findings that are not shown.</summary>
    public const string LeftOut = "RB0015";

    // Of each severity, so that warnings can't crowd out an error; nobody reads more of them in one go.
    private const int MostShown = 200;
    private readonly HashSet<Diagnostic> found = [];

    /// <summary>The file that is checked, as shown to people.</summary>
    public string File { get; } = file;

    /// <summary>Its text, for excerpts.</summary>
    public string? Source { get; set; }

    /// <summary>Whether the file can't be used: an error was found, or a part of it could not be read.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>What is shown, by place: the first of each severity, and one finding for those that are left out.</summary>
    public IReadOnlyList<Diagnostic> Sorted => [.. InOrder(Shown(Severity.Error).Concat(Shown(Severity.Warning)))];

    /// <summary>A part of the file could not be read: what is left of it is not what was written.</summary>
    public void Unread() => HasErrors = true;

    /// <summary>Notes an error.</summary>
    public void Error(string code, Span span, params ReadOnlySpan<(string, Value?)> arguments) => Add(code, Severity.Error, span, Value.MapOf(arguments));

    /// <summary>Notes a warning.</summary>
    public void Warning(string code, Span span, params ReadOnlySpan<(string, Value?)> arguments) => Add(code, Severity.Warning, span, Value.MapOf(arguments));

    /// <summary>An error about an unknown word, with the word that was probably meant.</summary>
    /// <param name="code">The code.</param>
    /// <param name="span">Where the word stands.</param>
    /// <param name="word">The word.</param>
    /// <param name="known">The words that are known there.</param>
    /// <param name="isSynonym">Whether the only known word is another tool's word for the same.</param>
    public void Unknown(string code, Span span, string word, IEnumerable<string> known, bool isSynonym = false)
    {
        var list = known.Order(StringComparer.Ordinal).ToList();
        var near = Closest.To(word, list);
        var closest = near ?? (list.Count == 1 ? list[0] : null);
        Add(
            code, Severity.Error, span,
            Value.MapOf(("word", Value.Of(word)), ("closest", Value.Of(closest)), ("guess", Value.Of(closest is null ? 1 : 2)), ("hint", Value.Of(closest is null ? list.Count == 0 ? "–" : string.Join(", ", list.Take(12)) : $"\"{closest}\"?"))),
            near is null && !isSynonym ? null : new TextEdit(span, word, closest!));
    }

    /// <summary>An error that a change of the text mends for certain.</summary>
    public void Error(string code, Span span, TextEdit? fix, params ReadOnlySpan<(string, Value?)> arguments) => Add(code, Severity.Error, span, Value.MapOf(arguments), fix);

    private void Add(string code, Severity severity, Span span, Value arguments, TextEdit? fix = null)
    {
        HasErrors |= severity == Severity.Error;
        found.Add(new(code, severity, File, span, Reasons.InWords(arguments)) { Fix = fix });
    }

    private IEnumerable<Diagnostic> Shown(Severity severity)
    {
        var all = InOrder(found.Where(d => d.Severity == severity)).ToList();
        var left = all.Count - MostShown;
        return left <= 0
            ? all
            : all.Take(MostShown).Append(new(LeftOut, severity, File, all[MostShown].Span, Value.MapOf(("count", Value.Of(left)))));
    }

    private static IOrderedEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> all) =>
        all.OrderBy(static d => d.Span.Line).ThenBy(static d => d.Span.Column).ThenBy(static d => d.Code, StringComparer.Ordinal);
}
