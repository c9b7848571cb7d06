using System.Text;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Drawing;

/// <summary>Writes a flow in Graphviz's language.</summary>
internal static class FlowDot
{
    internal static string Write(FlowGraph graph)
    {
        var text = new StringBuilder("digraph runbook {\n  graph [rankdir=TB, fontname=\"sans-serif\", labelloc=t, label=\"")
            .Append(Label(graph.Root.Lines[0]))
            .Append("\"]\n");
        text.Append(
            "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"]\n  edge "
                + "[fontname=\"sans-serif\", fontsize=10]\n"
        );
        Inside(text, graph.Root, 1);
        foreach (var edge in graph.Edges)
        {
            text.Append("  ").Append(edge.From).Append(" -> ").Append(edge.To);
            text.Append(edge.IsFailure ? " [style=dashed, color=\"#b3261e\"" : " [");
            text.Append(edge.Label.Length == 0 ? "" : $"{(edge.IsFailure ? ", " : "")}label=\"{Label(edge.Label)}\"").Append("]\n");
        }

        return text.Append("}\n").ToString();
    }

    private static void Inside(StringBuilder text, GraphNode block, int depth)
    {
        foreach (var node in block.Inside)
        {
            text.Append(' ', depth * 2);
            var label = string.Join("\\n", node.Lines.Select(Label));
            if (node.Kind == "block")
            {
                text.Append("subgraph cluster_")
                    .Append(node.Id)
                    .Append(" {\n")
                    .Append(' ', (depth + 1) * 2)
                    .Append("label=\"")
                    .Append(label)
                    .Append("\"\n");
                Inside(text, node, depth + 1);
                text.Append(' ', depth * 2).Append("}\n");
                continue;
            }

            var shape = node.Kind switch
            {
                "end" => "oval",
                "team" or "undo" => "parallelogram",
                _ => "box",
            };
            text.Append(node.Id).Append(" [shape=").Append(shape).Append(", label=\"").Append(label).Append('"');
            text.Append(node.Standing is { } standing ? ", " + StateColours.Dot(standing) : "").Append("]\n");
        }
    }

    // Within quotes a backslash begins an escape and an ampersand an entity.
    private static string Label(string text) =>
        PlainText
            .Of(text)
            .Replace("\n", " ", StringComparison.Ordinal)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("&", "&amp;", StringComparison.Ordinal);
}
