using System.Collections.Immutable;
using System.Text;
using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>Finds the lines of a definition in which a step is written; a block's without those of the steps in it.</summary>
internal sealed class SourceLines
{
    /// <summary>A longer step is cut; the definition's copy beside the journal holds all of it.</summary>
    internal const int Most = 60;

    private readonly Dictionary<Step, ReportExcerpt> excerpts = new(ReferenceEqualityComparer.Instance);

    internal SourceLines(Runbook runbook) => Read(runbook);

    internal ReportExcerpt? Of(Step? step) => step is null ? null : excerpts.GetValueOrDefault(step);

    private void Read(Runbook runbook)
    {
        var lines = Encoding.UTF8.GetString(runbook.Source.Bytes.AsSpan()).ReplaceLineEndings("\n").Split('\n');
        foreach (var step in runbook.AllSteps().Concat(runbook.Escalations.Select(static e => e.Step)))
        {
            if (
                Range(lines, step) is var (first, last)
                && excerpts.TryAdd(step, new(runbook.Source.Path, first + 1, last, [.. lines[first..Math.Min(last, first + Most)]]))
                && step.Called is { } called
            )
            {
                Read(called);
            }
        }
    }

    private static (int First, int Last)? Range(string[] lines, Step step)
    {
        var at = step.Span.Line - 1;
        if (at < 0 || at >= lines.Length || lines[at].Length == 0)
        {
            return null;
        }

        var first = Begin(lines, at, step.Span.Column - 1);
        var dash = Indent(lines[first]);
        var end = at + 1;
        while (end < lines.Length && (string.IsNullOrWhiteSpace(lines[end]) || Indent(lines[end]) > dash))
        {
            end++;
        }

        foreach (var inner in step.Steps)
        {
            var begin = Begin(lines, Math.Min(inner.Span.Line - 1, lines.Length - 1), inner.Span.Column - 1);
            end = begin > first ? Math.Min(end, begin) : end;
        }

        while (end > at + 1 && (string.IsNullOrWhiteSpace(lines[end - 1]) || lines[end - 1].TrimStart().StartsWith('#')))
        {
            end--;
        }

        return (first, end);
    }

    /// <summary>The line with the dash of the list's item; the id need not be the item's first key.</summary>
    private static int Begin(string[] lines, int at, int column)
    {
        for (var line = at; line >= 0; line--)
        {
            if (lines[line].TrimStart().StartsWith('-') && (line == at || Indent(lines[line]) < column))
            {
                return line;
            }
        }

        return at;
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;
}
