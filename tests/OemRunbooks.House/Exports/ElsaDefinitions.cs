using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Activities.Common;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workshop.Exports;
using Xunit;

namespace OemRunbooks.House.Exports;

/// <summary>What a runbook looks like in Elsa: its steps, their order, conditions and titles. Source: ADR 0008.</summary>
public sealed partial class ElsaDefinitions
{
    private const string Sample = "tests/OemRunbooks.House/Exports/every-kind.yaml";

    // Recipes are begun from, not exported: the sample holds every kind of step that they do.
    public static TheoryData<string> Files =>
        [
            Sample,
            .. Repository
                .Shipped()
                .Where(static f =>
                    f.EndsWith(".yaml", StringComparison.Ordinal)
                    && !f.StartsWith("runbooks/recipes/", StringComparison.Ordinal)
                    && !f.EndsWith(".test.yaml", StringComparison.Ordinal)
                    && !f.EndsWith("teams.yaml", StringComparison.Ordinal)
                ),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_definition_is_as_it_was_approved(string file)
    {
        var made = Digest().Replace(new ElsaExport(Load(file), Locale.En).Write(), "\"…\"");
        var golden = Path.Combine(
            Repository.Root,
            "tests/OemRunbooks.House/Exports/elsa",
            Path.GetFileNameWithoutExtension(file) + ".json"
        );
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            File.WriteAllText(golden, made);
        }

        Assert.True(
            File.Exists(golden) && made == File.ReadAllText(golden),
            $"{golden} is behind the code: UPDATE=1 dotnet test tests/OemRunbooks.House"
        );
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Steps_order_conditions_and_titles_are_kept(string file)
    {
        var runbook = Load(file);
        var document = JsonNode.Parse(new ElsaExport(runbook, Locale.Pl).Write())!;
        var nodes = Walk(document["root"]!).ToList();
        var wanted = runbook.Steps.Concat(runbook.Finally).SelectMany(Plain).ToList();
        Assert.Equal(wanted.Select(static s => s.Id), nodes.Select(static n => (string)n["id"]!).Where(i => wanted.Exists(s => s.Id == i)));
        Assert.Equal(nodes.Count, nodes.Select(static n => (string)n["nodeId"]!).Distinct().Count());
        foreach (var step in wanted)
        {
            var node = nodes.First(n => (string?)n["id"] == step.Id);
            Assert.Equal(
                (step.Name?.Pl ?? step.Id, step.Name?.Pl ?? step.Id, step.Name?.En ?? step.Id),
                (
                    (string)node["metadata"]!["displayText"]!,
                    (string)node["customProperties"]!["titles"]!["pl"]!,
                    (string)node["customProperties"]!["titles"]!["en"]!
                )
            );
            var choice = nodes.Find(n => (string?)n["id"] == step.Id + "-when");
            Assert.Equal((step.When as Template.Whole)?.Expression.Text, (string?)choice?["customProperties"]!["when"]);
            Assert.True(choice is null || choice["then"]!["id"]!.GetValue<string>() == step.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_top_level_is_one_chain(string file)
    {
        var root = JsonNode.Parse(new ElsaExport(Load(file), Locale.En).Write())!["root"]!;
        var ids = root["activities"]!.AsArray().Select(static a => (string)a!["id"]!).ToList();
        Assert.Equal(
            ids.Zip(ids.Skip(1)),
            root["connections"]!.AsArray().Select(static c => ((string)c!["source"]!["activity"]!, (string)c["target"]!["activity"]!))
        );
        Assert.Equal(ids[0], (string?)root["start"]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_id_is_there_once_and_every_variable_is_declared(string file)
    {
        var document = JsonNode.Parse(new ElsaExport(Load(file), Locale.En).Write())!;
        var nodes = Walk(document["root"]!).ToList();
        Assert.Equal(nodes.Count, nodes.Select(static n => (string)n["id"]!).Distinct().Count());
        var declared = document["variables"]!.AsArray().Select(static v => (string)v!["id"]!).ToList();
        Assert.Equal(declared.Count, declared.Distinct().Count());
        Assert.All(
            nodes.SelectMany(static n => ((JsonNode?[])[n["result"]?["memoryReference"]?["id"], n["variable"]?["id"]]).OfType<JsonNode>()),
            id => Assert.Contains((string)id!, declared)
        );
        var outputs = document["outputs"]!.AsArray().Select(static o => (string)o!["name"]!);
        Assert.Equal(
            outputs,
            nodes
                .Where(static n => (string?)n["type"] == "Elsa.SetOutput")
                .Select(static n => (string)n["outputName"]!["expression"]!["value"]!)
        );
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_activity_is_a_task_whose_result_the_steps_variable_keeps(string file)
    {
        var runbook = Load(file);
        var nodes = Walk(JsonNode.Parse(new ElsaExport(runbook, Locale.En).Write())!["root"]!).ToDictionary(static n => (string)n["id"]!);
        foreach (var step in runbook.Steps.Concat(runbook.Finally).SelectMany(Plain).Where(static s => s.Activity is not null))
        {
            var node = nodes[step.Id];
            Assert.Equal(step.Kind == StepKind.Call ? "Elsa.DispatchWorkflow" : "Elsa.RunTask", (string)node["type"]!);
            Assert.Equal(step.Id, (string)node["result"]!["memoryReference"]!["id"]!);
        }
    }

    [Fact]
    public void What_has_no_counterpart_is_listed()
    {
        var export = new ElsaExport(Load(Sample), Locale.En);
        var listed = JsonNode.Parse(export.Write())!["customProperties"]!["noCounterpart"]!
            .AsArray()
            .Select(static m => $"{(string)m!["step"]!}/{(string)m["key"]!}");
        Assert.Equal(
            [
                "/aliases",
                "/inputs.files.required",
                "/inputs.key.default",
                "/secret",
                "/inputs.count.default",
                "/inputs.count.min",
                "/inputs.count.max",
                "/inputs.serial.required",
                "/inputs.serial.pattern",
                "/inputs.size.default",
                "/inputs.size.choices",
                "/defaults",
                "look-first/timeout",
                "right/retry",
                "each-file/forEach.maxParallel",
                "copy/compensate",
                "block/onFailure",
                "drift/catch",
                "/escalations",
                "/finally",
                "tell/regex.escape",
                "tell/station.platform",
                "/outputs.version",
            ],
            listed
        );
        Assert.Equal(listed, export.Missing.Select(static m => $"{m.Place}/{m.Key}"));
    }

    // A comment in a runbook is no change of its export.
    [GeneratedRegex("\"[0-9a-f]{64}\"")]
    private static partial Regex Digest();

    internal static IEnumerable<Step> Plain(Step step) => step.Steps.SelectMany(Plain).Prepend(step);

    internal static IEnumerable<JsonNode> Walk(JsonNode node)
    {
        yield return node;
        foreach (var child in (node["activities"] as JsonArray ?? []).Append(node["then"]).Append(node["body"]).OfType<JsonNode>().ToList())
        {
            foreach (var below in Walk(child))
            {
                yield return below;
            }
        }
    }

    internal static Runbook Load(string file)
    {
        var loader = new RunbookLoader(
            OemActivities.All.Select(static a => a.Info),
            static name => BuiltIn.Read(name + ".yaml") is { } bytes ? (name, bytes) : null
        );
        var result = loader.Load(file, File.ReadAllBytes(Path.Combine(Repository.Root, file)));
        return result.Runbook
            ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Select(static d => d.Code + d.Span)));
    }
}
