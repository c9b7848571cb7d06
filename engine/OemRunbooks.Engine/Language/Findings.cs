using OemRunbooks.Engine.Definition;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Values;

namespace OemRunbooks.Engine.Yaml;

/// <summary>Collects what the passes over one file find.</summary>
internal sealed class Findings(string file)
{
    private readonly List<Diagnostic> found = [];

    internal string File { get; } = file;

    internal string? Source { get; set; }

    internal bool HasErrors => found.Exists(static d => d.Severity == Severity.Error);

    internal IReadOnlyList<Diagnostic> Sorted => [.. found.Distinct().OrderBy(static d => d.Span.Line).ThenBy(static d => d.Span.Column).ThenBy(static d => d.Code, StringComparer.Ordinal)];

    internal void Error(string code, Span span, params ReadOnlySpan<(string, Value?)> arguments) => Add(code, Severity.Error, span, Value.MapOf(arguments));

    internal void Warning(string code, Span span, params ReadOnlySpan<(string, Value?)> arguments) => Add(code, Severity.Warning, span, Value.MapOf(arguments));

    /// <summary>An error about an unknown word, with the word that was probably meant.</summary>
    internal void Unknown(string code, Span span, string word, IEnumerable<string> known)
    {
        var list = known.Order(StringComparer.Ordinal).ToList();
        var closest = list.Count == 1 ? list[0] : Closest.To(word, list);
        Error(code, span, ("word", Value.Of(word)), ("closest", Value.Of(closest)), ("hint", Value.Of(closest is null ? list.Count == 0 ? "–" : string.Join(", ", list.Take(12)) : $"\"{closest}\"?")));
    }

    private void Add(string code, Severity severity, Span span, Value arguments)
    {
        if (found.Count < 200)
        {
            found.Add(new(code, severity, File, span, arguments));
        }
    }
}
