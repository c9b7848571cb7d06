using System.Globalization;
using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Station.Workshop.Schemas;

namespace OemRunbooks.Station.Workshop.Exports;

/// <summary>Something of a runbook that Elsa has no word for.</summary>
/// <param name="Place">The step's id, or empty for the runbook.</param>
/// <param name="Key">The key of the language.</param>
/// <param name="Content">What stood there, in short.</param>
public sealed record NoCounterpart(string Place, string Key, string Content);

/// <summary>Writes a runbook as an Elsa 3 workflow definition: steps, order, conditions and titles.</summary>
/// <remarks>
/// A flowchart of the top-level steps; blocks are sequences, parallels and loops inside it; a condition is an <c>Elsa.If</c> around its
/// step;
/// a question is an <c>Elsa.RunTask</c>, which waits until its task is reported done. Source: ADR 0008.
/// </remarks>
public sealed class ElsaExport(Runbook runbook, Locale language)
{
    private readonly List<NoCounterpart> missing = [];

    /// <summary>What was left out, in the order of the runbook.</summary>
    public IReadOnlyList<NoCounterpart> Missing => missing;

    /// <summary>The definition as JSON.</summary>
    public string Write()
    {
        var nodes = runbook.Steps.Concat(runbook.Finally).Select(s => Node(s, "Workflow1:Flowchart1")).ToList();
        foreach (var rule in runbook.Escalations)
        {
            missing.Add(new("", "escalations", $"{string.Join(", ", rule.On)} → {rule.Team}"));
        }

        if (!runbook.Finally.IsEmpty)
        {
            missing.Add(new("", "finally", string.Join(", ", runbook.Finally.Select(static s => s.Id))));
        }

        missing.AddRange(
            runbook.Inputs.Where(static i => i.Type == InputType.Secret).Select(static i => new NoCounterpart("", "secret", i.Name))
        );
        var root = Activity("Flowchart1", "Elsa.Flowchart", "Workflow1", runbook.Name);
        root["connections"] = new JsonArray([
            .. nodes.Zip(nodes.Skip(1), static (a, b) => (JsonNode)Connection((string)a["id"]!, (string)b["id"]!)),
        ]);
        root["activities"] = new JsonArray([.. nodes]);
        root["start"] = nodes.Count > 0 ? (string)nodes[0]["id"]! : null;
        return Js.Write(Document(root));
    }

    private JsonObject Document(JsonObject root) =>
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
            ["inputs"] = new JsonArray([
                .. runbook.Inputs.Select(i =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["type"] = ElsaValues.TypeOf(i.Type),
                            ["name"] = i.Name,
                            ["displayName"] = i.Title.In(language),
                            ["description"] = i.Description?.In(language) ?? "",
                            ["isArray"] = false,
                        }
                ),
            ]),
            ["outputs"] = new JsonArray([
                .. runbook.Outputs.Select(static o =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["type"] = "Object",
                            ["name"] = o.Name,
                            ["displayName"] = o.Name,
                            ["isArray"] = false,
                        }
                ),
            ]),
            ["outcomes"] = new JsonArray(),
            ["variables"] = new JsonArray([
                .. runbook.Variables.Select(static v =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = v.Name,
                            ["name"] = v.Name,
                            ["typeName"] = "Object",
                            ["isArray"] = false,
                            ["value"] = (string?)ElsaValues.Input(v.Template, "Object")["expression"]!["value"]?.ToString(),
                        }
                ),
            ]),
            ["customProperties"] = new JsonObject
            {
                ["runbookVersion"] = runbook.Version,
                ["runbookSha256"] = runbook.Source.Digest,
                ["noCounterpart"] = new JsonArray([
                    .. missing.Select(static m =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["step"] = m.Place,
                                ["key"] = m.Key,
                                ["content"] = m.Content,
                            }
                    ),
                ]),
            },
            ["root"] = root,
        };

    /// <summary>A step, inside an If when it has a condition.</summary>
    private JsonObject Node(Step step, string parent)
    {
        var text = step.When switch
        {
            Template.Whole { Expression.Text: var expression } => expression,
            Template.Literal { Value: var value } => value.ToText(),
            _ => null,
        };
        if (text is null)
        {
            return Bare(step, parent);
        }

        var id = step.Id + "-when";
        var choice = Activity(id, "Elsa.If", parent, step.Name ?? LocalizedText.Both(step.Id));
        choice["condition"] = new JsonObject
        {
            ["typeName"] = "Boolean",
            ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = ElsaValues.Script(text) },
        };
        choice["customProperties"]!["when"] = text;
        choice["then"] = Bare(step, $"{parent}:{id}");
        choice["else"] = null;
        return choice;
    }

    private JsonObject Bare(Step step, string parent)
    {
        Note(step);
        var title = step.Name ?? LocalizedText.Both(step.Id);
        var below = $"{parent}:{step.Id}";
        switch (step.Kind)
        {
            case StepKind.Group:
                return Block(step, "Elsa.Sequence", parent, title);
            case StepKind.Parallel:
                return Block(step, "Elsa.Parallel", parent, title);
            case StepKind.ForEach:
                var loop = Activity(step.Id, "Elsa.ForEach", parent, title);
                loop["items"] = ElsaValues.Input(step.In!, "Object");
                loop["customProperties"]!["as"] = step.As;
                var body = Activity(step.Id + "-body", "Elsa.Sequence", below, title);
                body["activities"] = Below(step, $"{below}:{step.Id}-body");
                loop["body"] = body;
                return loop;
            case StepKind.Call:
                var call = Activity(step.Id, "Elsa.DispatchWorkflow", parent, title);
                call["workflowDefinitionId"] = ElsaValues.Literal(step.Called!.Id);
                call["waitForCompletion"] = new JsonObject
                {
                    ["typeName"] = "Boolean",
                    ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = true },
                };
                call["input"] = step.With.FirstOrDefault(static w => w.Name == PersonActivities.CalledInputs.Name)?.Template is { } given
                    ? ElsaValues.Input(given, "ObjectDictionary")
                    : null;
                return call;
            default:
                return step.Activity!.Role == ActivityRole.Person ? Task(step, parent, title) : Work(step, parent, title);
        }
    }

    private JsonObject Work(Step step, string parent, LocalizedText title)
    {
        // An input that is called like a member of every activity gets another name.
        var node = Activity(step.Id, "OemRunbooks." + Pascal(step.Activity!.Name), parent, title);
        foreach (var given in step.With)
        {
            node[node.ContainsKey(given.Name) ? "input" + Pascal(given.Name) : given.Name] = ElsaValues.Input(
                given.Template,
                ElsaValues.TypeOf(step.Activity.Input(given.Name)?.Type ?? InputType.Any)
            );
        }

        node["customProperties"]!["activity"] = step.Activity.Name;
        return node;
    }

    private static JsonObject Payload(Step step) => ElsaValues.Input(new Template.Mapping(step.With, step.Span), "ObjectDictionary");

    private JsonObject Task(Step step, string parent, LocalizedText title)
    {
        var node = Activity(step.Id, "Elsa.RunTask", parent, title);
        node["taskName"] = ElsaValues.Literal(step.Activity!.Name);
        node["payload"] = Payload(step);
        node["customProperties"]!["activity"] = step.Activity.Name;
        return node;
    }

    private JsonObject Block(Step step, string type, string parent, LocalizedText title)
    {
        var node = Activity(step.Id, type, parent, title);
        node["activities"] = Below(step, $"{parent}:{step.Id}");
        return node;
    }

    private JsonArray Below(Step step, string parent) => [.. step.Steps.Select(s => (JsonNode)Node(s, parent))];

    private JsonObject Activity(string id, string type, string parent, LocalizedText title) =>
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

    private static JsonObject Connection(string from, string to) =>
        new()
        {
            ["source"] = new JsonObject { ["activity"] = from, ["port"] = "Done" },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        };

    private void Note(Step step)
    {
        void Left(string key, string? content)
        {
            if (content is not null)
            {
                missing.Add(new(step.Id, key, content));
            }
        }

        Left("timeout", step.Timeout?.ToString("c", CultureInfo.InvariantCulture));
        Left("onFailure", step.OnFailure == FailureRoute.Abort ? null : step.OnFailure.ToString().ToLowerInvariant());
        Left("retry", step.Retry?.MaxAttempts.ToString(CultureInfo.InvariantCulture));
        Left("compensate", step.Compensate?.Action.Name);
        Left("onInterrupted", step.OnInterrupted?.ToString().ToLowerInvariant());
        foreach (var clause in step.Catch)
        {
            Left("catch", $"{string.Join(", ", clause.On)}: {string.Join(", ", clause.Steps.Select(static s => s.Id))}");
        }

        Left(
            "maxParallel",
            step.Kind is StepKind.Parallel or StepKind.ForEach && step.MaxParallel > 1
                ? step.MaxParallel.ToString(CultureInfo.InvariantCulture)
                : null
        );
    }

    private static string Pascal(string name) =>
        string.Concat(name.Split('.', '-').Select(static p => char.ToUpperInvariant(p[0]) + p[1..]));

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
