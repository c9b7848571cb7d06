using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.Station.Products;

namespace OemRunbooks.Station.Workshop.Schemas;

/// <summary>The schemas of what a support lead writes: runbooks, scenario tests, the inputs of each activity.</summary>
/// <remarks>They serve editors; what counts is the loader, which says more and says it better.</remarks>
internal sealed class LanguageSchemas(Product product, IReadOnlyList<ActivityInfo> made)
{
    private readonly KeySchema keys = new(product);
    private readonly ActivityInfo[] activities = [.. product.Descriptors, .. made];

    internal JsonObject Runbook()
    {
        var root = KeySchema.Of(Vocabulary.Runbook[0]);
        root["$defs"] = Definitions(Vocabulary.Runbook.Skip(1));
        return Js.Document("runbook", Says.Runbook, root);
    }

    /// <summary>The schema of an activity made of YAML.</summary>
    internal JsonObject MadeActivity()
    {
        var root = KeySchema.Of(Vocabulary.Activity[0]);
        root["$defs"] = Definitions(Vocabulary.Runbook.Skip(1).Concat(Vocabulary.Activity.Skip(1)));
        root["allOf"] = WithOfEach(activities);
        return Js.Document("activity", Says.TableActivity, root);
    }

    private JsonObject Definitions(IEnumerable<KeyTable> tables)
    {
        var definitions = keys.Definitions(tables);
        definitions["codePattern"] = keys.Patterns();
        definitions["activity"] = Activities();
        var step = definitions["step"]!.AsObject();
        step["oneOf"] = new JsonArray(
            Has("action"),
            Has("parallel"),
            Has("forEach", "steps"),
            // With an action they are what a wait repeats.
            new JsonObject { ["required"] = Js.Texts(["steps"]), ["not"] = Js.Any(Has("forEach"), Has("action")) }
        );
        step["dependentRequired"] = new JsonObject
        {
            ["with"] = Js.Texts(["action"]),
            ["compensate"] = Js.Texts(["action"]),
            ["onInterrupted"] = Js.Texts(["action"]),
            ["maxParallel"] = Js.Texts(["parallel"]),
        };
        step["allOf"] = WithOfEach(activities);
        definitions["compensate"]!.AsObject()["allOf"] = WithOfEach(activities.Where(static a => a.Role == ActivityRole.Work));
        definitions["input"]!.AsObject()["allOf"] = new JsonArray(
            new JsonObject
            {
                ["if"] = new JsonObject
                {
                    ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = "choice" } },
                    ["required"] = Js.Texts(["type"]),
                },
                ["then"] = Has("choices"),
            }
        );
        foreach (var info in activities)
        {
            definitions["with " + info.Name] = FieldSchema.With(info.Inputs);
        }

        return definitions;
    }

    internal JsonObject Test()
    {
        var root = KeySchema.Of(Vocabulary.Tests[0]);
        root["$defs"] = keys.Definitions(Vocabulary.Tests.Skip(1));
        return Js.Document("test", Says.WordScenarioTests, root);
    }

    internal JsonObject Teams()
    {
        var root = KeySchema.Of(Vocabulary.Teams[0]);
        root["$defs"] = keys.Definitions(Vocabulary.Teams.Skip(1));
        return Js.Document("teams", Says.LanguageSchemasTeams, root);
    }

    /// <summary>The schema of one activity: what its step gives it, what it gives back, how it fails.</summary>
    internal static JsonObject Activity(ActivityInfo info)
    {
        var root = Js.Object(
            ("action", new() { ["const"] = info.Name }),
            (info.Inputs.Any(static f => f.Required) ? "with" : "with?", FieldSchema.With(info.Inputs))
        );
        root["$defs"] = new JsonObject
        {
            ["localized"] = Js.Object(("pl", Js.Text()), ("en", Js.Text())),
            ["outputs"] = FieldSchema.With(info.Outputs),
            ["errors"] = Js.Words(info.Errors.Select(static e => e.Code).Distinct()),
        };
        root.Told(info.Summary);
        return Js.Document("--out DIR", new(info.Summary.Pl, info.Name), root);
    }

    private JsonObject Activities()
    {
        var schema = Js.Words(activities.Select(static a => a.Name));
        schema["markdownEnumDescriptions"] = Js.Texts(
            activities.Select(static a => $"{a.Summary.In(Locale.En)} · {a.Summary.In(Locale.Pl)}")
        );

        // Activities made of YAML are of families that are not built in.
        var families = product.Descriptors.Select(static a => a.Name[..a.Name.IndexOf('.', StringComparison.Ordinal)]).Distinct();
        return Js.Any(schema, Js.Pattern($"^(?!({string.Join('|', families)})[.])[a-z][a-z0-9-]*[.][a-z][a-z0-9-]*$"));
    }

    private static JsonArray WithOfEach(IEnumerable<ActivityInfo> activities) => [.. activities.Select(static a => (JsonNode)WithOf(a))];

    // A missing `with` is reported where the activity needs one.
    private static JsonObject WithOf(ActivityInfo info)
    {
        var then = new JsonObject
        {
            ["properties"] = new JsonObject { ["with"] = Js.Ref("with " + info.Name).Told(Says.SchemaWithOf(info.Name, info.Summary)) },
        };
        if (info.Inputs.Any(static f => f.Required))
        {
            then["required"] = Js.Texts(["with"]);
        }

        return new()
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { ["action"] = new JsonObject { ["const"] = info.Name } },
                ["required"] = Js.Texts(["action"]),
            },
            ["then"] = then,
        };
    }

    private static JsonObject Has(params string[] keys) => new() { ["required"] = Js.Texts(keys) };
}
