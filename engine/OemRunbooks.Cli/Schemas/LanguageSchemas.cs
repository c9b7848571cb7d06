using System.Text.Json.Nodes;
using OemRunbooks.Cli.Reference;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Cli.Schemas;

/// <summary>The schemas of what a support lead writes: runbooks, scenario tests, the inputs of each activity.</summary>
/// <remarks>They serve editors; what counts is the loader, which says more and says it better.</remarks>
internal static class LanguageSchemas
{
    internal static JsonObject Runbook()
    {
        var definitions = KeySchema.Definitions(Vocabulary.Runbook.Skip(1));
        definitions["codePattern"] = KeySchema.Patterns();
        definitions["activity"] = Activities();
        var step = definitions["step"]!.AsObject();
        step["oneOf"] = new JsonArray(Has("action"), Has("parallel"), Has("forEach", "steps"), new JsonObject { ["required"] = Js.Texts(["steps"]), ["not"] = Has("forEach") });
        step["dependentRequired"] = new JsonObject { ["with"] = Js.Texts(["action"]), ["retry"] = Js.Texts(["action"]), ["compensate"] = Js.Texts(["action"]), ["onInterrupted"] = Js.Texts(["action"]), ["maxParallel"] = Js.Texts(["parallel"]) };
        step["allOf"] = WithOfEach(ActivityCatalogue.All);
        definitions["compensate"]!.AsObject()["allOf"] = WithOfEach(ActivityCatalogue.All.Where(static a => a.Role == ActivityRole.Work));
        definitions["input"]!.AsObject()["allOf"] = new JsonArray(new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = "choice" } }, ["required"] = Js.Texts(["type"]) },
            ["then"] = Has("choices"),
        });
        foreach (var info in ActivityCatalogue.All)
        {
            definitions["with " + info.Name] = FieldSchema.With(info.Inputs);
        }

        var root = KeySchema.Of(Vocabulary.Runbook[0]);
        root["$defs"] = definitions;
        return Js.Document("runbook", "Runbook", "Runbook", root);
    }

    internal static JsonObject Test()
    {
        var root = KeySchema.Of(Vocabulary.Tests[0]);
        root["$defs"] = KeySchema.Definitions(Vocabulary.Tests.Skip(1));
        return Js.Document("test", "Testy scenariuszowe", "Scenario tests", root);
    }

    internal static JsonObject Teams()
    {
        var root = KeySchema.Of(Vocabulary.Teams[0]);
        root["$defs"] = KeySchema.Definitions(Vocabulary.Teams.Skip(1));
        return Js.Document("teams", "Zespoły", "Teams", root);
    }

    /// <summary>The schema of one activity: what its step gives it, what it gives back, how it fails.</summary>
    internal static JsonObject Activity(ActivityInfo info)
    {
        var root = Js.Object(("action", new() { ["const"] = info.Name }), (info.Inputs.Any(static f => f.Required) ? "with" : "with?", FieldSchema.With(info.Inputs)));
        root["$defs"] = new JsonObject
        {
            ["localized"] = Js.Object(("pl", Js.Text()), ("en", Js.Text())),
            ["outputs"] = FieldSchema.With(info.Outputs),
            ["errors"] = Js.Words(info.Errors.Select(static e => e.Code).Distinct()),
        };
        root.Says(info.Summary);
        return Js.Document("--out DIR", info.Summary.Pl, info.Name, root);
    }

    private static JsonObject Activities()
    {
        var schema = Js.Words(ActivityCatalogue.All.Select(static a => a.Name));
        schema["markdownEnumDescriptions"] = Js.Texts(ActivityCatalogue.All.Select(static a => $"{a.Summary.In(Locale.En)} · {a.Summary.In(Locale.Pl)}"));
        return schema;
    }

    private static JsonArray WithOfEach(IEnumerable<ActivityInfo> activities) => [.. activities.Select(static a => (JsonNode)WithOf(a))];

    // A missing `with` is reported where the activity needs one.
    private static JsonObject WithOf(ActivityInfo info)
    {
        var then = new JsonObject { ["properties"] = new JsonObject { ["with"] = Js.Ref("with " + info.Name).Says($"Wejścia czynności {info.Name}. {info.Summary.Pl}", $"The inputs of {info.Name}. {info.Summary.En}") } };
        if (info.Inputs.Any(static f => f.Required))
        {
            then["required"] = Js.Texts(["with"]);
        }

        return new()
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["action"] = new JsonObject { ["const"] = info.Name } }, ["required"] = Js.Texts(["action"]) },
            ["then"] = then,
        };
    }

    private static JsonObject Has(params string[] keys) => new() { ["required"] = Js.Texts(keys) };
}
