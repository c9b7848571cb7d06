using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Extracting;

/// <summary>Steps of one list that somebody has selected.</summary>
/// <param name="Document">The runbook.</param>
/// <param name="Steps">The steps, in the order of the text.</param>
/// <param name="Inside">These and every step inside of them.</param>
/// <param name="Key">The key of the list: <c>steps</c>, <c>parallel</c> or <c>finally</c>.</param>
/// <param name="IsFlow">Whether the list is written in brackets.</param>
internal sealed record Selection(
    Document Document,
    IReadOnlyList<WrittenStep> Steps,
    IReadOnlyList<WrittenStep> Inside,
    string Key,
    bool IsFlow
)
{
    private static readonly string[] Keys = ["steps", "parallel", "finally"];

    /// <summary>The lines of the steps, from the first one's beginning to the last one's end.</summary>
    internal TextSpan Span
    {
        get
        {
            var source = Document.Source;
            var first = source.StartOf(source.LineOf(Steps[0].Item.Start));
            return new(first, source.EndOf(source.LineOf(Math.Max(first, Steps[^1].Item.Span.End - 1))));
        }
    }

    /// <summary>The column of the steps' dashes.</summary>
    internal int Column => Document.Source.PositionOf(Steps[0].Item.Start).Character;

    /// <summary>The steps of the innermost list that a selected part of a text touches; null when it touches none.</summary>
    internal static Selection? Of(Document document, TextSpan selected)
    {
        var at = Trimmed(document.Source.Text, selected);
        if (at.Length == 0)
        {
            return null;
        }

        return Lists(document.Tree.Root)
            .Select(l => (l.Key, l.List, Touched: Touched(document, l.List, at)))
            .Where(l => l.Touched.Count > 0 && l.Touched[0].Item.Start <= at.Start && at.End <= l.Touched[^1].Item.Span.End)
            .OrderBy(static l => l.List.Span.Length)
            .Select(l => new Selection(document, l.Touched, Within(document, l.Touched), l.Key, l.List.IsFlow))
            .FirstOrDefault();
    }

    /// <summary>Whether a place lies in the steps.</summary>
    internal bool Holds(TextSpan place) => Span.Start <= place.Start && place.End <= Span.End;

    private static TextSpan Trimmed(string text, TextSpan at)
    {
        var (start, end) = (at.Start, at.End);
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new(start, end);
    }

    private static IEnumerable<(string Key, SequenceNode List)> Lists(SyntaxNode? root) =>
        root?.All()
            .OfType<MappingNode>()
            .SelectMany(static m => m.Members)
            .Where(static m => Keys.Contains(m.Key.Text) && m.Value is SequenceNode)
            .Select(static m => (m.Key.Text, (SequenceNode)m.Value!))
        ?? [];

    private static List<WrittenStep> Touched(Document document, SequenceNode list, TextSpan at)
    {
        var items = list.Items.Where(i => i.Start < at.End && at.Start < i.Span.End).ToHashSet();
        return [.. document.Names.Steps.Where(s => items.Contains(s.Item))];
    }

    private static List<WrittenStep> Within(Document document, List<WrittenStep> steps) =>
        [.. document.Names.Steps.Where(s => IsWithin(s, steps))];

    private static bool IsWithin(WrittenStep? step, List<WrittenStep> steps) =>
        step is not null && (steps.Contains(step) || IsWithin(step.Around, steps));
}
