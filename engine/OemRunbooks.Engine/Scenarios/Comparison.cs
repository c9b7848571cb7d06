using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>Holds what came of a run against what its scenario expects.</summary>
internal sealed class Comparison(Scenario scenario, Story story, Stage stage, bool stuck)
{
    private readonly ImmutableArray<Mismatch>.Builder found = ImmutableArray.CreateBuilder<Mismatch>();

    internal ImmutableArray<Mismatch> Run()
    {
        Defects();
        var expect = scenario.Expect;
        if (expect.Path is { } path)
        {
            Path(path);
        }

        if (expect.Outcome is { } outcome && outcome.Word != story.Outcome)
        {
            Add(outcome.Span, Faults.ScenarioOutcome(outcome.Word, story.Outcome, story.Reason));
        }

        if (expect.EscalatedTo is { } team && team.Team != story.Finished?.EscalatedTo)
        {
            Add(team.Span, Faults.ScenarioEscalatedTo(team.Team ?? "–", story.Finished?.EscalatedTo ?? "–"));
        }

        if (expect.Code is { } code && code.Code != story.Finished?.Failure?.Code)
        {
            Add(code.Span, Faults.ScenarioCode(code.Code ?? "–", story.Reason.Length == 0 ? "–" : story.Reason));
        }

        Journal(expect.Journal);
        Values();
        Same(expect.Skipped, Faults.ScenarioSkipped, story.Skipped);
        Same(expect.Compensated, Faults.ScenarioCompensated, story.Compensated);
        if (expect.Remarks is { } remarks && !remarks.Codes.SequenceEqual(story.Remarks))
        {
            Add(remarks.Span, Faults.ScenarioRemarks(Joined(remarks.Codes), Joined(story.Remarks)));
        }

        return [.. found.OrderBy(static m => m.Span.Line).ThenBy(static m => m.Span.Column)];
    }

    // Each is looked for after the one before it; the first that does not come is told, for those after it hang on it.
    private void Journal(ImmutableArray<ExpectedEntry> entries)
    {
        var at = 0;
        foreach (var entry in entries)
        {
            while (at < story.Facts.Count && !entry.Fits(story.Facts[at]))
            {
                at++;
            }

            if (at++ >= story.Facts.Count)
            {
                Add(
                    entry.Span,
                    Faults.ScenarioJournal(
                        entry.Told,
                        Joined(story.Facts.Where(f => f.Type == entry.Type).Select(static f => f.StepPath ?? "–"))
                    )
                );
                return;
            }
        }
    }

    private void Defects()
    {
        if (stuck)
        {
            Add(scenario.Span, Faults.ScenarioStuck());
        }

        foreach (var error in stage.Unexpected)
        {
            Add(scenario.Span, Failures.From(error));
        }

        foreach (var (path, problem) in stage.Refused)
        {
            Add(scenario.Span, Faults.ScenarioAnswerRefused(story.Places.Short(path), problem.Code));
        }

        foreach (var fault in stage.Pending)
        {
            Add(fault.Span, Faults.ScenarioFaultUnused(fault.Step.Text));
        }
    }

    // The first place where the ways part says more than two long lists.
    private void Path(Listed expected)
    {
        var shown = Joined(story.Path.Select(story.Places.Short));
        for (var i = 0; i < Math.Max(expected.Steps.Length, story.Path.Count); i++)
        {
            var wanted = i < expected.Steps.Length ? expected.Steps[i] : null;
            var came = i < story.Path.Count ? story.Path[i] : null;
            if (wanted is not null && came is not null && wanted.Fits(came) > 0)
            {
                continue;
            }

            if (came is null)
            {
                Add(wanted!.Span, Faults.ScenarioPathShort(i + 1, wanted.Text, story.Outcome, story.Reason, shown));
            }
            else if (wanted is null)
            {
                Add(expected.Span, Faults.ScenarioPathLong(i + 1, story.Places.Short(came), shown));
            }
            else
            {
                Add(wanted.Span, Faults.ScenarioPath(i + 1, wanted.Text, story.Places.Short(came), shown));
            }

            return;
        }
    }

    private void Values()
    {
        foreach (var (name, value, span) in scenario.Expect.Outputs)
        {
            if (story.Finished?.Outputs[name] is not { } came || !came.Equals(value.Recorded()))
            {
                Add(span, Faults.ScenarioOutput(name, Shown(value), Shown(story.Finished?.Outputs[name] ?? Value.Null)));
            }
        }

        foreach (var (step, field, value, span) in scenario.Expect.Inputs)
        {
            var begun = story.Started.Where(s => step.Fits(s.Key) > 0).Select(static s => s.Value).ToList();
            if (begun.Count == 0)
            {
                Add(span, Faults.ScenarioNotStarted(step.Text));
            }
            else if (begun.Find(b => !b.Inputs[field].Equals(value.Recorded())) is { } other)
            {
                Add(span, Faults.ScenarioInput(story.Places.Short(other.Path), field, Shown(value), Shown(other.Inputs[field])));
            }
        }

        foreach (var (step, count, span) in scenario.Expect.Attempts)
        {
            var begun = story.Started.Where(s => step.Fits(s.Key) > 0).Select(static s => s.Value.Attempt).DefaultIfEmpty(0).Max();
            if (begun != count)
            {
                Add(span, Faults.ScenarioAttempts(step.Text, count, begun));
            }
        }
    }

    private void Same(Listed? expected, Func<string, string, Failure> fault, List<string> came)
    {
        if (expected is not null && (expected.Steps.Length != came.Count || expected.Steps.Where((s, i) => s.Fits(came[i]) == 0).Any()))
        {
            Add(expected.Span, fault(Joined(expected.Steps.Select(static s => s.Text)), Joined(came.Select(story.Places.Short))));
        }
    }

    private void Add(Span span, Failure fault) => found.Add(new(span, fault.Code, fault.Arguments));

    private static string Shown(Value value) => value.IsNull ? "null" : value.ToString();

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : "–";
}
