using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Syntax;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Shows beside a name what it stands for: an input's default, a variable's value, a team's title.</summary>
internal sealed class InlayHints : Request
{
    private const int MaxLength = 40;

    /// <inheritdoc/>
    internal override string Method => "textDocument/inlayHint";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["inlayHintProvider"] = true;

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var document = session.Document(parameters);
        var from = parameters.PositionAt("range", "start") is { } start ? document.Source.OffsetOf(start) : 0;
        var to = parameters.PositionAt("range", "end") is { } end ? document.Source.OffsetOf(end) : document.Source.Text.Length;
        return Json.List(
            document
                .Names.Sites.Where(s => !s.IsDefinition && from <= s.Span.Start && s.Span.End <= to)
                .Select(s => (Site: s, Words: Words(session, document, s)))
                .Where(static h => h.Words is { Length: > 0 })
                .Select(h => new JsonObject
                {
                    ["position"] = Json.Of(document.Source.PositionOf(Behind(document, h.Site))),
                    ["label"] = " = " + h.Words,
                    ["paddingLeft"] = true,
                })
        );
    }

    // Behind the braces of an expression, where it disturbs nobody who reads it.
    private static int Behind(Document document, Site site)
    {
        var text = document.Source.Text;
        var end = document.Source.EndOf(document.Source.LineOf(site.Span.End));
        var close = text.IndexOf("}}", site.Span.End, end - site.Span.End, StringComparison.Ordinal);
        return close >= 0 ? close + 2 : site.Span.End;
    }

    private static string? Words(Session session, Document document, Site site)
    {
        var node = site.Kind switch
        {
            NameKind.Input when site.Owner.Kind == OwnerKind.File => (Member(document, "inputs", site.Name) as MappingNode)?["default"],
            NameKind.Variable => Member(document, "vars", site.Name),
            NameKind.Team => TeamOf(session, site.Name),
            _ => null,
        };
        return (node as ScalarNode)?.Text is { } text
            ? text.Length > MaxLength
                ? text[..MaxLength] + "…"
                : text
            : null;
    }

    private static SyntaxNode? Member(Document document, string section, string name) => (document.Tree.Top[section] as MappingNode)?[name];

    private static SyntaxNode? TeamOf(Session session, string name)
    {
        var team = session
            .Workspace.All.Where(static d => d.Kind == DocumentKind.Teams)
            .Select(d => Member(d, "teams", name) as MappingNode)
            .FirstOrDefault(static t => t is not null);
        return team?["name"] is MappingNode texts ? texts[session.Language == Foundation.Words.Locale.Pl ? "pl" : "en"] : team?["name"];
    }
}
