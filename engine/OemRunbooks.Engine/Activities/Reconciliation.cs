using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Engine.Activities;

/// <summary>What an interrupted activity finds when it looks at the world.</summary>
public sealed record Reconciliation
{
    private Reconciliation(Outcome? outcome) => Outcome = outcome;

    /// <summary>The outcome, when the work was found done or was finished now (or can't be); null when it is to be run from the start.</summary>
    public Outcome? Outcome { get; }

    /// <summary>Nothing of it is there, or what was there has been undone: run it from the start.</summary>
    public static Reconciliation NotBegun { get; } = new((Outcome?)null);

    /// <summary>It was done, or has been finished now.</summary>
    public static Reconciliation Done(Outcome outcome) => new(outcome);
}
