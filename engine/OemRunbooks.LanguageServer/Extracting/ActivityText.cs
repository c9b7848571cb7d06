using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Extracting;

/// <summary>Writes an activity made of the steps of a runbook, and the step that uses it.</summary>
/// <param name="selection">The steps.</param>
/// <param name="borders">What it takes and gives.</param>
/// <param name="name">Its name.</param>
/// <param name="id">The step's id.</param>
/// <param name="hoisted">What stays with the step: a condition; or null.</param>
internal sealed partial class ActivityText(Selection selection, Borders borders, string name, string id, MemberNode? hoisted)
{
    private readonly Document document = selection.Document;

    /// <summary>The activity.</summary>
    /// <param name="title">What it is called, as it is written.</param>
    /// <param name="isReadOnly">Whether it changes nothing.</param>
    /// <param name="remark">What is said of undoing it, or empty.</param>
    /// <param name="codes">The codes of the runbook's own with which its steps fail.</param>
    internal string Activity(string title, bool isReadOnly, string remark, IReadOnlyList<MemberNode> codes)
    {
        var text = new StringBuilder(Schema());
        text.Append($"schemaVersion: \"1.1\"\nactivity: {name}\nversion: 1.0.0\nname: {title}\n");
        Crossings(text, "inputs", borders.Inputs, static i => i.IsSure ? ", required: true" : "");
        Crossings(text, "outputs", borders.Outputs, static o => o.IsSure ? "" : ", optional: true");
        if (codes.Count > 0)
        {
            text.Append("codes:\n");
            foreach (var code in codes)
            {
                text.Append(Shifted(WholeLines(code.Span), Column(code.Key.Span.Start), 2, []));
            }
        }

        text.Append(isReadOnly ? "effect: none\n" : "effect: station\n");
        if (!isReadOnly)
        {
            text.Append(remark.Length > 0 ? $"undo: none # {remark}\n" : "undo: none\n");
        }

        if (document.Tree.Top.Find("defaults") is { } defaults)
        {
            text.Append(Shifted(WholeLines(defaults.Span), 0, 0, []));
        }

        text.Append("steps:\n").Append(Steps());
        if (borders.Outputs.Count > 0)
        {
            text.Append("result:\n");
            foreach (var output in borders.Outputs)
            {
                text.Append($"  {output.Name}: ${{{{ {output.Expression} }}}}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The step that uses it, without a line end.</summary>
    internal string Step()
    {
        var blanks = new string(' ', selection.Column);
        var text = new StringBuilder($"{blanks}- id: {id}\n");
        if (hoisted is not null)
        {
            text.Append(Shifted(WholeLines(hoisted.Span), Column(hoisted.Key.Span.Start), selection.Column + 2, []));
        }

        text.Append($"{blanks}  action: {name}");
        if (borders.Inputs.Count > 0)
        {
            text.Append($"\n{blanks}  with:");
            foreach (var input in borders.Inputs)
            {
                text.Append($"\n{blanks}    {input.Name}: ${{{{ {input.Expression} }}}}");
            }
        }

        return text.ToString();
    }

    private string Steps()
    {
        List<Change> changes = [.. borders.Inner];
        if (hoisted is not null)
        {
            var lines = WholeLines(hoisted.Span);
            changes.Add(new(new(lines.Start, Math.Min(document.Source.Text.Length, lines.End + 1)), ""));
        }

        return Shifted(selection.Span, selection.Column, 2, changes);
    }

    private static void Crossings(StringBuilder text, string key, IReadOnlyList<Crossing> crossings, Func<Crossing, string> more)
    {
        if (crossings.Count == 0)
        {
            return;
        }

        text.Append($"{key}:\n");
        foreach (var one in crossings)
        {
            var choices = one.Choices.Count > 0 ? $", choices: [{string.Join(", ", one.Choices.Select(Quoted))}]" : "";
            text.Append($"  {one.Name}: {{type: {one.Type}{choices}{more(one)}}}\n");
        }
    }

    private static string Quoted(string text) => PlainForm().IsMatch(text) ? text : $"\"{JsonEncodedText.Encode(text)}\"";

    // The schema lies one directory further away, and is another one.
    private string Schema()
    {
        var first = document.Source.Line(0);
        return
            first.Contains("runbook.schema.json", StringComparison.Ordinal)
            && first.IndexOf("$schema=", StringComparison.Ordinal) is > 0 and var at
            ? first[..(at + 8)] + "../" + first[(at + 8)..].Replace("runbook.schema", "activity.schema", StringComparison.Ordinal) + "\n"
            : "";
    }

    private int Column(int offset) => document.Source.PositionOf(offset).Character;

    private TextSpan WholeLines(TextSpan span)
    {
        var source = document.Source;
        return new(source.StartOf(source.LineOf(span.Start)), source.EndOf(source.LineOf(Math.Max(span.Start, span.End - 1))));
    }

    // Lines moved as a whole from one column to another; what is inside of a text keeps its distance.
    private string Shifted(TextSpan lines, int from, int to, IEnumerable<Change> changes)
    {
        var own = changes
            .Where(c => lines.Start <= c.Span.Start && c.Span.End <= lines.End + 1)
            .Select(c => new Change(new(c.Span.Start - lines.Start, c.Span.End - lines.Start), c.Text));
        var text = document.Source.Text[lines.Start..Math.Min(document.Source.Text.Length, lines.End + 1)];
        var blanks = new string(' ', to);
        return string.Concat(
            Change
                .Apply(text.EndsWith('\n') ? text : text + "\n", own)
                .ReplaceLineEndings("\n")
                .TrimEnd('\n')
                .Split('\n')
                .Select(l => l.Trim().Length == 0 ? "\n" : $"{blanks}{l[Math.Min(from, l.Length - l.TrimStart(' ').Length)..]}\n")
        );
    }

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9_./-]*\z(?<!\A(?i:yes|no|on|off|true|false|null|y|n))", RegexOptions.CultureInvariant)]
    private static partial Regex PlainForm();
}
