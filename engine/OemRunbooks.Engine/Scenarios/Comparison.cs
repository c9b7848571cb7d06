using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;

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
            Differ(outcome.Span, "scenario.outcome", outcome.Word, story.Outcome, ("reason", Value.Of(story.Reason)));
        }

        if (expect.EscalatedTo is { } team && team.Team != story.Finished?.EscalatedTo)
        {
            Differ(team.Span, "scenario.escalated-to", team.Team ?? "–", story.Finished?.EscalatedTo ?? "–");
        }

        if (expect.Code is { } code && code.Code != story.Finished?.Failure?.Code)
        {
            Differ(code.Span, "scenario.code", code.Code ?? "–", story.Reason.Length == 0 ? "–" : story.Reason);
        }

        Journal(expect.Journal);
        Values();
        Same(expect.Skipped, "scenario.skipped", story.Skipped);
        Same(expect.Compensated, "scenario.compensated", story.Compensated);
        if (expect.Remarks is { } remarks && !remarks.Codes.SequenceEqual(story.Remarks))
        {
            Differ(remarks.Span, "scenario.remarks", Joined(remarks.Codes), Joined(story.Remarks));
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
                Add(entry.Span, "scenario.journal", ("expected", Value.Of(entry.Told)), ("types", Value.Of(Joined(story.Facts.Where(f => f.Type == entry.Type).Select(static f => f.StepPath ?? "–")))));
                return;
            }
        }
    }

    private void Defects()
    {
        if (stuck)
        {
            Add(scenario.Span, "scenario.stuck");
        }

        foreach (var error in stage.Unexpected)
        {
            Add(scenario.Span, Failures.From(error).Code);
        }

        foreach (var (path, problem) in stage.Refused)
        {
            Add(scenario.Span, "scenario.answer-refused", ("step", Value.Of(story.Places.Short(path))), ("code", Value.Of(problem.Code)));
        }

        foreach (var fault in stage.Pending)
        {
            Add(fault.Span, "scenario.fault-unused", ("step", Value.Of(fault.Step.Text)));
        }
    }

    // The first place where the ways part says more than two long lists.
    private void Path(Listed expected)
    {
        var shown = Value.Of(Joined(story.Path.Select(story.Places.Short)));
        for (var i = 0; i < Math.Max(expected.Steps.Length, story.Path.Count); i++)
        {
            var wanted = i < expected.Steps.Length ? expected.Steps[i] : null;
            var came = i < story.Path.Count ? story.Path[i] : null;
            if (wanted is not null && came is not null && wanted.Fits(came) > 0)
            {
                continue;
            }

            var at = ("number", (Value?)Value.Of(i + 1));
            if (came is null)
            {
                Add(wanted!.Span, "scenario.path-short", at, ("expected", Value.Of(wanted.Text)), ("outcome", Value.Of(story.Outcome)), ("reason", Value.Of(story.Reason)), ("path", shown));
            }
            else if (wanted is null)
            {
                Add(expected.Span, "scenario.path-long", at, ("found", Value.Of(story.Places.Short(came))), ("path", shown));
            }
            else
            {
                Add(wanted.Span, "scenario.path", at, ("expected", Value.Of(wanted.Text)), ("found", Value.Of(story.Places.Short(came))), ("path", shown));
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
                Differ(span, "scenario.output", Shown(value), Shown(story.Finished?.Outputs[name] ?? Value.Null), ("name", Value.Of(name)));
            }
        }

        foreach (var (step, field, value, span) in scenario.Expect.Inputs)
        {
            var begun = story.Started.Where(s => step.Fits(s.Key) > 0).Select(static s => s.Value).ToList();
            if (begun.Count == 0)
            {
                Add(span, "scenario.not-started", ("step", Value.Of(step.Text)));
            }
            else if (begun.Find(b => !b.Inputs[field].Equals(value.Recorded())) is { } other)
            {
                Differ(span, "scenario.input", Shown(value), Shown(other.Inputs[field]), ("step", Value.Of(story.Places.Short(other.Path))), ("field", Value.Of(field)));
            }
        }

        foreach (var (step, count, span) in scenario.Expect.Attempts)
        {
            var begun = story.Started.Where(s => step.Fits(s.Key) > 0).Select(static s => s.Value.Attempt).DefaultIfEmpty(0).Max();
            if (begun != count)
            {
                Add(span, "scenario.attempts", ("step", Value.Of(step.Text)), ("expected", Value.Of(count)), ("found", Value.Of(begun)));
            }
        }
    }

    private void Same(Listed? expected, string code, List<string> came)
    {
        if (expected is not null && (expected.Steps.Length != came.Count || expected.Steps.Where((s, i) => s.Fits(came[i]) == 0).Any()))
        {
            Differ(expected.Span, code, Joined(expected.Steps.Select(static s => s.Text)), Joined(came.Select(story.Places.Short)));
        }
    }

    private void Differ(Span span, string code, string expected, string came, (string, Value?) more = default, (string, Value?) other = default)
    {
        var arguments = Value.MapOf(("expected", Value.Of(expected)), ("found", Value.Of(came)));
        foreach (var (name, value) in ((string, Value?)[])[more, other])
        {
            arguments = value is null ? arguments : arguments.With(name, value);
        }

        found.Add(new(span, code, arguments));
    }

    private void Add(Span span, string code, params ReadOnlySpan<(string, Value?)> arguments) => found.Add(new(span, code, Value.MapOf(arguments)));

    private static string Shown(Value value) => value.IsNull ? "null" : value.ToString();

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : "–";
}
