using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Planning;

/// <summary>All that the engine knows of a run: a fold of its journal's entries.</summary>
/// <remarks>
/// The rules: nothing changes but by <see cref="Apply"/>; an entry costs the same however many came before it; what is kept is
/// bounded by the runbook (plus one line for each completed step that can be undone), not by the journal's length.
/// Source: architecture.md, ideas 1 and 2.
/// </remarks>
public sealed partial class RunState
{
    private readonly Dictionary<string, LiveStep> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<StepPath, Block> blocks = [];
    private readonly HashSet<string> skips = new(StringComparer.Ordinal);
    private readonly List<string> halfDone = [];
    private Fact? newest;

    /// <summary>The state of a run of which nothing has happened.</summary>
    /// <param name="runbook">Its definition.</param>
    public RunState(Runbook runbook) => Runbook = runbook;

    /// <summary>The definition.</summary>
    public Runbook Runbook { get; }

    /// <summary>How the run was opened, or null.</summary>
    public RunStarted? Started { get; private set; }

    /// <summary>How it ended, or null.</summary>
    public RunFinished? Finished { get; private set; }

    /// <summary>Whether it was stopped and not resumed since.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>How many departures from the runbook people made.</summary>
    public long Departures { get; private set; }

    /// <summary>The planner's logic by which the run goes on.</summary>
    public long Logic { get; private set; }

    /// <summary>Number of the newest entry.</summary>
    public long Seq { get; private set; }

    /// <summary>Paths of the activities that are running, or were when the engine stopped.</summary>
    public IEnumerable<string> InFlight =>
        nodes
            .Values.Where(static n =>
                n.State is LiveState.Running or LiveState.Interrupted && n.Step.Kind == StepKind.Action && n.Waiting is null
            )
            .Select(static n => n.Path);

    /// <summary>What steps are waiting for a person who has not answered; of a checklist, the items that are still open.</summary>
    public IEnumerable<StepWaiting> Waiting =>
        nodes
            .Values.Where(static n => n.Waiting is not null && n.State is LiveState.Running or LiveState.Interrupted)
            .Where(n => !People.IsSettled(this, n))
            .OrderBy(static n => n.StartedAt)
            .Select(n => People.StillOpen(this, n.Path));

    /// <summary>The run's failure so far: its code, arguments and step, or null.</summary>
    public (Failure Failure, string Step)? Failure => Root?.Problem is { } problem ? (problem.Failure, problem.From) : null;

    /// <summary>Paths of the steps that failed and of which something may be left, in the order in which they failed.</summary>
    public IReadOnlyList<string> HalfDone => halfDone;

    internal Invocation? Root { get; private set; }

    internal LiveStep? Find(string path) => nodes.GetValueOrDefault(path);

    /// <summary>The newest checkpoint of a running step, or null.</summary>
    public Value Checkpoint(string path) => Find(path)?.Checkpoint ?? Value.Null;

    /// <summary>When a running step was first started, or null.</summary>
    public DateTimeOffset? StartedAt(string path) => Find(path)?.StartedAt;

    /// <summary>The paths of the blocks with a time limit that enclose a step, from the inside, with their limits.</summary>
    public IEnumerable<(string Path, TimeSpan Limit)> EnclosingLimits(string path)
    {
        for (var node = Enclosing(Find(path)); node is not null; node = Enclosing(node))
        {
            if (node.Step.Timeout is { } limit)
            {
                yield return (node.Path, limit);
            }
        }

        static LiveStep? Enclosing(LiveStep? node) => node?.Owner.Owner ?? node?.Scope.Invocation.Caller;
    }

    /// <summary>Takes an entry in.</summary>
    /// <exception cref="InvalidDataException">The entry can't follow those before it.</exception>
    public RunState Apply(Entry entry)
    {
        if (Misfit(entry.Fact) is { } misfit)
        {
            throw new InvalidDataException(misfit);
        }

        Take(entry);
        Seq = entry.Seq;
        newest = entry.Fact is Sealed ? newest : entry.Fact;
        return this;
    }

    private void Take(Entry entry)
    {
        switch (entry.Fact)
        {
            case RunStarted started:
                Started = started;
                Logic = Known(started.Logic);
                Root = new Invocation(Runbook, StepPath.Root, InputValues.Typed(Runbook, started.Inputs), null);
                Register(Root.Main);
                SettleMain(Root);
                break;
            case RunInterrupted:
                IsInterrupted = true;
                break;
            case RunResumed resumed:
                Logic = Known(resumed.Logic);
                Resume();
                break;
            case RunFinished finished:
                Finished = finished;
                break;
            case StepStarted started:
                Begin(started, entry.At);
                break;
            case StepCheckpoint checkpoint:
                Live(checkpoint.Path).Checkpoint = checkpoint.Data;
                break;
            case StepReconciled reconciled:
                Live(reconciled.Path).Found = reconciled.Found;
                break;
            case StepSucceeded succeeded:
                Succeed(succeeded);
                break;
            case StepFailed failed:
                Fail(failed, entry.At);
                break;
            case StepSkipped skipped:
                var skippedNode = Create(skipped.Path, entry.At);
                Close(skippedNode, new StepResult(StepResult.Skipped, Value.EmptyMap, null));
                break;
            case StepWaiting waiting:
                Live(waiting.Path).Waiting = waiting;
                break;
            case PersonAnswered answer:
                Live(answer.Path).Answers.Add((answer, entry.At));
                break;
            case RetryScheduled retry:
                var retried = Live(retry.Path);
                retried.State = LiveState.RetryPending;
                retried.RetryUntil = retry.Until;
                break;
            case RouteTaken route:
                Take(route);
                break;
            case UndoStarted undo:
                var undoing = InvocationAt(undo.Path);
                undoing.Undoing = undo;
                undoing.UndoInterrupted = false;
                break;
            case UndoSucceeded undone:
                halfDone.Remove(undone.Path);
                ForgetInside(undone.Path);
                Undone(InvocationAt(undone.Path), failed: false);
                break;
            case UndoFailed notUndone:
                Undone(InvocationAt(notUndone.Path), failed: true);
                break;
            case Deviation deviation:
                Departures += deviation.Kind == "retry" ? 0 : 1;
                Take(deviation, entry.At);
                break;
            case Sealed:
                break;
        }
    }

    private void Begin(StepStarted started, DateTimeOffset at)
    {
        var node = nodes.GetValueOrDefault(started.Path) ?? Create(started.Path, at);
        node.State = LiveState.Running;
        node.Attempt = started.Attempt;
        node.AttemptedAt = at;
        node.Inputs = started.Inputs;
        node.Name = started.Name ?? node.Name;
        node.Problem = null;
        node.Waiting = null;
        node.Found = null;
        node.Answers.Clear();

        var step = node.Step;
        if (started.Attempt > 1)
        {
            Forget(node);
        }

        switch (step.Kind)
        {
            case StepKind.Group or StepKind.Iteration or StepKind.Wait:
                Open(node, new Block(node.At, node.Scope, node, step.Steps, 1));
                break;
            case StepKind.Parallel:
                Open(node, new Block(node.At, node.Scope, node, step.Steps, step.MaxParallel));
                break;
            case StepKind.ForEach:
                var items = ListOf(started);
                var passes = step.Collect is null ? null : new Value[items.Items.Length];
                Open(node, new Block(node.At, node.Scope, node, step.Steps, step.MaxParallel) { Items = items, Passes = passes });
                break;
            case StepKind.Call:
                node.Call = new Invocation(step.Called!, node.At, InputValues.Typed(step.Called!, started.Inputs), node);
                Register(node.Call.Main);
                SettleMain(node.Call);
                break;
            case StepKind.Action:
                break;
        }
    }

    private static long Known(long logic) =>
        logic <= Planner.LogicVersion ? logic : throw new CodedException(Faults.JournalLogicNewer(logic, Planner.LogicVersion));

    private void Take(RouteTaken route)
    {
        if (route.Taken == Route.Escalation)
        {
            var escalating = Escalating(route.Path)!;
            escalating.RuleTaken = true;
            var rule = escalating.Runbook.Escalations[route.Index];
            escalating.Current = new Block(escalating.Prefix, escalating.Scope, null, [rule.Step], 1) { Rule = route.Index };
            Register(escalating.Current);
            return;
        }

        var node = Live(route.Path);
        if (route.Taken == Route.Catch)
        {
            node.State = LiveState.Catching;
            node.CatchIndex = route.Index;
            var clause = node.Step.Catch[route.Index];
            Open(node, new Block(node.At.Catch(route.Index), node.Scope, node, clause.Steps, 1));
            return;
        }

        // A catch whose own steps failed passes their failure on, not the one that it caught.
        var problem = node.State == LiveState.Catching && node.Body?.Problem is { } inCatch ? inCatch : node.Problem!;
        var block = node.Owner;
        if (route.Taken != Route.Continue)
        {
            // A time limit's failure has arrived at the block whose limit it was: from here on it is like any other.
            problem = problem with
            {
                RollingBack = problem.RollingBack || route.Taken == Route.Rollback,
                Scope = problem.Scope == node.Path ? null : problem.Scope,
            };
            block.Problem ??= problem;
        }

        NoteClosed(node, route.Taken);
        Close(node, new StepResult(StepResult.Failed, Value.EmptyMap, problem.Failure.Code));
    }

    // A person's word stands above the runbook's: it is a fact that the planner goes by, in a replay as in the run.
    private void Take(Deviation deviation, DateTimeOffset at)
    {
        switch (deviation.Kind)
        {
            case "retry":
                Retry(deviation.Path, at);
                break;
            case "skip" when nodes.TryGetValue(deviation.Path, out var node):
                Close(node, new StepResult(StepResult.Skipped, Value.EmptyMap, null));
                break;
            case "skip":
                skips.Add(deviation.Path);
                break;
            case "repeat":
                var repeated = Live(deviation.Path);
                repeated.State = LiveState.RetryPending;
                repeated.RetryUntil = at;
                break;
            case "edit":
                Root!.Inputs = InputValues.Typed(
                    Runbook,
                    deviation.Values.Members.Aggregate(Root.Inputs, static (all, m) => all.With(m.Key, m.Value))
                );
                break;
        }
    }

    /// <summary>Whether a person said that a step that has not begun is to be skipped.</summary>
    internal bool IsSkipped(string path) => skips.Contains(path);

    private LiveStep Create(string path, DateTimeOffset at)
    {
        var place = StepPath.TryParse(path) is { IsRoot: false } parsed
            ? parsed
            : throw new InvalidDataException($"{path} is no path of a step");
        var block = blocks.GetValueOrDefault(BlockOf(place)) ?? throw new InvalidDataException($"no block is open for step {path}");
        if (!block.MayBegin || !block.NextPath().Equals(place))
        {
            throw new InvalidDataException($"step {path} can't begin here");
        }

        var (step, scope) = block.NextStep();
        var node = new LiveStep(place, step, block, scope) { StartedAt = at };
        block.Next++;
        block.Live.Add(node);
        nodes.Add(path, node);
        return node;
    }

    private void Open(LiveStep node, Block block)
    {
        node.Body = block;
        Register(block);
    }

    private void Register(Block block) => blocks[KeyOf(block)] = block;

    private void Close(LiveStep node, StepResult result)
    {
        nodes.Remove(node.Path);
        if (node.Body is { } body)
        {
            blocks.Remove(KeyOf(body));
            blocks.Remove(node.At);
        }

        if (node.Call is { } called)
        {
            blocks.Remove(called.Prefix);
            blocks.Remove(called.Prefix.Finally());
            blocks.Remove(called.Prefix.Escalation(Math.Max(0, called.Rule)));
        }

        var block = node.Owner;
        block.Live.Remove(node);
        if (block.Owner is { } around)
        {
            around.MostAttempts = Math.Max(around.MostAttempts, Math.Max(node.Attempt, node.MostAttempts));
        }

        if (node.Step.Kind == StepKind.Iteration)
        {
            EndPass(node, result);
        }
        else
        {
            block.Scope.Results[node.Step.Id] = Foreseen(node.Path, result);
        }

        if (block.IsDone && block.Owner is null)
        {
            Settle(block.Scope.Invocation);
        }
    }

    private LiveStep Live(string path) => nodes.GetValueOrDefault(path) ?? throw new InvalidDataException($"step {path} is not running");

    // A rule's step lies in the runbook itself, as the first of its steps does: its block goes by the whole path.
    private static StepPath KeyOf(Block block) => block.Rule >= 0 ? block.NextPath() : block.Prefix;

    private static StepPath BlockOf(StepPath path) => path.Last.Part == PathPart.Escalation ? path : path.Parent!;
}
