using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Planning;

/// <summary>Where a run stands.</summary>
public enum RunStanding
{
    /// <summary>All went as prescribed.</summary>
    Succeeded,

    /// <summary>A step failed for good.</summary>
    Failed,

    /// <summary>A step failed and a team was told.</summary>
    Escalated,

    /// <summary>A step failed and what was done has been undone.</summary>
    RolledBack,

    /// <summary>A person ended it.</summary>
    Cancelled,

    /// <summary>Not over; a process is at it.</summary>
    Running,

    /// <summary>Not over; a person must answer.</summary>
    Waiting,

    /// <summary>Not over; the person has answered, and it can be resumed.</summary>
    Answered,

    /// <summary>Not over; it stopped and can be resumed.</summary>
    Interrupted,
}

/// <summary>Works out where a run stands: the one place for lists, status, reports and whatever else speaks of it.</summary>
/// <remarks>What the journal says, and whether a process holds the run; nothing else. Source: journal.md.</remarks>
public static class RunStandings
{
    /// <summary>Where a run stands.</summary>
    /// <param name="state">The run, as far as its journal goes.</param>
    /// <param name="isHeld">Whether a process is at it.</param>
    public static RunStanding Of(RunState state, bool isHeld) =>
        state switch
        {
            { Finished: { } finished } => Of(finished.Outcome),
            _ when WaitsForPeople(state) => RunStanding.Waiting,
            _ when isHeld => RunStanding.Running,
            { IsAnswered: true } => RunStanding.Answered,
            _ => RunStanding.Interrupted,
        };

    /// <summary>Where a run stands that ended so.</summary>
    public static RunStanding Of(RunOutcome outcome) =>
        outcome switch
        {
            RunOutcome.Succeeded => RunStanding.Succeeded,
            RunOutcome.Failed => RunStanding.Failed,
            RunOutcome.Escalated => RunStanding.Escalated,
            RunOutcome.RolledBack => RunStanding.RolledBack,
            RunOutcome.Cancelled => RunStanding.Cancelled,
        };

    /// <summary>Whether nothing goes on because a person is asked or has answered: a process that ends here ends as it should.</summary>
    public static bool IsAtRest(RunState state) => WaitsForPeople(state) || state.IsAnswered;

    /// <summary>The word of a run's state, as it stands in JSON.</summary>
    public static string Word(this RunStanding standing) =>
        standing switch
        {
            RunStanding.Succeeded => "succeeded",
            RunStanding.Failed => "failed",
            RunStanding.Escalated => "escalated",
            RunStanding.RolledBack => "rolled-back",
            RunStanding.Cancelled => "cancelled",
            RunStanding.Running => "running",
            RunStanding.Waiting => "waiting",
            RunStanding.Answered => "answered",
            RunStanding.Interrupted => "interrupted",
        };

    /// <summary>Whether a run in this state is over.</summary>
    public static bool IsOver(this RunStanding standing) => standing <= RunStanding.Cancelled;

    private static bool WaitsForPeople(RunState state) =>
        Planner.Next(state) is Decision.Wait { InFlight.IsEmpty: true, Delayed.IsEmpty: true, People.IsEmpty: false };
}
