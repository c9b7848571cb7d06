using System.Text.Json.Nodes;
using OemRunbooks.Language.Expressions;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Says what each word is, for colours: keys, names, functions, codes, comments.</summary>
internal sealed class SemanticTokens : Request
{
    private static readonly string[] Types = ["keyword", "property", "variable", "parameter", "function", "enumMember", "class", "comment"];

    /// <inheritdoc/>
    internal override string Method => "textDocument/semanticTokens/full";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) =>
        capabilities["semanticTokensProvider"] = new JsonObject
        {
            ["legend"] = new JsonObject
            {
                ["tokenTypes"] = Json.List(Types.Select(static t => (JsonNode)t)),
                ["tokenModifiers"] = new JsonArray("declaration"),
            },
            ["full"] = true,
        };

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var document = session.Document(parameters);
        var source = document.Source;
        var data = new List<int>();
        var before = new Position(0, 0);
        var end = 0;
        foreach (var (span, type, isMade) in Tokens(document).OrderBy(static t => t.Span.Start).ThenByDescending(static t => t.Span.End))
        {
            var at = source.PositionOf(span.Start);
            if (span.Start < end || span.Length == 0 || source.LineOf(span.End) != at.Line)
            {
                continue;
            }

            var character = at.Line == before.Line ? at.Character - before.Character : at.Character;
            data.AddRange([at.Line - before.Line, character, span.Length, Array.IndexOf(Types, type), isMade ? 1 : 0]);
            (before, end) = (at, span.End);
        }

        return new JsonObject { ["data"] = Json.List(data.Select(static n => (JsonNode)n)) };
    }

    private static IEnumerable<(TextSpan Span, string Type, bool IsMade)> Tokens(Document document)
    {
        var keys = KeyWalk
            .Of(document.Kind, document.Tree.Root)
            .Where(static u => u.Key is not null)
            .Select(static u => (u.Member.Key.Span, "keyword", false));
        return keys.Concat(document.Names.Sites.Select(static s => (s.Span, TypeOf(s.Kind), s.IsDefinition)))
            .Concat(document.Tree.Comments.Select(static c => (c, "comment", false)))
            .Concat(Functions(document));
    }

    private static string TypeOf(NameKind kind) =>
        kind switch
        {
            NameKind.Input => "parameter",
            NameKind.Variable or NameKind.Item or NameKind.Step => "variable",
            NameKind.Output or NameKind.Answer => "property",
            NameKind.Activity => "function",
            NameKind.Code => "enumMember",
            NameKind.Runbook or NameKind.Team => "class",
        };

    private static IEnumerable<(TextSpan, string, bool)> Functions(Document document) =>
        document
            .Tree.Root?.All()
            .OfType<ScalarNode>()
            .SelectMany(s => ExpressionNames.Expressions(document.Source.Text, s.Span))
            .SelectMany(e => ExpressionNames.Names(document.Source.Text, e))
            .Where(static n => FunctionPage.Find(n.Text) is not null)
            .Select(static n => (n.Span, "function", false))
        ?? [];
}
