using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>The outline of a file: inputs, variables, steps within each other, tests, teams.</summary>
internal sealed class DocumentSymbols : Request
{
    private const int OfSection = 3;
    private const int OfStep = 12;
    private const int OfName = 13;
    private static readonly string[] Sections = ["inputs", "vars", "outputs", "codes", "teams", "result"];
    private static readonly string[] Lists = ["steps", "parallel", "finally", "catch", "escalations", "tests", "requires"];

    /// <inheritdoc/>
    internal override string Method => "textDocument/documentSymbol";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["documentSymbolProvider"] = true;

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var document = session.Document(parameters);
        return Json.List(Members(document, document.Tree.Top));
    }

    private static IEnumerable<JsonNode> Members(Document document, MappingNode mapping)
    {
        foreach (var member in mapping.Members)
        {
            if (Sections.Contains(member.Key.Text) && member.Value is MappingNode names)
            {
                var inner = names.Members.Select(m => One(document, m.Key.Text, OfName, m.Span, m.Key.Span, []));
                yield return One(document, member.Key.Text, OfSection, member.Span, member.Key.Span, inner);
            }
            else if (Lists.Contains(member.Key.Text) && member.Value is SequenceNode list)
            {
                var inner = list.Items.Select(i => Item(document, i));
                yield return One(document, member.Key.Text, OfSection, member.Span, member.Key.Span, inner);
            }
        }
    }

    private static JsonObject Item(Document document, ItemNode item)
    {
        if (item.Value is not MappingNode node)
        {
            return One(document, "…", OfStep, item.Span, new(item.Start, item.Start + 1), []);
        }

        var title = node.Find("id") ?? node.Find("name") ?? node.Find("on") ?? node.Members.FirstOrDefault();
        var name = title?.Value switch
        {
            ScalarNode scalar => scalar.Text,
            SequenceNode list => string.Join(", ", list.Items.Select(static i => i.Value).OfType<ScalarNode>().Select(static s => s.Text)),
            MappingNode texts => texts.TextOf("pl") ?? texts.TextOf("en"),
            _ => null,
        };
        var selected = title?.Value?.Span ?? title?.Key.Span ?? item.Span;
        return One(document, string.IsNullOrEmpty(name) ? "…" : name, OfStep, item.Span, selected, Members(document, node));
    }

    private static JsonObject One(
        Document document,
        string name,
        int kind,
        TextSpan span,
        TextSpan selected,
        IEnumerable<JsonNode> inner
    ) =>
        new()
        {
            ["name"] = name.Length == 0 ? "…" : name,
            ["kind"] = kind,
            ["range"] = Json.Of(document.Source, span),
            ["selectionRange"] = Json.Of(document.Source, selected),
            ["children"] = Json.List(inner),
        };
}
