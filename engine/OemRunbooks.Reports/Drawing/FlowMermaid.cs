using System.Globalization;
using System.Text;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Drawing;

/// <summary>Writes a flow as a Mermaid flowchart.</summary>
/// <remarks>
/// Mermaid looks for directives, comments, Markdown and HTML even within quoted labels. So whatever is no plain letter, digit or harmless
/// sign stands as a numbered entity (<c>#35;</c>), which Mermaid turns back into the sign at the end.
/// </remarks>
internal static class FlowMermaid
{
    private const string Harmless = " ,-_./:!?()+='";

    internal static string Write(FlowGraph graph)
    {
        var text = new StringBuilder("flowchart TD\n");
        text.Append("  accTitle: ").Append(Label(graph.Root.Lines[0])).Append('\n');
        Inside(text, graph.Root, 1);
        foreach (var edge in graph.Edges)
        {
            text.Append("  ").Append(edge.From).Append(edge.IsFailure ? " -.->" : " -->");
            text.Append(edge.Label.Length == 0 ? " " : $"|\"{Label(edge.Label)}\"| ").Append(edge.To).Append('\n');
        }

        Colours(text, graph.Root);
        return text.ToString();
    }

    private static void Inside(StringBuilder text, GraphNode block, int depth)
    {
        foreach (var node in block.Inside)
        {
            // A subgraph has room for one line.
            var label = string.Join(node.Kind == "block" ? " – " : "<br/>", node.Lines.Select(Label));
            text.Append(' ', depth * 2);
            switch (node.Kind)
            {
                case "block":
                    text.Append("subgraph ").Append(node.Id).Append("[\"").Append(label).Append("\"]\n");
                    Inside(text, node, depth + 1);
                    text.Append(' ', depth * 2).Append("end\n");
                    break;
                case "end":
                    text.Append(node.Id).Append("([\"").Append(label).Append("\"])\n");
                    break;
                case "team" or "undo":
                    text.Append(node.Id).Append("[/\"").Append(label).Append("\"/]\n");
                    break;
                default:
                    text.Append(node.Id).Append("[\"").Append(label).Append("\"]\n");
                    break;
            }
        }
    }

    private static void Colours(StringBuilder text, GraphNode root)
    {
        var states = All(root)
            .Where(static n => n.Standing is not null)
            .GroupBy(static n => n.Standing!, static n => n.Id, StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal);
        foreach (var state in states)
        {
            text.Append("  classDef ").Append(state.Key).Append(' ').Append(StateColours.Mermaid(state.Key)).Append('\n');
            text.Append("  class ").AppendJoin(',', state).Append(' ').Append(state.Key).Append('\n');
        }
    }

    private static IEnumerable<GraphNode> All(GraphNode node) => node.Inside.SelectMany(All).Prepend(node);

    private static string Label(string text)
    {
        var plain = PlainText.Of(text).Replace('\n', ' ');
        var label = new StringBuilder(plain.Length + 16);
        for (var i = 0; i < plain.Length; i++)
        {
            var sign = plain[i];
            _ =
                char.IsLetterOrDigit(sign)
                || sign > '\u007F'
                || (Harmless.Contains(sign, StringComparison.Ordinal) && !IsMarkdown(plain, i))
                    ? label.Append(sign)
                    : label.Append('#').Append(((int)sign).ToString(CultureInfo.InvariantCulture)).Append(';');
        }

        return label.ToString();
    }

    // At the beginning of a label "1." and "-" begin a list; an underscore outside of a word begins emphasis.
    private static bool IsMarkdown(string text, int i) =>
        text[i] switch
        {
            '-' or '+' or '.' or ')' or '=' => text.AsSpan(0, i).Trim("0123456789 ").IsEmpty,
            '_' => i == 0 || i == text.Length - 1 || !char.IsAsciiLetterOrDigit(text[i - 1]) || !char.IsAsciiLetterOrDigit(text[i + 1]),
            ':' => i + 1 < text.Length && text[i + 1] == '/',
            _ => false,
        };
}
