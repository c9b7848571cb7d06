using System.Collections.Immutable;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>Runs the recorded examples of an activity made of YAML: the real planner, and what its programs wrote once.</summary>
/// <remarks>Source: language.md 1.1, <c>examples</c>.</remarks>
/// <param name="made">The activity.</param>
/// <param name="real">Gives the activities that are carried out: those that read what programs wrote, and conditions.</param>
public sealed class MadeExamples(MadeActivity made, Func<string, IActivity?> real)
{
    private const string StepId = "example";

    /// <summary>Runs all of them.</summary>
    /// <param name="keepsRuns">Whether the results hold the journals of their runs.</param>
    public async Task<(ImmutableArray<ScenarioResult> Results, Coverage Coverage)> RunAsync(bool keepsRuns = true)
    {
        var results = ImmutableArray.CreateBuilder<ScenarioResult>();
        var coverage = new Coverage(made.Body, new Places(made.Body), undoing: false);
        foreach (var example in made.Examples)
        {
            var runner = new ScenarioRunner(Around(example.Inputs), real)
            {
                Coverage = coverage,
                Below = StepPath.Root.Step(StepId),
                KeepsRuns = keepsRuns,
            };
            results.Add(await runner.RunAsync(ScenarioOf(example)).ConfigureAwait(false));
        }

        return (results.ToImmutable(), coverage);
    }

    // One step of the activity, as a runbook would have it: so its types and its own codes hold.
    private Runbook Around(Value inputs)
    {
        var span = new Span(1, 1, 1);
        var step = new Step
        {
            Kind = StepKind.Call,
            Id = StepId,
            Span = span,
            Activity = made.Info,
            Called = made.Body,
            With = [.. inputs.Members.Select(m => new NamedTemplate(m.Key, new Template.Literal(m.Value, span), span))],
        };
        return made.Body with
        {
            Id = StepId,
            Inputs = [],
            Variables = [],
            Steps = [step],
            Already = null,
            Outputs =
            [
                .. made.Info.Outputs.Select(o => new NamedTemplate(
                    o.Name,
                    new Template.Whole(RunbookLoader.ReadExpression($"steps.{StepId}.outputs.{o.Name}", new Findings(StepId))!, span),
                    span
                )),
            ],
        };
    }

    private Scenario ScenarioOf(RecordedExample example) =>
        new(LocalizedText.Both(example.Name), example.Span)
        {
            Station = Value.MapOf(("platform", Value.Of("linux"))),
            Recorded = path => example.Programs.GetValueOrDefault(StepPath.Parse(path).Last.Id),
            Expect = new()
            {
                Outcome = (example.Fails is null ? "succeeded" : "failed", example.Span),
                Code = example.Fails is { } code ? (code, example.Span) : null,
                Outputs = [.. (example.Gives ?? Value.EmptyMap).Members.Select(m => (m.Key, Typed(m.Key, m.Value), example.Span))],
            },
        };

    private Value Typed(string name, Value value) =>
        made.Info.Output(name) is { } output ? new Language.Descriptors.Bounds(output.Type, output.Choices).Take(value) ?? value : value;
}
