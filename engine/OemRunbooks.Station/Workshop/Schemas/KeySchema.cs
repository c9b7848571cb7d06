using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Workshop.Reference;

namespace OemRunbooks.Station.Workshop.Schemas;

/// <summary>What may stand under a key of the language.</summary>
internal sealed class KeySchema(Product product)
{
    // As the loader has it; finally, escalations and catch are places in a run's paths.
    private const string Kebab = "^(?!(finally|escalations|catch)$)[a-z][a-z0-9]*(-[a-z0-9]+)*$";

    /// <summary>The mapping that a table describes.</summary>
    internal static JsonObject Of(KeyTable table) =>
        Js.Object([.. table.Keys.Select(static k => (k.Required ? k.Name : k.Name + "?", Of(k)))]);

    /// <summary>The definitions that every schema of the language refers to.</summary>
    internal JsonObject Definitions(IEnumerable<KeyTable> tables)
    {
        var definitions = new JsonObject
        {
            ["localized"] = Js.Object(("pl", Js.Text().Told(Says.KeySchemaPolish)), ("en", Js.Text().Told(Says.KeySchemaEnglish))),
            ["code"] = Js.Any(Codes(CodesOfSteps()), Own("[a-z][a-z0-9-]*")),
        };
        foreach (var table in tables)
        {
            definitions[table.Name] = Of(table);
        }

        return definitions;
    }

    /// <summary>Every code that a step can fail with, with its meaning.</summary>
    internal IReadOnlyList<string> CodesOfSteps() => [.. ErrorCode.All(product.Descriptors).Order(StringComparer.Ordinal)];

    /// <summary>What <c>on</c> may name: codes, families of them, everything.</summary>
    internal JsonObject Patterns()
    {
        var codes = CodesOfSteps();
        return Js.Any(Codes([.. codes, .. Families().Select(static f => f + ".*"), "*"]), Own("([a-z][a-z0-9-]*|[*])"));
    }

    private IEnumerable<string> Families() =>
        CodesOfSteps().Select(static c => c[..c.IndexOf('.', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal);

    // Codes of a runbook's own are of families that are not built in.
    private JsonObject Own(string name) => Js.Pattern($"^(?!({string.Join('|', Families())})[.])[a-z][a-z0-9-]*[.]{name}$");

    private JsonObject Codes(IReadOnlyList<string> codes)
    {
        var schema = Js.Words(codes);
        schema["markdownEnumDescriptions"] = Js.Texts(codes.Select(Meaning));
        return schema;
    }

    private string Meaning(string code)
    {
        if (code.EndsWith('*'))
        {
            var every = code == "*" ? Says.SchemaEveryCode : Says.SchemaEveryCodeOf(code[..^2]).InBoth();
            return $"{every.En} · {every.Pl}";
        }

        var words = product.Messages.All.First(m => m.Code == code).Words;
        return $"{words.General(Locale.En)} · {words.General(Locale.Pl)}";
    }

    private static JsonObject Of(Key key)
    {
        var schema = Under(key);
        return (key.OrNull ? Js.Any(schema, new() { ["type"] = "null" }) : schema).Told(
            FieldSchema.Default(new(FieldSchema.Sentence(key.Meaning.Pl), FieldSchema.Sentence(key.Meaning.En)), key.Default)
        );
    }

    private static JsonObject Under(Key key) =>
        key.Kind switch
        {
            KeyKind.Text => new() { ["type"] = Js.Texts(["string", "number"]) },
            KeyKind.Id => Js.Pattern(Kebab),
            KeyKind.Version => Js.Pattern(@"^[0-9]+[.][0-9]+[.][0-9]+(-[0-9A-Za-z.-]+)?([+][0-9A-Za-z.-]+)?$"),
            KeyKind.Localized => Js.Any(Js.Text(), Js.Ref("localized")),
            KeyKind.Flag => Js.Flag(),
            KeyKind.Number => Number(key),
            KeyKind.Duration => Js.Pattern("^[0-9]{1,9}(ms|s|m|h|d)$"),
            KeyKind.Word => Js.Words(key.Words),
            KeyKind.Texts when !key.Words.IsEmpty => Js.Any(Js.Words(key.Words), Js.List(Js.Words(key.Words))),
            KeyKind.Texts => Js.Any(
                new() { ["type"] = Js.Texts(["string", "number", "boolean"]) },
                Js.List(new JsonObject { ["type"] = Js.Texts(["string", "number", "boolean"]) })
            ),
            KeyKind.Code => Js.Ref("code"),
            KeyKind.Codes => Js.Any(Js.Ref("codePattern"), Js.List(Js.Ref("codePattern"))),
            KeyKind.Activity => Js.Ref("activity"),
            KeyKind.With or KeyKind.Templates or KeyKind.Plains => Js.Map(),
            KeyKind.Condition => new() { ["type"] = Js.Texts(["string", "boolean"]) },
            KeyKind.Template or KeyKind.Plain => [],
            KeyKind.Table when !key.Words.IsEmpty => Js.Any(Js.Words(key.Words), Js.Ref(key.Of!)),
            KeyKind.Table => Js.Ref(key.Of!),
            KeyKind.Tables => Js.List(Js.Ref(key.Of!)),
            KeyKind.TablesByName => Js.ByName(Js.Ref(key.Of!)),
            KeyKind.TablesOrListsByName => Js.ByName(Js.Any(Js.Ref(key.Of!), Js.List(Js.Ref(key.Of!)))),
            KeyKind.NumbersByName => Js.ByName(Js.Integer()),
        };

    private static JsonObject Number(Key key)
    {
        var schema = new JsonObject { ["type"] = "number" };
        if (key.Min is { } min)
        {
            schema["minimum"] = min;
        }

        if (key.Max is { } max)
        {
            schema["maximum"] = max;
        }

        return schema;
    }
}
