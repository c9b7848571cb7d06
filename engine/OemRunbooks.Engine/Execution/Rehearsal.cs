using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Definition;
using OemRunbooks.Engine.Journal;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Values;

namespace OemRunbooks.Engine.Execution;

/// <summary>One step of a rehearsed run.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Title">Its title, or null.</param>
/// <param name="Activity">Its activity, or null for a block.</param>
/// <param name="Work">What it would do; null for a block or a skipped step.</param>
/// <param name="Skipped">The condition that was not fulfilled, or null.</param>
public sealed record RehearsedStep(string Path, LocalizedText? Title, string? Activity, PlannedWork? Work, string? Skipped);

/// <summary>Drives the planner over a station without changing it: each activity says what it would do.</summary>
/// <remarks>People are taken to agree; an activity that sees that it would fail is taken to fail, and the routes from there are followed.</remarks>
public sealed class Rehearsal(RunHost host, Runbook runbook, Value inputs)
{
    private const int MostAnswers = 20;
    private readonly RunState state = new(runbook);
    private readonly RunDirectory directory = RunDirectory.Of(host.Station, "plan");
    private readonly List<string> changed = [];
    private long seq;

    /// <summary>Why the run would fail, as far as can be seen; null when it would not.</summary>
    public Failure? Failure => state.Finished?.Failure;

    /// <summary>Rehearses the run, step by step.</summary>
    public async IAsyncEnumerable<RehearsedStep> RunAsync()
    {
        var caller = new ActivityCaller(host, state, directory, static (_, _) => { });
        var definition = new UsedDefinition(runbook.Id, runbook.Version, runbook.Source.Digest, runbook.Source.Path);
        Apply(new RunStarted("plan", definition, [], inputs.Recorded(), host.StationFacts, host.Operator, host.Boot, Planner.LogicVersion, host.Program, "pl"));
        while (true)
        {
            switch (Planner.Next(state))
            {
                case Decision.Record { Fact: StepSkipped skipped }:
                    Apply(skipped);
                    yield return new(skipped.Path, null, null, null, skipped.Condition);
                    break;
                case Decision.Record { Fact: StepWaiting waiting }:
                    Apply(waiting);
                    Apply(Agreed(waiting, 1));
                    yield return new(waiting.Path, state.Find(waiting.Path)?.Step.Name, "person." + waiting.Kind, Asked(waiting), null);
                    break;
                case Decision.Wait { People: [var asked, ..] } when state.Find(asked) is { Waiting: { } more } node && node.Answers.Count < MostAnswers:
                    Apply(Agreed(more, node.Answers.Count + 1));
                    break;
                case Decision.Record record:
                    Apply(record.Fact);
                    break;
                case Decision.Execute execute:
                    var work = await PlanAsync(caller, execute).ConfigureAwait(false);
                    Apply(execute.Fact);
                    Apply(Planner.Completed(state, execute.Fact.Path, work.Failure is { } failure ? Outcome.Failed(failure) : Outcome.Done(work.Outputs), reconciled: false));
                    yield return new(execute.Fact.Path, execute.Step.Name, execute.Fact.Activity, work, null);
                    break;
                case Decision.Retry retry:
                    Apply(new RetryScheduled(retry.Path, retry.Attempt, 0, DateTimeOffset.UnixEpoch));
                    break;
                case Decision.Undo undo:
                    Apply(undo.Fact);
                    Apply(new UndoSucceeded(undo.Fact.Path, Value.EmptyMap));
                    break;
                case Decision.Wait { Delayed: [var delayed, ..] }:
                    // Another attempt would see the same station: it is taken to fail the same way.
                    if (Planner.Begin(state, delayed.Path) is Decision.Execute again)
                    {
                        var repeated = await PlanAsync(caller, again).ConfigureAwait(false);
                        Apply(again.Fact);
                        Apply(Planner.Completed(state, delayed.Path, repeated.Failure is { } still ? Outcome.Failed(still) : Outcome.Done(repeated.Outputs), reconciled: false));
                    }

                    break;
                default:
                    yield break;
            }
        }
    }

    private async Task<PlannedWork> PlanAsync(ActivityCaller caller, Decision.Execute execute)
    {
        try
        {
            var call = caller.CallFor(execute.Fact.Path, 1, execute.Fact.Inputs, Value.Null);
            var work = await host.Activities[execute.Step.Activity!.Name].PlanAsync(call, CancellationToken.None).ConfigureAwait(false);
            var planned = work.Failure is { } failure && ChangedBefore(failure) is { } path ? NotYetToBeTold(execute.Step.Activity, failure, path) : work;
            changed.AddRange(execute.Step.Activity.Inputs.Where(static f => f.Changes).Select(f => execute.Fact.Inputs[f.Name].AsText()).OfType<string>());
            return planned;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return PlannedWork.Fails(Failures.From(error));
        }
    }

    // What an earlier step would have changed cannot be judged by how it is today: no failure, and no outputs either.
    private string? ChangedBefore(Failure failure) => failure.Arguments.Members.Values
        .Select(static v => v.AsText()).OfType<string>()
        .FirstOrDefault(t => changed.Exists(c => t == c || t.StartsWith(c + "/", StringComparison.Ordinal)));

    private PlannedWork NotYetToBeTold(ActivityInfo info, Failure failure, string path)
    {
        string Now(Language language) => host.Messages.Words(failure.Code, failure.Arguments, language);
        var line = new LocalizedText(
            $"da się ocenić dopiero po wcześniejszym kroku, który zmieni „{path}” (teraz: {Now(Language.Pl)})",
            $"can be judged only after the earlier step that changes \"{path}\" (now: {Now(Language.En)})");
        return new([new PlannedLine(line, Changes: false)], Value.MapOf([.. info.Outputs.Select(static o => (o.Name, (Value?)Value.Null))]));
    }

    private static PlannedWork Asked(StepWaiting waiting)
    {
        var prompt = waiting.Request["prompt"];
        var (pl, en) = prompt.Kind == ValueKind.Map ? (prompt["pl"].ToText(), prompt["en"].ToText()) : (prompt.ToText(), prompt.ToText());
        return PlannedWork.Of(new(new LocalizedText($"zapyta osobę: {pl}", $"asks a person: {en}"), Changes: false));
    }

    // The plan goes on as if everybody agreed: what a refusal leads to is the scenario tests' question.
    private static PersonAnswered Agreed(StepWaiting waiting, int person)
    {
        var ticked = waiting.Request["items"].Items.Select(static (item, i) => Value.Of(People.ItemId(item, i)));
        return new(waiting.Path, $"plan-{person}", "pl", "", Accepted: true, Value.MapOf(("ticked", Value.List(ticked))), null, "plan");
    }

    private void Apply(Fact fact) => state.Apply(new Entry(++seq, host.Clock.GetUtcNow(), 0, fact));
}
