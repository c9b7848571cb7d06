using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Language.Diagnostics;

/// <summary>Collects what the passes over one file find.</summary>
public sealed class Findings(string file)
{
    private readonly List<Diagnostic> found = [];

    /// <summary>The file that is checked, as shown to people.</summary>
    public string File { get; } = file;

    /// <summary>Its text, for excerpts.</summary>
    public string? Source { get; set; }

    /// <summary>Whether anything was found that is an error.</summary>
    public bool HasErrors => found.Exists(static d => d.Severity == Severity.Error);

    /// <summary>What was found, in the order of the text.</summary>
    public IReadOnlyList<Diagnostic> Sorted => [.. found.Distinct().OrderBy(static d => d.Span.Line).ThenBy(static d => d.Span.Column).ThenBy(static d => d.Code, StringComparer.Ordinal)];

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
        if (found.Count < 200)
        {
            found.Add(new(code, severity, File, span, Reasons.InWords(arguments)) { Fix = fix });
        }
    }
}
