using System.Text.Json.Nodes;
using OemRunbooks.Language.Expressions;
using OemRunbooks.LanguageServer.Meaning;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Syntax;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Shows what the function around the cursor takes, and which argument is being written.</summary>
internal sealed class SignatureHelp : Request
{
    /// <inheritdoc/>
    internal override string Method => "textDocument/signatureHelp";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) =>
        capabilities["signatureHelpProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray("(", ",") };

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var (document, offset) = session.Cursor(parameters);
        if (ExpressionCursor.At(document.Source, document.Kind, offset) is not { } cursor)
        {
            return null;
        }

        var text = document.Source.Text;
        var (open, argument) = Call(text, cursor.Expression.Start, offset);
        if (open < 0)
        {
            return null;
        }

        var name = ExpressionNames.Names(text, new(cursor.Expression.Start, open)).LastOrDefault(n => n.Span.End == open);
        return name is not null && FunctionPage.Find(name.Text) is { } page ? Shown(session, page, argument) : null;
    }

    // The innermost bracket that is open, and how many commas follow it.
    private static (int Open, int Argument) Call(string text, int start, int offset)
    {
        var (depth, commas) = (0, 0);
        for (var at = offset - 1; at >= start; at--)
        {
            switch (text[at])
            {
                case ')':
                    depth++;
                    break;
                case '(' when depth == 0:
                    return (at, commas);
                case '(':
                    depth--;
                    break;
                case ',' when depth == 0:
                    commas++;
                    break;
            }
        }

        return (-1, 0);
    }

    private static JsonObject Shown(Session session, FunctionPage page, int argument)
    {
        var takes = page.Takes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new()
        {
            ["signatures"] = new JsonArray(
                new JsonObject
                {
                    ["label"] = $"{page.Name}({page.Takes}): {page.Type}",
                    ["documentation"] = Markdown.Of(Markdown.Function(session, page)),
                    ["parameters"] = Json.List(takes.Select(static t => new JsonObject { ["label"] = t })),
                }
            ),
            ["activeSignature"] = 0,
            ["activeParameter"] = Math.Min(argument, Math.Max(0, takes.Length - 1)),
        };
    }
}
