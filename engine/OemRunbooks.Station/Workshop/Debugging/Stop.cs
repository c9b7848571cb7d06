using OemRunbooks.Language.Definition;

namespace OemRunbooks.Station.Workshop.Debugging;

/// <summary>Why somebody who goes through a run can stop there.</summary>
public enum StopKind
{
    /// <summary>A step, a block or a pass of a loop is about to begin.</summary>
    Begin,

    /// <summary>A step is about to be left out, for its condition is not fulfilled.</summary>
    Skip,

    /// <summary>A step is about to be undone.</summary>
    Undo,

    /// <summary>A step, or its undoing, has failed.</summary>
    Failure,

    /// <summary>The run is over, waits for a person, or was interrupted.</summary>
    End,
}

/// <summary>A place in a recorded run where somebody can stop and look around.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Path">The step; the run itself at its end.</param>
/// <param name="Entry">The entry that the stop is about, from 0; behind the last one where the journal ends without the run's end.</param>
/// <param name="Applied">How many entries have happened there.</param>
public sealed record Stop(StopKind Kind, StepPath Path, int Entry, int Applied);

/// <summary>A step in which a run is, in the text of its own runbook or activity.</summary>
/// <param name="Path">The step.</param>
/// <param name="Name">Its path within its own runbook.</param>
/// <param name="Place">Where it stands; null at the run's end.</param>
/// <param name="Owner">The runbook or activity in whose text it stands.</param>
public sealed record Frame(StepPath Path, string Name, StepPlace? Place, Runbook Owner);
