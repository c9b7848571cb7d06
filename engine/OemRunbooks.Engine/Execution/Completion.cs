using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Execution;

/// <summary>How a call of an activity came back.</summary>
internal abstract record Completion
{
    private Completion() { }

    /// <summary>It has an outcome.</summary>
    internal record Ended(Outcome Outcome) : Completion;

    /// <summary>A look at the world came to an outcome: the work was there, whole or in part.</summary>
    internal sealed record Found(Finding What, Outcome Outcome) : Ended(Outcome);

    /// <summary>A look at the world came to nothing: the work is to be run from the start.</summary>
    internal sealed record NotBegun : Completion;

    /// <summary>It was told to stop before it was done.</summary>
    internal sealed record Stopped : Completion;

    /// <summary>The journal can't be written: nothing more is done.</summary>
    internal sealed record Broken(CodedException Error) : Completion;
}
