using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>What can be folded: whatever takes several lines, and comments that follow each other.</summary>
internal sealed class FoldingRanges : Request
{
    /// <inheritdoc/>
    internal override string Method => "textDocument/foldingRange";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["foldingRangeProvider"] = true;

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var document = session.Document(parameters);
        var parts = (document.Tree.Root?.All() ?? [])
            .SelectMany(static n =>
                n switch
                {
                    MappingNode mapping => mapping.Members.Select(static m => m.Span),
                    SequenceNode list => list.Items.Select(static i => i.Span),
                    _ => [],
                }
            )
            .Select(s => (Start: document.Source.LineOf(s.Start), End: document.Source.LineOf(s.End)))
            .Where(static l => l.End > l.Start)
            .DistinctBy(static l => l.Start)
            .Select(static l => Range(l.Start, l.End, null));
        return Json.List(parts.Concat(Comments(document)));
    }

    private static IEnumerable<JsonObject> Comments(Document document)
    {
        var lines = document.Tree.Comments.Where(c => IsAlone(document.Source, c)).Select(c => document.Source.LineOf(c.Start)).ToList();
        for (var i = 0; i < lines.Count; )
        {
            var last = i;
            while (last + 1 < lines.Count && lines[last + 1] == lines[last] + 1)
            {
                last++;
            }

            if (last > i)
            {
                yield return Range(lines[i], lines[last], "comment");
            }

            i = last + 1;
        }
    }

    private static bool IsAlone(SourceText source, TextSpan comment)
    {
        var start = source.StartOf(source.LineOf(comment.Start));
        return source.Text.AsSpan(start, comment.Start - start).IsWhiteSpace();
    }

    private static JsonObject Range(int start, int end, string? kind)
    {
        var range = new JsonObject { ["startLine"] = start, ["endLine"] = end };
        if (kind is not null)
        {
            range["kind"] = kind;
        }

        return range;
    }
}
