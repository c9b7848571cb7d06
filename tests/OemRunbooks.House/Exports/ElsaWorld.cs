using System.Text.Json.Nodes;
using Jint;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using JsEngine = Jint.Engine;

namespace OemRunbooks.House.Exports;

/// <summary>Inputs and steps of a runbook, as our evaluator reads them and as scripts of Elsa do.</summary>
public sealed class ElsaWorld : INames
{
    private readonly Runbook runbook;
    private readonly Mood mood;
    private readonly Value inputs;
    private readonly Value steps;

    /// <summary>How the runs are that expressions are computed in.</summary>
    public enum Mood
    {
        /// <summary>All went well and everything is true.</summary>
        Well,

        /// <summary>All went well, with other values.</summary>
        Otherwise,

        /// <summary>Every step failed with a code.</summary>
        Failed,

        /// <summary>No step ran.</summary>
        Skipped,
    }

    /// <summary>A world in which everything that is read has some value.</summary>
    public ElsaWorld(Runbook runbook, Mood mood)
    {
        (this.runbook, this.mood) = (runbook, mood);
        inputs = Value.Map(runbook.Inputs.Select(i => KeyValuePair.Create(i.Name, Sample(i.Type, i.Name, i.Choices))));
        steps = Value.Map(runbook.AllSteps().Select(s => KeyValuePair.Create(s.Id, Reported(s))));
    }

    /// <summary>What a template comes to; null where an expression of it can't be computed.</summary>
    public Value? Evaluate(Template template)
    {
        try
        {
            return Of(template);
        }
        catch (EvaluationException)
        {
            return null;
        }
    }

    /// <summary>What a script comes to.</summary>
    public JsonNode? Compute(string script)
    {
        var engine = new JsEngine();
        var world = new JsonObject { ["inputs"] = Json(inputs.With("station", Station())), ["variables"] = Variables() };
        engine.Execute(
            $$"""
            const world = {{world.ToJsonString()}};
            function getInput(name) { return world.inputs[name]; }
            function getVariable(name) { return world.variables[name]; }
            function getWorkflowInstanceId() { return "run-1"; }
            """
        );
        engine.SetValue("computed", engine.Evaluate(script));
        return JsonNode.Parse(engine.Evaluate("JSON.stringify(computed ?? null)").AsString());
    }

    /// <inheritdoc/>
    public Value Resolve(Reference reference, out int used)
    {
        used = 0;
        switch (reference.Root)
        {
            case "inputs":
                return inputs;
            case "station":
                return Station();
            case "run":
                return Value.MapOf(("id", Value.Of("run-1")), ("runbook", Value.Of(runbook.Id)), ("version", Value.Of(runbook.Version)));
            case "vars":
                used = 1;
                return Of(runbook.Variables.First(v => v.Name == reference.Path[0]).Template);
            case "steps" when reference.Path[1] == "outputs":
                used = reference.Path.Length > 2 ? 3 : 2;
                return mood is Mood.Failed or Mood.Skipped ? throw NotAvailable()
                    : used == 3 ? steps[reference.Path[0]]["outputs"][reference.Path[2]]
                    : steps[reference.Path[0]]["outputs"];
            case "steps":
                used = 2;
                return steps[reference.Path[0]][reference.Path[1]];
            default:
                return Value.Of("item");
        }
    }

    /// <summary>A value as JSON.</summary>
    public static JsonNode? Json(Value value) => JsonNode.Parse(CanonicalJson.Text(value));

    private static EvaluationException NotAvailable() =>
        new(new("expression.not-available", Value.EmptyMap.With("expression", Value.Of("?"))));

    private static Value Station() => Value.MapOf(("platform", Value.Of("linux")));

    // What the task of each step reported, the variables that are set before the first one, and the item of a loop.
    private JsonObject Variables()
    {
        var variables = new JsonObject { ["CurrentValue"] = "item", ["each-file-file"] = "item" };
        foreach (var variable in runbook.Variables)
        {
            variables[variable.Name] = Evaluate(variable.Template) is { } value ? Json(value) : null;
        }

        foreach (var step in runbook.AllSteps().Where(_ => mood != Mood.Skipped))
        {
            variables[step.Id] = Json(step.Kind == StepKind.Call ? steps[step.Id]["outputs"] : steps[step.Id]);
        }

        return variables;
    }

    private Value Reported(Step step) =>
        mood switch
        {
            Mood.Skipped => Value.EmptyMap.With("state", Value.Of("skipped")).With("error", Value.Null),
            // A called runbook that failed ends the workflow that called it.
            Mood.Failed when step.Kind != StepKind.Call => Value
                .EmptyMap.With("state", Value.Of("failed"))
                .With("error", Value.Of("fingerprint.mismatch"))
                .With("outputs", Value.EmptyMap),
            _ => Value.EmptyMap.With("state", Value.Of("succeeded")).With("error", Value.Null).With("outputs", Outputs(step)),
        };

    private Value Outputs(Step step)
    {
        var declared = step.Called is { } called
            ? called.Outputs.Select(static o => (o.Name, InputType.Any))
            : (step.Activity?.Outputs ?? []).Select(static o => (o.Name, o.Type));
        return Value.Map(declared.Select(o => KeyValuePair.Create(o.Name, Read(step.Id, o.Name) ?? Sample(o.Item2, o.Name, []))));
    }

    // Members of an output that the runbook reads, so that there is something to read.
    private Value? Read(string id, string output)
    {
        var members = runbook
            .Templates()
            .SelectMany(static t => t.Expressions)
            .SelectMany(static e => e.References)
            .Where(r => r.Root == "steps" && r.Path is [var step, "outputs", var name, _, ..] && step == id && name == output)
            .Select(static r => r.Path[3])
            .Where(static n => n != "size")
            .Distinct()
            .ToList();
        return members.Count == 0 ? null : Value.Map(members.Select(m => KeyValuePair.Create(m, Sample(InputType.String, m, []))));
    }

    private Value Sample(InputType type, string name, IReadOnlyList<string> choices) =>
        type switch
        {
            InputType.Boolean => Value.Of(mood == Mood.Well),
            InputType.Integer or InputType.Number or InputType.Size => Value.Of(mood == Mood.Well ? 3 : 0),
            InputType.List => mood == Mood.Well ? Value.TextList([name + "-1", name + "-2"]) : Value.EmptyList,
            InputType.Map => Value.Map([KeyValuePair.Create("pl", Value.Of("ż")), KeyValuePair.Create("en", Value.Of("z"))]),
            InputType.Version => Value.Of(mood == Mood.Well ? "2024.10" : "2024.9"),
            InputType.Choice when choices.Count > 0 => Value.Of(mood == Mood.Well ? choices[0] : choices[^1]),
            InputType.Secret => Value.Of("env:KEY"),
            _ => mood == Mood.Well ? Value.Of($"{name} \"1\"") : Value.Null,
        };

    private Value Of(Template template) =>
        template switch
        {
            Template.Whole whole => Evaluator.Evaluate(whole.Expression, this),
            Template.Mixed mixed => Value.Of(string.Concat(mixed.Parts.Select(p => Of(p).ToText()))),
            Template.Sequence list => Value.List(list.Items.Select(Of)),
            Template.Mapping map => Value.Map(map.Members.Select(m => KeyValuePair.Create(m.Name, Of(m.Template)))),
            Template.Literal literal => literal.Value,
            _ => throw new InvalidOperationException(template.GetType().Name),
        };
}
