using System.Globalization;
using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Workshop.Schemas;

namespace OemRunbooks.Station.Workshop.Exports;

/// <summary>Something of a runbook that Elsa has no word for.</summary>
/// <param name="Place">The step's id, or empty for the runbook.</param>
/// <param name="Key">The key of the language, or the function or name of an expression.</param>
/// <param name="Content">What stood there, in short; or what stands for it now.</param>
public sealed record NoCounterpart(string Place, string Key, string Content);

/// <summary>Writes a runbook as an Elsa 3 workflow definition that runs where something carries out its tasks.</summary>
/// <remarks>
/// A flowchart: variables are set, the top-level steps follow, outputs are set. Blocks are sequences, parallels and loops inside it; a
/// condition is an <c>Elsa.If</c> around its step; every activity is an <c>Elsa.RunTask</c>, whose result a variable of the step's name
/// keeps. Source: ADR 0008.
/// </remarks>
public sealed class ElsaExport(Runbook runbook, Locale language)
{
    private const string Root = "Workflow1:Flowchart1";
    private readonly List<NoCounterpart> missing = [];

    /// <summary>What was left out: keys in the order of the runbook, then what expressions read.</summary>
    public IReadOnlyList<NoCounterpart> Missing => missing;

    /// <summary>The definition as JSON.</summary>
    public string Write()
    {
        var names = new ElsaNames(runbook);
        var activities = new ElsaNodes(runbook, language, names);
        var nodes = Nodes(names, activities).ToList();
        missing.Clear();
        missing.AddRange(ElsaLosses.Of(runbook).Concat(activities.Missing).Distinct());
        var root = activities.Activity("Flowchart1", "Elsa.Flowchart", "Workflow1", runbook.Name);
        root["connections"] = new JsonArray([
            .. nodes.Zip(nodes.Skip(1), static (a, b) => (JsonNode)Connection((string)a["id"]!, (string)b["id"]!)),
        ]);
        root["activities"] = new JsonArray([.. nodes]);
        root["start"] = nodes.Count > 0 ? (string)nodes[0]["id"]! : null;
        return Js.Write(Document(root, Inputs(names), Variables(names, activities)));
    }

    /// <summary>A variable; what it holds is kept while the workflow waits for a task.</summary>
    internal static JsonObject Variable(string name) =>
        new()
        {
            ["id"] = name,
            ["name"] = name,
            ["typeName"] = "Object",
            ["isArray"] = false,
            ["value"] = null,
            ["storageDriverTypeName"] = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core",
        };

    private IEnumerable<JsonObject> Nodes(ElsaNames names, ElsaNodes activities) =>
        names
            .Early()
            .Select(v => activities.Set(v, Root))
            .Concat(runbook.Steps.Concat(runbook.Finally).Select(s => activities.Step(s, Root)))
            .Concat(runbook.Outputs.Select(o => activities.Output(o, Root)));

    private static JsonArray Variables(ElsaNames names, ElsaNodes activities) =>
        [.. names.Early().Select(v => names.Variable(v.Name)).Concat(activities.Variables).Distinct().Select(JsonNode (v) => Variable(v))];

    private JsonObject Document(JsonObject root, JsonArray inputs, JsonArray variables) =>
        new()
        {
            ["id"] = $"{runbook.Id}:{runbook.Version}",
            ["definitionId"] = runbook.Id,
            ["name"] = runbook.Name.In(language),
            ["description"] = runbook.Description?.In(language),
            ["version"] = Number(runbook.Version),
            ["toolVersion"] = "3.0.0.0",
            ["isLatest"] = true,
            ["isPublished"] = false,
            ["isReadonly"] = false,
            ["inputs"] = inputs,
            ["outputs"] = new JsonArray([.. runbook.Outputs.Select(static o => (JsonNode)Output(ElsaNames.Output(o.Name)))]),
            ["outcomes"] = new JsonArray(),
            ["variables"] = variables,
            ["customProperties"] = new JsonObject
            {
                ["runbookVersion"] = runbook.Version,
                ["runbookSha256"] = runbook.Source.Digest,
                ["noCounterpart"] = new JsonArray([.. missing.Select(static m => (JsonNode)Loss(m))]),
            },
            ["root"] = root,
        };

    // What only the host knows comes in beside what the runbook asks for.
    private JsonArray Inputs(ElsaNames names) =>
        [
            .. runbook.Inputs.Select(i =>
                (JsonNode)Input(i.Name, ElsaValues.TypeOf(i.Type), i.Title.In(language), i.Description?.In(language) ?? "")
            ),
            .. names.Host.Select(static h => (JsonNode)Input(h, "Object", h, "")),
        ];

    private static JsonObject Input(string name, string type, string title, string description) =>
        new()
        {
            ["type"] = type,
            ["name"] = name,
            ["displayName"] = title,
            ["description"] = description,
            ["isArray"] = false,
        };

    private static JsonObject Output(string name) =>
        new()
        {
            ["type"] = "Object",
            ["name"] = name,
            ["displayName"] = name,
            ["isArray"] = false,
        };

    private static JsonObject Loss(NoCounterpart loss) =>
        new()
        {
            ["step"] = loss.Place,
            ["key"] = loss.Key,
            ["content"] = loss.Content,
        };

    private static JsonObject Connection(string from, string to) =>
        new()
        {
            ["source"] = new JsonObject { ["activity"] = from, ["port"] = "Done" },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        };

    // Elsa counts versions; a later runbook has to have a greater number.
    private static int Number(string version)
    {
        var parts = version
            .Split('-', '+')[0]
            .Split('.')
            .Select(static p => Math.Min(int.Parse(p, CultureInfo.InvariantCulture), 999))
            .ToArray();
        return (parts[0] * 1_000_000) + (parts[1] * 1000) + parts[2];
    }
}
