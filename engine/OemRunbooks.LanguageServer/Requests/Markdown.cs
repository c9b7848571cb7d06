using System.Text;
using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.Station.Products;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>What is shown of keys, activities, functions and codes, in the client's language.</summary>
internal static class Markdown
{
    private static readonly Dictionary<Product, Dictionary<string, Message>> Codes = [];

    /// <summary>A text, as the protocol wants it.</summary>
    internal static JsonObject Of(string text) => new() { ["kind"] = "markdown", ["value"] = text };

    /// <summary>A key: what it says, what may stand there, what holds without it.</summary>
    internal static string Key(Session session, Key key)
    {
        var words = new StringBuilder($"**{key.Name}** — {key.Meaning.In(session.Language)}");
        if (!key.Words.IsEmpty)
        {
            words.Append($"\n\n{string.Join(" · ", key.Words.Select(static w => $"`{w}`"))}");
        }

        if (key.Default is { } otherwise)
        {
            words.Append($"\n\n{session.Say(Says.LspDefault(otherwise))}");
        }

        if (key.Since is { } since)
        {
            words.Append($"\n\n{session.Say(Says.LspSince(since))}");
        }

        return words.ToString();
    }

    /// <summary>An activity: what it does, takes, gives, how it is undone.</summary>
    internal static string Activity(Session session, ActivityInfo activity)
    {
        var words = new StringBuilder($"**{activity.Name}** — {activity.Summary.In(session.Language)}");
        Fields(session, words, Says.LspTakes, activity.Inputs);
        Fields(session, words, Says.LspGives, activity.Outputs);
        if (!activity.Errors.IsEmpty)
        {
            words.Append($"\n\n{session.Say(Says.LspFailsWith)} {string.Join(", ", activity.Errors.Select(static e => $"`{e.Code}`"))}");
        }

        if (activity.Undo is { } undo)
        {
            words.Append($"\n\n{session.Say(Says.LspUndo(undo))}");
        }

        return words.ToString();
    }

    /// <summary>An input or output of an activity.</summary>
    internal static string Field(Session session, Field field)
    {
        var words = new StringBuilder($"**{field.Name}**: {Type(field.Type)} — {field.Summary.In(session.Language)}");
        if (!field.Choices.IsEmpty)
        {
            words.Append($"\n\n{string.Join(" · ", field.Choices.Select(static c => $"`{c}`"))}");
        }

        if (field.Default is { } otherwise)
        {
            words.Append($"\n\n{session.Say(Says.LspDefault(otherwise))}");
        }

        return words.ToString();
    }

    /// <summary>A function: what it takes and gives, with an example.</summary>
    internal static string Function(Session session, FunctionPage page)
    {
        var (signature, example) = ($"{page.Name}({page.Takes}): {page.Type}", $"`{page.Example}` → `{page.Result().ToText()}`");
        return $"`{signature}`\n\n{page.Summary.In(session.Language)}\n\n{example}";
    }

    /// <summary>A failure code; null for one that nobody knows.</summary>
    internal static string? Code(Session session, string code)
    {
        if (Known(session.Product).GetValueOrDefault(code) is not { } message)
        {
            return null;
        }

        var hint = message.Hint is { } advice ? $"\n\n{advice.In(session.Language)}" : "";
        return $"**{code}** — {message.Words.In(session.Language)}{hint}";
    }

    /// <summary>A type, as runbooks write it.</summary>
    internal static string Type(InputType type) => type.ToString().ToLowerInvariant();

    private static Dictionary<string, Message> Known(Product product) =>
        Codes.TryGetValue(product, out var known)
            ? known
            : Codes[product] = product.Messages.All.ToDictionary(static m => m.Code, StringComparer.Ordinal);

    private static void Fields(Session session, StringBuilder words, LocalizedText title, IEnumerable<Field> fields)
    {
        var list = fields.ToList();
        if (list.Count > 0)
        {
            words.Append($"\n\n{title.In(session.Language)}\n");
            foreach (var field in list)
            {
                words.Append(
                    $"\n- `{field.Name}`{(field.Required ? " *" : "")}: {Type(field.Type)} — {field.Summary.In(session.Language)}"
                );
            }
        }
    }
}
