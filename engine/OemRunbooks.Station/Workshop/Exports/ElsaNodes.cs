using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using NameRead = OemRunbooks.Language.Expressions.Reference;

namespace OemRunbooks.Station.Workshop.Exports;

/// <summary>Writes the steps of a runbook as activities of Elsa 3.</summary>
/// <param name="runbook">The runbook.</param>
/// <param name="language">The language of the titles that are shown.</param>
/// <param name="names">What stands for the runbook's names.</param>
internal sealed class ElsaNodes(Runbook runbook, Locale language, ElsaNames names)
{
    private readonly ISorts sorts = runbook.Sorts();
    private readonly List<ElsaLoop> loops = [];

    /// <summary>What an expression reads and Elsa doesn't have.</summary>
    internal List<NoCounterpart> Missing { get; } = [];

    /// <summary>The variables that activities set.</summary>
    internal List<string> Variables { get; } = [];

    /// <summary>Sets a variable of the runbook before its first step.</summary>
    internal JsonObject Set(NamedTemplate variable, string parent) =>
        SetVariable(
            names.Fresh("SetVariable-" + variable.Name),
            parent,
            names.Variable(variable.Name),
            Value(variable.Template, "", "vars." + variable.Name)
        );

    /// <summary>Sets an output of the workflow after its last step.</summary>
    internal JsonObject Output(NamedTemplate output, string parent)
    {
        var name = ElsaNames.Output(output.Name);
        if (name != output.Name)
        {
            Missing.Add(new("", "outputs." + output.Name, name));
        }

        var node = Activity(names.Fresh("SetOutput-" + name), "Elsa.SetOutput", parent, LocalizedText.Both(name));
        node["outputName"] = ElsaValues.Literal(name);
        node["outputValue"] = Value(output.Template, "", "outputs." + output.Name);
        return node;
    }

    /// <summary>A step, inside an If when it has a condition.</summary>
    internal JsonObject Step(Step step, string parent)
    {
        if (step.When is null)
        {
            return Bare(step, parent);
        }

        var id = names.Fresh(step.Id + "-when");
        var choice = Activity(id, "Elsa.If", parent, step.Name ?? LocalizedText.Both(step.Id));
        choice["condition"] = Condition(step);
        choice["customProperties"]!["when"] = (step.When as Template.Whole)?.Expression.Text ?? Text(step.When);
        choice["then"] = Bare(step, $"{parent}:{id}");
        choice["else"] = null;
        return choice;
    }

    /// <summary>An activity with its titles in both languages.</summary>
    internal JsonObject Activity(string id, string type, string parent, LocalizedText title) =>
        new()
        {
            ["id"] = id,
            ["nodeId"] = $"{parent}:{id}",
            ["name"] = id,
            ["type"] = type,
            ["version"] = 1,
            ["customProperties"] = new JsonObject
            {
                ["titles"] = new JsonObject { ["pl"] = title.Pl, ["en"] = title.En },
            },
            ["metadata"] = new JsonObject { ["displayText"] = title.In(language) },
        };

    private static string Text(Template template) => template is Template.Literal literal ? literal.Value.ToText() : "";

    private JsonObject Condition(Step step)
    {
        if (step.When is not Template.Whole whole)
        {
            return ElsaValues.Script("Boolean", Text(step.When!) == "false" ? "false" : "true");
        }

        var made = JavaScript.Condition(whole.Expression, sorts, Read);
        Note(made, step.Id, whole.Expression.Text);
        return ElsaValues.Script("Boolean", made.Text);
    }

    private JsonObject Bare(Step step, string parent)
    {
        var title = step.Name ?? LocalizedText.Both(step.Id);
        if (step.Title is not null)
        {
            Missing.Add(new(step.Id, "name", title.In(language)));
        }

        return step.Kind switch
        {
            StepKind.Group => Block(step, "Elsa.Sequence", parent, title),
            StepKind.Parallel => Block(step, "Elsa.Parallel", parent, title),
            StepKind.ForEach => Loop(step, parent, title),
            StepKind.Call => Call(step, parent, title),
            _ => Task(step, parent, title),
        };
    }

    private JsonObject Task(Step step, string parent, LocalizedText title)
    {
        var node = Activity(step.Id, "Elsa.RunTask", parent, title);
        node["taskName"] = ElsaValues.Literal(step.Activity!.Name);
        node["payload"] = Script(new Template.Mapping(step.With, step.Span), "ObjectDictionary", step.Id, "with");
        return Bound(node, step);
    }

    private JsonObject Call(Step step, string parent, LocalizedText title)
    {
        var node = Activity(step.Id, "Elsa.DispatchWorkflow", parent, title);
        node["workflowDefinitionId"] = ElsaValues.Literal(step.Called!.Id);
        node["waitForCompletion"] = ElsaValues.Yes();
        node["input"] = step.With.FirstOrDefault(static w => w.Name == PersonActivities.CalledInputs.Name)?.Template is { } given
            ? Script(given, "ObjectDictionary", step.Id, "with")
            : null;
        return Bound(node, step);
    }

    // What the task reports is kept in the step's variable, which the steps after it read.
    private JsonObject Bound(JsonObject node, Step step)
    {
        Variables.Add(step.Id);
        node["result"] = new JsonObject
        {
            ["typeName"] = "Object",
            ["memoryReference"] = new JsonObject { ["id"] = step.Id },
        };
        node["customProperties"]!["activity"] = step.Activity!.Name;
        return node;
    }

    private JsonObject Block(Step step, string type, string parent, LocalizedText title)
    {
        var node = Activity(step.Id, type, parent, title);
        node["activities"] = Below(step, $"{parent}:{step.Id}");
        return node;
    }

    private JsonObject Loop(Step step, string parent, LocalizedText title)
    {
        var loop = Activity(step.Id, "Elsa.ForEach", parent, title);
        loop["items"] = Script(step.In!, "Object", step.Id, "forEach.in");
        loop["customProperties"]!["as"] = step.As;
        var id = names.Fresh(step.Id + "-body");
        var body = Activity(id, "Elsa.Sequence", $"{parent}:{step.Id}", title);
        var path = $"{parent}:{step.Id}:{id}";
        var kept = IsReadInside(step) ? names.Fresh(step.Id + "-" + step.As) : null;
        loops.Add(new(step.As, kept ?? ElsaNames.Current));
        var activities = Below(step, path);
        loops.RemoveAt(loops.Count - 1);
        if (kept is not null)
        {
            Variables.Add(kept);
            var current = ElsaValues.Script("Object", $"getVariable(\"{ElsaNames.Current}\")");
            activities.Insert(0, SetVariable(names.Fresh("SetVariable-" + kept), path, kept, current));
        }

        body["activities"] = activities;
        loop["body"] = body;
        return loop;
    }

    // In a loop within the loop, the current value is the inner one's.
    private static bool IsReadInside(Step loop) =>
        loop
            .Steps.SelectMany(static s => s.WithDescendants())
            .Where(static s => s.Kind == StepKind.ForEach)
            .SelectMany(static s => s.Steps.SelectMany(static b => b.WithDescendants()))
            .SelectMany(static s => s.Templates())
            .SelectMany(static t => t.Expressions)
            .SelectMany(static e => e.References)
            .Any(r => r.Root == loop.As);

    private JsonArray Below(Step step, string parent) => [.. step.Steps.Select(s => (JsonNode)Step(s, parent))];

    private JsonObject SetVariable(string id, string parent, string variable, JsonObject value)
    {
        var node = Activity(id, "Elsa.SetVariable", parent, LocalizedText.Both(variable));
        node["variable"] = ElsaExport.Variable(variable);
        node["value"] = value;
        return node;
    }

    private JsonObject Value(Template template, string place, string key) =>
        ElsaValues.Fixed(template) ?? Script(template, "Object", place, key);

    private JsonObject Script(Template template, string type, string place, string key)
    {
        var made = JavaScript.Of(template, sorts, Read);
        Note(made, place, key);
        return ElsaValues.Script(type, made.Text);
    }

    private (string Script, int Used)? Read(NameRead reference) => names.Read(reference, loops);

    private void Note(JavaScript made, string place, string content)
    {
        Missing.AddRange(made.Missing.Select(m => new NoCounterpart(place, m, content)));
        Missing.AddRange(names.Noted.Select(n => new NoCounterpart(place, n.Name, n.Content)));
        names.Noted.Clear();
    }
}
