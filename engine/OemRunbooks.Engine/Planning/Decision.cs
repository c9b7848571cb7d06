using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Planning;

/// <summary>What a run does next. The runner does this and nothing else.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Nothing but an entry: the planner knows all of it.</summary>
    /// <param name="Fact">What the entry says.</param>
    public sealed record Record(Fact Fact) : Decision
    {
        /// <summary>What the entry says.</summary>
        /// <remarks>An outcome that follows from what is recorded travels with the next entry: lost, it would be decided again.</remarks>
        public Fact Fact { get; } = Fact is StepSucceeded or StepFailed ? Fact with { IsSynced = false } : Fact;
    }

    /// <summary>Start an activity.</summary>
    /// <param name="Fact">The entry that says so.</param>
    /// <param name="Step">The step.</param>
    public sealed record Execute(StepStarted Fact, Step Step) : Decision;

    /// <summary>Ask an activity what an interruption left.</summary>
    /// <param name="Path">The step's path.</param>
    /// <param name="Step">The step.</param>
    /// <param name="Attempt">The attempt that was interrupted.</param>
    /// <param name="Inputs">The inputs that it had.</param>
    public sealed record Reconcile(string Path, Step Step, int Attempt, Value Inputs) : Decision;

    /// <summary>Schedule another attempt.</summary>
    /// <param name="Path">The step's path.</param>
    /// <param name="Attempt">The attempt to come.</param>
    /// <param name="Delay">The wait before it.</param>
    public sealed record Retry(string Path, int Attempt, TimeSpan Delay) : Decision;

    /// <summary>Undo a completed step.</summary>
    /// <param name="Fact">The entry that says so.</param>
    public sealed record Undo(UndoStarted Fact) : Decision;

    /// <summary>Nothing can be decided before something happens.</summary>
    /// <param name="InFlight">Paths of activities that are running.</param>
    /// <param name="Delayed">Attempts whose time has not come.</param>
    /// <param name="People">Paths of steps that wait for a person.</param>
    public sealed record Wait(ImmutableArray<string> InFlight, ImmutableArray<DelayedAttempt> Delayed, ImmutableArray<string> People)
        : Decision;

    /// <summary>The run is over and its last entry written.</summary>
    public sealed record Done : Decision;
}

/// <summary>An attempt whose time has not come.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Until">When it has.</param>
public readonly record struct DelayedAttempt(string Path, DateTimeOffset Until);
