using System.Text.Json.Nodes;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Meaning;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Explains what the cursor points at: keys, fields, activities, functions, codes, names, what an expression gives.</summary>
internal sealed class Hover : Request
{
    private const int MostUses = 12;

    /// <inheritdoc/>
    internal override string Method => "textDocument/hover";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["hoverProvider"] = true;

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var (document, offset) = session.Cursor(parameters);
        var place = NameIndex.At(document, offset);
        var function = place is null ? FunctionAt(document, offset) : null;
        var (words, span) =
            place is not null ? (Named(session, document, place, cancellation), place.Span)
            : function is { } found ? (Markdown.Function(session, found.Page), found.Span)
            : (Written(session, document, offset, out var at), at);
        return words is null ? null : new JsonObject { ["contents"] = Markdown.Of(words), ["range"] = Json.Of(document.Source, span) };
    }

    // A key, or one of the words that a key takes.
    private static string? Written(Session session, Document document, int offset, out TextSpan span)
    {
        span = default;
        var slot = new Slots(document.Kind, session.Activity).At(document.Tree.Root, offset);
        if (slot is not { Member: { } member })
        {
            return null;
        }

        span = slot.IsKey ? member.Key.Span : member.Value?.Span ?? member.Key.Span;
        return slot switch
        {
            TableSlot table when table.Table.Keys.FirstOrDefault(k => k.Name == member.Key.Text) is { } key => Markdown.Key(session, key),
            NamesSlot { IsKey: true } names when names.Key.Name == member.Key.Text => Markdown.Key(session, names.Key),
            ValueSlot value => Markdown.Key(session, value.Key),
            ItemSlot item when item.List.Items.FirstOrDefault(f => f.Name == member.Key.Text) is { } field => Markdown.Field(
                session,
                field
            ),
            FieldSlot field when member.Key.Text == field.Field.Name => Markdown.Field(session, field.Field),
            _ => null,
        };
    }

    private static string? Named(Session session, Document document, Place place, CancellationToken cancellation)
    {
        var site = place.Site;
        switch (site.Kind)
        {
            case NameKind.Code:
                return Markdown.Code(session, site.Name);
            case NameKind.Activity when session.Activity(site.Name) is { } activity:
                return Markdown.Activity(session, activity);
        }

        var symbol = session.Names.Of(site);
        var words = Described(session, site, symbol);
        var places = session.Names.All(symbol, cancellation).ToList();
        var uses = places.Where(static p => !p.Site.IsDefinition).ToList();
        if (site.Kind == NameKind.Step)
        {
            uses = [.. uses.Where(static p => p.Document.Kind != DocumentKind.Tests)];
        }

        var lines = uses.Take(MostUses).Select(p => $"- {Path.GetFileName(p.Document.Path)}:{p.Document.Source.LineOf(p.Span.Start) + 1}");
        var told =
            uses.Count == 0 ? session.Say(Says.LspUsedNowhere) : session.Say(Says.LspUsedAt(uses.Count)) + "\n" + string.Join('\n', lines);
        return string.Join("\n\n", new[] { words, TypeOf(session, document, place), told }.OfType<string>());
    }

    private static string? Described(Session session, Site site, Symbol symbol)
    {
        if (site.Owner is { Kind: OwnerKind.Activity } owner && session.Activity(owner.Name)?.Input(site.Name) is { } input)
        {
            return Markdown.Field(session, input);
        }

        if (site is { Kind: NameKind.Output, Owner: { Kind: OwnerKind.CalledBy, Step: { } id } })
        {
            var action = session.Workspace.Find(site.Owner.Name)?.Names.Step(id)?.Action;
            return action is not null && session.Activity(action)?.Output(site.Name) is { } output
                ? Markdown.Field(session, output)
                : $"**{site.Name}**";
        }

        return session.Names.Definitions(symbol).FirstOrDefault() is { } made ? Made(session, made) : $"**{site.Name}**";
    }

    // A name with what its own file says of it.
    private static string Made(Session session, Place made)
    {
        var (document, site) = (made.Document, made.Site);
        if (site.Kind == NameKind.Step && document.Names.Step(site.Name) is { } step)
        {
            var title = Localized(session, step.Node["name"]);
            var field = FieldWords.Whole(session, document, site.Name);
            var named = $"**{site.Name}**{(title is null ? "" : " — " + title)}";
            return $"{named}\n\n{session.Say(Says.LspStepOf(step.Action ?? "…"))}{(field is null ? "" : "\n\n" + field)}";
        }

        var node = document.Tree.At(site.Span.Start).OfType<MappingNode>().LastOrDefault();
        var value = node?.Members.Find(m => m.Key.Span.Touches(site.Span.Start))?.Value;
        if (value is MappingNode described)
        {
            var name = Localized(session, described["description"]) ?? Localized(session, described["name"]);
            var type = described.TextOf("type");
            return $"**{site.Name}**{(type is null ? "" : ": " + type)}{(name is null ? "" : " — " + name)}";
        }

        return value is ScalarNode scalar ? $"**{site.Name}** = `{scalar.Text}`" : $"**{site.Name}**";
    }

    private static string? Localized(Session session, SyntaxNode? node) =>
        node switch
        {
            ScalarNode scalar => scalar.Text,
            MappingNode texts => texts.TextOf(session.Language == Foundation.Words.Locale.Pl ? "pl" : "en"),
            _ => null,
        };

    private static string? TypeOf(Session session, Document document, Place place) =>
        ExpressionCursor.At(document.Source, document.Kind, place.Span.End) is { } cursor
        && RunbookLoader.ReadExpression(document.Source.Of(cursor.Expression), new Findings("")) is { } expression
        && session.Readable(document, cursor)?.TypeOf(expression) is { } type
            ? session.Say(Says.LspType(type))
            : null;

    private static (FunctionPage Page, TextSpan Span)? FunctionAt(Document document, int offset)
    {
        if (ExpressionCursor.At(document.Source, document.Kind, offset) is not { } cursor)
        {
            return null;
        }

        var name = ExpressionNames.Names(document.Source.Text, cursor.Expression).FirstOrDefault(n => n.Span.Touches(offset));
        return name is not null && FunctionPage.Find(name.Text) is { } page ? (page, name.Span) : null;
    }
}
