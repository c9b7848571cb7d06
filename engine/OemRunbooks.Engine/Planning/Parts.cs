using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Engine.Planning;

/// <summary>How a step ended, as expressions see it.</summary>
/// <param name="State">One of the language's step states.</param>
/// <param name="Outputs">Its outputs; an empty map when it has none.</param>
/// <param name="Code">The failure's code, or null.</param>
internal sealed record StepResult(string State, Value Outputs, string? Code)
{
    /// <summary>Whether only the run itself will know it: in plans alone.</summary>
    internal bool IsOpen { get; init; }

    internal const string Succeeded = "succeeded";
    internal const string Failed = "failed";
    internal const string Skipped = "skipped";
}

/// <summary>Why a block or run can't go on, on its way outward.</summary>
internal sealed record Problem(Failure Failure, string From, string? Scope, bool RollingBack, string? EscalatedTo);

/// <summary>Where names are looked up: a runbook's own results, or those of one pass of a loop.</summary>
internal sealed class Scope(Invocation invocation, Scope? outer, string? loopName, Value loopItem)
{
    internal Invocation Invocation { get; } = invocation;

    internal Scope? Outer { get; } = outer;

    internal string? LoopName { get; } = loopName;

    internal Value LoopItem { get; } = loopItem;

    internal Dictionary<string, StepResult> Results { get; } = new(StringComparer.Ordinal);

    internal StepResult? Find(string id)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.Results.TryGetValue(id, out var result))
            {
                return result;
            }
        }

        return null;
    }
}

/// <summary>What a live step instance is doing.</summary>
internal enum LiveState
{
    /// <summary>Its activity or body runs, or a person is asked.</summary>
    Running,

    /// <summary>The engine stopped inside its activity.</summary>
    Interrupted,

    /// <summary>Another attempt is scheduled.</summary>
    RetryPending,

    /// <summary>It failed, and its way on is not decided.</summary>
    Failed,

    /// <summary>A catch clause's steps run.</summary>
    Catching,
}

/// <summary>One live instance of a step.</summary>
internal sealed class LiveStep(StepPath at, Step step, Block owner, Scope scope)
{
    internal StepPath At { get; } = at;

    internal string Path { get; } = at.ToString();

    internal Step Step { get; } = step;

    internal Block Owner { get; } = owner;

    internal Scope Scope { get; } = scope;

    internal LiveState State { get; set; }

    /// <summary>Where it is by the table of states.</summary>
    internal StepPhase Phase =>
        State switch
        {
            LiveState.Running => Waiting is null ? StepPhase.Running : StepPhase.Asked,
            LiveState.Interrupted => Waiting is null ? StepPhase.Interrupted : StepPhase.InterruptedAsked,
            LiveState.RetryPending => StepPhase.RetryPending,
            LiveState.Failed => StepPhase.Failed,
            LiveState.Catching => StepPhase.Catching,
        };

    internal int Attempt { get; set; }

    internal Value Inputs { get; set; } = Value.EmptyMap;

    /// <summary>Its title as it was worked out; else as the definition says.</summary>
    internal LocalizedText? Name { get; set; } = step.Name;

    internal DateTimeOffset StartedAt { get; set; }

    /// <summary>When the newest attempt began.</summary>
    internal DateTimeOffset AttemptedAt { get; set; }

    internal Problem? Problem { get; set; }

    internal DateTimeOffset RetryUntil { get; set; }

    internal Block? Body { get; set; }

    internal int CatchIndex { get; set; } = -1;

    internal Invocation? Call { get; set; }

    internal StepWaiting? Waiting { get; set; }

    internal List<(PersonAnswered Answer, DateTimeOffset At)> Answers { get; } = [];

    internal Value Checkpoint { get; set; } = Value.Null;

    /// <summary>How many attempts that step of it took which took most.</summary>
    internal int MostAttempts { get; set; }

    /// <summary>What a look at the world came to since the interruption; null when nobody has looked.</summary>
    internal Finding? Found { get; set; }
}

/// <summary>Steps that run one after another, side by side, or once for each item.</summary>
internal sealed class Block(StepPath prefix, Scope scope, LiveStep? owner, ImmutableArray<Step> steps, int limit)
{
    /// <summary>What its steps lie in.</summary>
    internal StepPath Prefix { get; } = prefix;

    internal Scope Scope { get; } = scope;

    internal LiveStep? Owner { get; } = owner;

    internal ImmutableArray<Step> Steps { get; } = steps;

    /// <summary>How many may be live at a time; 0 for no limit.</summary>
    internal int Limit { get; } = limit;

    /// <summary>The list of a loop, or null.</summary>
    internal Value? Items { get; init; }

    /// <summary>For an escalation: which rule, so that its path says so; −1 otherwise.</summary>
    internal int Rule { get; init; } = -1;

    /// <summary>Whether a failed step does not stop the others (<c>finally</c>).</summary>
    internal bool KeepsGoing { get; init; }

    /// <summary>What the passes came to, by number; null for a loop that collects nothing.</summary>
    internal Value[]? Passes { get; init; }

    /// <summary>Where the names of the pass are that ended last.</summary>
    internal Scope? LastPass { get; set; }

    internal int Next { get; set; }

    internal List<LiveStep> Live { get; } = [];

    internal Problem? Problem { get; set; }

    internal int Count => Items?.Items.Length ?? Steps.Length;

    internal bool IsDone => Live.Count == 0 && (Next >= Count || (Problem is not null && !KeepsGoing));

    internal bool MayBegin => Next < Count && (Problem is null || KeepsGoing) && (Limit == 0 || Live.Count < Limit);

    internal StepPath NextPath()
    {
        if (Items is not null)
        {
            return Prefix.Pass(Next);
        }

        return Rule >= 0 ? Prefix.Escalation(Rule) : Prefix.Step(Steps[Next].Id);
    }

    internal (Step Step, Scope Scope) NextStep()
    {
        if (Items is null)
        {
            return (Steps[Next], Scope);
        }

        var loop = Owner!.Step;
        var pass = new Step
        {
            Kind = StepKind.Iteration,
            Id = NextPath().Name,
            Span = loop.Span,
            Steps = loop.Steps,
            OnFailure = loop.KeepsPasses ? FailureRoute.Continue : FailureRoute.Abort,
        };
        return (pass, new Scope(Scope.Invocation, Scope, loop.As, Items.Items[Next]));
    }
}

/// <summary>What a runbook's run is doing as a whole.</summary>
internal enum InvocationPhase
{
    /// <summary>Its steps run.</summary>
    Main,

    /// <summary>Completed steps are undone.</summary>
    Undoing,

    /// <summary>A team is told.</summary>
    Escalating,

    /// <summary>Its <c>finally</c> runs.</summary>
    Finally,

    /// <summary>It is over.</summary>
    Over,
}

/// <summary>One run of a runbook: the run itself, or one that it calls.</summary>
internal sealed class Invocation
{
    internal Invocation(Runbook runbook, StepPath prefix, Value inputs, LiveStep? caller)
    {
        Runbook = runbook;
        Prefix = prefix;
        Inputs = inputs;
        Caller = caller;
        Scope = new Scope(this, null, null, Value.Null);
        Main = new Block(prefix, Scope, null, runbook.Steps, 1);
        Current = Main;
    }

    internal Runbook Runbook { get; }

    /// <summary>What kinds of value its expressions give.</summary>
    internal ISorts Sorts => field ??= Runbook.Sorts();

    internal StepPath Prefix { get; }

    internal Value Inputs { get; set; }

    internal LiveStep? Caller { get; }

    internal Scope Scope { get; }

    internal Block Main { get; }

    internal InvocationPhase Phase { get; set; }

    /// <summary>The block of the current phase.</summary>
    internal Block Current { get; set; }

    internal Problem? Problem { get; set; }

    internal Problem? FinallyProblem { get; set; }

    internal Stack<(string Path, ResolvedCompensation How)> Compensations { get; } = new();

    internal UndoStarted? Undoing { get; set; }

    internal bool UndoInterrupted { get; set; }

    internal int Undone { get; set; }

    internal int UndoFailures { get; set; }

    internal int Rule { get; set; } = -1;

    internal bool RuleTaken { get; set; }

    internal string? EscalatedTo { get; set; }
}
