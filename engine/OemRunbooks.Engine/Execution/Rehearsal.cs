using System.Collections.Immutable;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Execution;

/// <summary>Drives the planner over a station without changing it: each activity says what it would do.</summary>
/// <remarks>
/// People are taken to agree; an activity that sees that it would fail is taken to fail, and the routes from there are followed.
/// </remarks>
public sealed class Rehearsal
{
    private const int MostAnswers = 20;
    private readonly RunHost host;
    private readonly Runbook runbook;
    private readonly Value inputs;
    private readonly RunState state;
    private readonly StoredRun run;
    private readonly Lookout lookout;
    private readonly Footing footing;
    private readonly List<string> changed = [];
    private long seq;

    /// <summary>Prepares the rehearsal of a run.</summary>
    public Rehearsal(RunHost host, Runbook runbook, Value inputs)
    {
        lookout = new(host.Station);
        footing = new(host.Station);
        run = host.Store.Open("plan");
        this.host = host with { Station = host.Station.Watched(lookout.Note) };
        (this.runbook, this.inputs, state) = (runbook, inputs, new RunState(runbook) { IsPlan = true });
    }

    /// <summary>What the rehearsal looked at, and how it is now: a list of <c>path</c>, <c>kind</c>, <c>size</c>, <c>sha256</c>.</summary>
    public Value LookedAt() => lookout.Facts();

    /// <summary>Why the run would fail, as far as can be seen; null when it would not.</summary>
    public Failure? Failure => state.Finished?.Failure;

    /// <summary>Rehearses the run, step by step.</summary>
    public async IAsyncEnumerable<RehearsedStep> RunAsync()
    {
        await foreach (var step in StepsAsync().ConfigureAwait(false))
        {
            yield return step with
            {
                Within = WithinOf(step.Path),
            };
        }
    }

    private ImmutableArray<RehearsedCall> WithinOf(string path) =>
        [
            .. StepPath
                .Parse(path)
                .Ancestors.Select(p => (Path: p, state.Runbook.Resolve(p)?.Step))
                .Where(static c => c.Step is { Kind: StepKind.Call, Called: not null })
                .Select(static c => new RehearsedCall(c.Path.ToString(), c.Step!.Name, c.Step.Called!.Id))
                .Reverse(),
        ];

    private async IAsyncEnumerable<RehearsedStep> StepsAsync()
    {
        var caller = new ActivityCaller(host, state, run, static (_, _) => { });
        var definition = new UsedDefinition(runbook.Id, runbook.Version, runbook.Source.Digest, runbook.Source.Path);
        Apply(
            new RunStarted(
                "plan",
                definition,
                [],
                inputs.Recorded(),
                host.StationFacts,
                host.Operator,
                host.Boot,
                Planner.LogicVersion,
                host.Program,
                "pl"
            )
        );
        while (true)
        {
            switch (Planner.Next(state))
            {
                case Decision.Record { Fact: StepSkipped skipped }:
                    Apply(skipped);
                    yield return new(skipped.Path, state.Runbook.Resolve(StepPath.Parse(skipped.Path))?.Step.Name, null, null)
                    {
                        Skipped = skipped.Condition,
                    };
                    break;
                case Decision.Record { Fact: StepWaiting waiting }:
                    Apply(waiting);
                    Apply(Agreed(waiting, 1));
                    yield return new(waiting.Path, state.Find(waiting.Path)?.Name, "person." + waiting.Kind, Asked(waiting))
                    {
                        NeedsPerson = true,
                        DependsOn = DependsOn(waiting.Path),
                    };
                    break;
                case Decision.Record { Fact: StepSucceeded answered }
                    when state.Find(answered.Path) is { Step.Activity: { Role: ActivityRole.Person } } node:
                    Apply(answered with { Outputs = Answered(node) });
                    break;
                case Decision.Wait { People: [var asked, ..] }
                    when state.Find(asked) is { Waiting: { } more } node && node.Answers.Count < MostAnswers:
                    Apply(Agreed(more, node.Answers.Count + 1));
                    break;
                case Decision.Record record:
                    Apply(record.Fact);
                    break;
                case Decision.Execute execute:
                    var work = await PlanAsync(caller, execute).ConfigureAwait(false);
                    Apply(execute.Fact);
                    Doubt(execute.Fact.Path, work);
                    Apply(
                        Planner.Completed(
                            state,
                            execute.Fact.Path,
                            work.Failure is { } failure ? Outcome.Failed(failure) : Outcome.Done(work.Outputs),
                            reconciled: false
                        )
                    );
                    yield return Told(execute, work);
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
                    var next = Planner.Begin(state, delayed.Path);
                    if (next is Decision.Record block)
                    {
                        Apply(block.Fact);
                    }
                    else if (next is Decision.Execute again)
                    {
                        var repeated = await PlanAsync(caller, again).ConfigureAwait(false);
                        Apply(again.Fact);
                        Apply(
                            Planner.Completed(
                                state,
                                delayed.Path,
                                repeated.Failure is { } still ? Outcome.Failed(still) : Outcome.Done(repeated.Outputs),
                                reconciled: false
                            )
                        );
                    }

                    break;
                default:
                    yield break;
            }
        }
    }

    private async Task<PlannedWork> PlanAsync(ActivityCaller caller, Decision.Execute execute)
    {
        var info = execute.Step.Activity!;
        try
        {
            lookout.Mark();
            DemandSecrets(info, execute.Fact.Inputs);
            var call = caller.CallFor(execute.Fact.Path, 1, execute.Fact.Inputs, Value.Null);
            var work = await host.Activities[info.Name].PlanAsync(call, CancellationToken.None).ConfigureAwait(false);
            if (execute.Fact.Inputs.HoldsUnknown)
            {
                return OfUnknown(execute, work);
            }

            work = work.IsProbe ? work : work with { Outputs = Foretold(execute.Fact.Path, info, work.Outputs) };
            return (work.IsProbe || work.Failure is not null) && ChangedBefore(work.Failure) is { } path
                ? NotYetToBeTold(execute.Fact.Path, info, work, path)
                : work;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var failed = PlannedWork.Fails(Failures.From(error));
            return execute.Fact.Inputs.HoldsUnknown ? OfUnknown(execute, failed) : failed;
        }
        finally
        {
            changed.AddRange(
                info.Inputs.Where(static f => f.Changes).Select(f => Shown(execute.Fact.Inputs[f.Name].AsText())).OfType<string>()
            );
        }
    }

    // A key that is missing ends the run at the step that needs it, perhaps late: the plan says it first.
    private void DemandSecrets(ActivityInfo info, Value inputs)
    {
        foreach (var input in info.Inputs.Where(static f => f is { Type: InputType.Secret, Required: true }))
        {
            if (inputs[input.Name] is { Kind: ValueKind.Secret or ValueKind.Text } reference)
            {
                host.Secrets.Resolve(reference.ToText());
            }
        }
    }

    private string? Shown(string? path)
    {
        try
        {
            return path is { Length: > 0 } && !UnknownNames.In(path).Any() ? host.Station.Resolve(path).Shown : null;
        }
        catch (CodedException)
        {
            return null;
        }
    }

    // What an earlier step would have changed cannot be judged by how it is today: no failure, and no outputs either.
    private string? ChangedBefore(Failure? failure) =>
        lookout.LookedAtAny(changed)
        ?? failure
            ?.Arguments.Members.Values.Select(static v => v.AsText())
            .OfType<string>()
            .FirstOrDefault(t => changed.Exists(c => t == c || t.StartsWith(c + "/", StringComparison.Ordinal)));

    // What is told of a value that nobody knows yet is its name; whether the step would fail can't be told.
    private static PlannedWork OfUnknown(Decision.Execute execute, PlannedWork work)
    {
        var info = execute.Step.Activity!;
        var names = UnknownNames.In(CanonicalJson.Text(execute.Fact.Inputs)).Select(UnknownNames.Of);
        IReadOnlyList<PlannedLine> lines =
            work.Failure is null && work.Lines.Count > 0
                ? [.. work.Lines.Select(static l => l with { Effect = IsKnown(l.Effect) ? l.Effect : null })]
                : [new(Says.PlanLineWhenKnown(string.Join(", ", names)).InBoth(), Changes: info.Inputs.Any(static f => f.Changes))];
        return new(lines, Foretold(execute.Fact.Path, info, Value.EmptyMap));
    }

    private static bool IsKnown(PlannedEffect? effect) => effect is null || !UnknownNames.In(effect.Path).Any();

    // An output of which the plan says nothing is not null: only the run will know it.
    private static Value Foretold(string path, ActivityInfo info, Value known)
    {
        var id = StepPath.Parse(path).WithoutPasses.Last.Id;
        return info.Outputs.Aggregate(
            known,
            (all, o) =>
                all.Members.ContainsKey(o.Name) ? all : all.With(o.Name, Value.Unknown(UnknownNames.Of($"steps.{id}.outputs.{o.Name}")))
        );
    }

    // People are taken to agree; what else they answer, nobody knows.
    private static Value Answered(LiveStep node) =>
        Foretold(
            node.Path,
            node.Step.Activity!,
            node.Step.Activity!.Name == PersonActivities.Confirm.Name && PersonFields.Required.In(node.Inputs)
                ? NamedValue.Map(PersonFields.Confirmed.Is(true))
                : Value.EmptyMap
        );

    private void Doubt(string path, PlannedWork work)
    {
        if (!work.IsProbe && work.Failure is null && RunState.SurvivesFailure(state.Find(path)!))
        {
            state.Doubt(path);
        }
    }

    private ImmutableArray<string> DependsOn(string path) => state.OpenAt(path) is { } unknown ? [.. UnknownNames.In(unknown)] : [];

    private PlannedWork NotYetToBeTold(string step, ActivityInfo info, PlannedWork work, string path)
    {
        string Now(Failure failure, Locale language) => host.Messages.Words(failure.Code, failure.Arguments, language);
        var now = work.Failure is { } failure
            ? new LocalizedText(Now(failure, Locale.Pl), Now(failure, Locale.En))
            : Says.PlanLineNoObjection;
        var line = Says.PlanLineAfterChange(path, now).InBoth();
        var still = work.Failure is null ? work.Lines.Where(static l => l.Changes) : [];
        return new([new PlannedLine(line, Changes: false), .. still], Foretold(step, info, Value.EmptyMap));
    }

    private RehearsedStep Told(Decision.Execute execute, PlannedWork work)
    {
        var (info, compensate) = (execute.Step.Activity!, execute.Step.Compensate);
        // A line added to a log is meant to stay; it would only hide what really can't be undone.
        var changes = work.Lines.Any(l => l.Changes && (info.Undo is not null || l.Effect?.Kind != EffectKind.Appends));
        return new(execute.Fact.Path, execute.Fact.Name ?? execute.Step.Name, execute.Fact.Activity, work)
        {
            Inputs = execute.Fact.Inputs.Recorded(),
            DependsOn = DependsOn(execute.Fact.Path),
            Undoing = changes ? UndoingOf(execute.Step) : StepUndoing.NothingToUndo,
            UndoneBy =
                !changes ? null
                : compensate is not null ? LocalizedText.Both(compensate.Action.Name)
                : info.Undo,
            Problems = work.Failure is null
                ? [.. work.Lines.Select(static l => l.Effect).OfType<PlannedEffect>().Where(IsKnown).SelectMany(footing.Check)]
                : [],
        };
    }

    private static StepUndoing UndoingOf(Step step)
    {
        if (step.Compensate is not null)
        {
            return StepUndoing.ByRollback;
        }

        return step.Activity!.Undo is null ? StepUndoing.Irreversible : StepUndoing.ByHand;
    }

    private static PlannedWork Asked(StepWaiting waiting)
    {
        return PlannedWork.Of(new(Says.PlanLineAsks(PersonFields.Prompt.In(waiting.Request)).InBoth(), Changes: false));
    }

    // The plan goes on as if everybody agreed: what a refusal leads to is the scenario tests' question.
    private static PersonAnswered Agreed(StepWaiting waiting, int person)
    {
        var ticked = People.Attached(waiting.Request, NamedValue.Map(PersonFields.Ticked.Is(People.ItemIds(waiting.Request))));
        return new(waiting.Path, $"plan-{person}", "pl", "", Accepted: true, ticked, null, "plan");
    }

    private void Apply(Fact fact) => state.Apply(new Entry(++seq, host.Clock.GetUtcNow(), 0, fact));
}
