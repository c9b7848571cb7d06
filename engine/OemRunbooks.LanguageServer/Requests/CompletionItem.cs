using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>What is proposed is. Source: LSP 3.17, "CompletionItemKind".</summary>
internal enum ItemKind
{
    Function = 3,
    Field = 5,
    Variable = 6,
    Module = 9,
    Property = 10,
    Value = 12,
    Keyword = 14,
    Snippet = 15,
    Reference = 18,
    EnumMember = 20,
}

/// <summary>Something that is proposed.</summary>
/// <param name="Label">What is shown.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">A word about it, or null.</param>
/// <param name="Documentation">What it means, or null.</param>
internal sealed record CompletionItem(string Label, ItemKind Kind, string? Detail = null, string? Documentation = null)
{
    /// <summary>What is written; the label when nothing else is said. Places to be filled in stand as in snippets.</summary>
    internal string? Snippet { get; init; }

    /// <summary>Its place in the list: what is lower comes first.</summary>
    internal int Rank { get; init; } = 5;

    /// <summary>What is written in the place of the word at the cursor.</summary>
    internal string TextFor(bool hasSnippets) =>
        Snippet is null ? Label
        : hasSnippets ? Snippet
        : Snippets.Plain(Snippet);

    /// <summary>As it is sent.</summary>
    internal JsonObject Json(Session session, Document document, TextSpan word)
    {
        var item = new JsonObject
        {
            ["label"] = Label,
            ["kind"] = (int)Kind,
            ["sortText"] = $"{Rank}{Label}",
            ["filterText"] = Label,
            ["textEdit"] = Edits.One(document, new(word, TextFor(session.HasSnippets))),
        };
        if (Detail is not null)
        {
            item["detail"] = Detail;
        }

        if (Documentation is not null)
        {
            item["documentation"] = Markdown.Of(Documentation);
        }

        if (Snippet is not null && session.HasSnippets)
        {
            item["insertTextFormat"] = 2;
        }

        return item;
    }
}
