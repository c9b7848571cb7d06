using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Station.Workshop.Exports;
using Xunit;
using JsEngine = Jint.Engine;

namespace OemRunbooks.House.Exports;

/// <summary>The JavaScript of an export can be read, and comes to what our own evaluator gives. Source: ADR 0008.</summary>
public sealed class ElsaScripts
{
    public static TheoryData<string> Files => ElsaDefinitions.Files;

    public static TheoryData<string, ElsaWorld.Mood> Worlds
    {
        get
        {
            var worlds = new TheoryData<string, ElsaWorld.Mood>();
            foreach (var file in (IEnumerable<object[]>)Files)
            {
                Array.ForEach(Enum.GetValues<ElsaWorld.Mood>(), mood => worlds.Add((string)file[0], mood));
            }

            return worlds;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_script_can_be_read(string file) => Assert.All(Scripts(file), static s => JsEngine.PrepareScript(s.Text));

    [Theory]
    [MemberData(nameof(Files))]
    public void No_script_of_a_shipped_runbook_throws_when_every_step_was_skipped(string file)
    {
        var world = new ElsaWorld(ElsaDefinitions.Load(file), ElsaWorld.Mood.Skipped);
        Assert.All(Scripts(file).Where(static s => !Throws(s.Text)), s => world.Compute(s.Text));
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void What_a_script_comes_to_is_what_the_expression_does(string file, ElsaWorld.Mood mood)
    {
        var runbook = ElsaDefinitions.Load(file);
        var world = new ElsaWorld(runbook, mood);
        var compared = 0;
        foreach (var (template, script, isCondition) in Pairs(runbook, Scripts(file)))
        {
            if (Throws(script) || world.Evaluate(template) is not { } expected)
            {
                continue;
            }

            var found = world.Compute(script);
            var wanted = isCondition ? JsonValue.Create(expected.IsTruthy) : ElsaWorld.Json(expected);
            Assert.True(
                JsonNode.DeepEquals(wanted, found),
                $"{script}\n{wanted?.ToJsonString()} ≠ {found?.ToJsonString()} (template at {template.Span})"
            );
            compared++;
        }

        Assert.True(
            mood is ElsaWorld.Mood.Skipped or ElsaWorld.Mood.Failed || compared >= runbook.Steps.Length,
            $"only {compared} values were compared"
        );
    }

    // What has no counterpart; no shipped runbook has any, which the approved definitions show.
    private static bool Throws(string script) => script.Contains("throw new Error", StringComparison.Ordinal);

    // Which of our values each script was made of.
    private static IEnumerable<(Template Template, string Script, bool IsCondition)> Pairs(
        Runbook runbook,
        IReadOnlyList<(string Id, string Field, string Text)> scripts
    )
    {
        string? Found(string id, string field) => scripts.FirstOrDefault(s => s.Id == id && s.Field == field).Text;

        foreach (var step in runbook.Steps.Concat(runbook.Finally).SelectMany(ElsaDefinitions.Plain))
        {
            var given =
                step.Kind == StepKind.Call
                    ? step.With.FirstOrDefault(static w => w.Name == "inputs")?.Template
                    : new Template.Mapping(step.With, step.Span);
            foreach (
                var (template, script, isCondition) in ((Template?, string?, bool)[])
                    [
                        (step.When, Found(step.Id + "-when", "condition"), true),
                        (given, Found(step.Id, step.Kind == StepKind.Call ? "input" : "payload"), false),
                        (step.In, Found(step.Id, "items"), false),
                    ]
            )
            {
                if (template is not null && script is not null)
                {
                    yield return (template, script, isCondition);
                }
            }
        }

        foreach (
            var (named, id, field) in runbook
                .Outputs.Select(static o => (o, "SetOutput-", "outputValue"))
                .Concat(runbook.Variables.Select(static v => (v, "SetVariable-", "value")))
        )
        {
            if (Found(id + named.Name, field) is { } script)
            {
                yield return (named.Template, script, false);
            }
        }
    }

    private static List<(string Id, string Field, string Text)> Scripts(string file) =>
        [
            .. ElsaDefinitions
                .Walk(JsonNode.Parse(new ElsaExport(ElsaDefinitions.Load(file), Locale.En).Write())!["root"]!)
                .SelectMany(static n =>
                    n.AsObject()
                        .Where(static f => f.Value is JsonObject o && (string?)o["expression"]?["type"] == "JavaScript")
                        .Select(f => ((string)n["id"]!, f.Key, (string)f.Value!["expression"]!["value"]!))
                ),
        ];
}
