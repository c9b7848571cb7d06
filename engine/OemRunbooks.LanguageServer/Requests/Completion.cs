using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Meaning;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Proposes what may stand at the cursor.</summary>
internal sealed class Completion : Request
{
    private const string Marker = "cursor__here";
    private static readonly string[] Triggers = [".", " ", ":", "{", "[", "\""];

    /// <inheritdoc/>
    internal override string Method => "textDocument/completion";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) =>
        capabilities["completionProvider"] = new JsonObject { ["triggerCharacters"] = Json.List(Triggers.Select(static t => (JsonNode)t)) };

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var (document, offset) = session.Cursor(parameters);
        if (document.Tree.Comments.Any(c => c.Start < offset && offset <= c.End))
        {
            return new JsonArray();
        }

        if (ExpressionCursor.At(document.Source, document.Kind, offset) is { } cursor)
        {
            return Json.List(new ExpressionItems(session, document, cursor).All().Select(i => i.Json(session, document, cursor.Chain)));
        }

        var word = WordAt(document.Source.Text, offset);
        cancellation.ThrowIfCancellationRequested();

        // The place is looked for in a text in which something stands there.
        var source = document.Source.With(word, Marker);
        var tree = SyntaxTree.Of(source);
        var slot = new Slots(document.Kind, session.Activity).At(tree.Root, word.Start + 1);
        return slot is null
            ? new JsonArray()
            : Json.List(new StructureItems(session, document, slot, word).All().Select(i => i.Json(session, document, word)));
    }

    private static TextSpan WordAt(string text, int offset)
    {
        var (start, end) = (offset, offset);
        while (start > 0 && IsPart(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && IsPart(text[end]))
        {
            end++;
        }

        // A dash at the beginning of a line is no part of a word.
        while (start < offset && text[start] == '-')
        {
            start++;
        }

        return new(start, end);
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '*';
}
