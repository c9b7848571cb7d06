using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Activities;

/// <summary>What an interrupted activity finds when it looks at the world.</summary>
public sealed record Reconciliation
{
    private Reconciliation(Finding? found, Outcome? outcome) => (Found, Outcome) = (found, outcome);

    /// <summary>How the work was found; null when the look itself failed.</summary>
    public Finding? Found { get; }

    /// <summary>The outcome, when there is one already; null when the work is to be run from the start.</summary>
    public Outcome? Outcome { get; }

    /// <summary>Nothing of it is there, or what was there has been cleared away: run it from the start.</summary>
    public static Reconciliation NotBegun { get; } = new(Finding.NotBegun, null);

    /// <summary>It was done.</summary>
    public static Reconciliation Done(Outcome outcome) => new(Finding.Done, outcome);

    /// <summary>It was half done, and has been finished or taken back now.</summary>
    public static Reconciliation HalfDone(Outcome outcome) => new(Finding.HalfDone, outcome);

    /// <summary>It could not be told.</summary>
    public static Reconciliation Failed(Failure failure) => new(null, Outcome.Failed(failure));

    /// <summary>The same finding with another outcome.</summary>
    public Reconciliation With(Outcome outcome) => new(Found, outcome);
}
