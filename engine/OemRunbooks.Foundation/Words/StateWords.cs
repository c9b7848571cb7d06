namespace OemRunbooks.Foundation.Words;

/// <summary>Says where a run or a step stands.</summary>
/// <remarks>By the words that stand in JSON, so that each room's own enumeration of states reads the same.</remarks>
public static class StateWords
{
    /// <summary>Where a run stands; the word itself when it is none of these.</summary>
    /// <param name="word"><c>succeeded</c>, <c>failed</c>, <c>escalated</c>, <c>rolled-back</c> …</param>
    /// <param name="team">The name of the team that was told, or null.</param>
    /// <param name="departures">How often people departed from the runbook.</param>
    /// <param name="halfDone">Whether something of a failed step may be left.</param>
    /// <param name="notUndone">Whether something was done that no rollback takes back.</param>
    public static Sentence OfRun(
        string word,
        LocalizedText? team = null,
        long departures = 0,
        bool halfDone = false,
        bool notUndone = false
    ) =>
        word switch
        {
            "succeeded" when departures > 0 => Says.RunStateSucceededDeparted(departures),
            "not-begun" => Says.RunStateNotBegun,
            "succeeded" => Says.RunStateSucceeded,
            "failed" => Says.RunStateFailed,
            "escalated" => team is null ? Says.RunStateEscalated : Says.RunStateEscalatedTo(team),
            "rolled-back" when halfDone => Says.RunStateFailedUndo,
            "rolled-back" when notUndone => Says.RunStateRolledBackPartly,
            "rolled-back" => Says.RunStateRolledBack,
            "cancelled" => Says.RunStateCancelled,
            "running" => Says.RunStateRunning,
            "waiting" => Says.RunStateWaiting,
            "answered" => Says.RunStateAnswered,
            "interrupted" => Says.RunStateInterrupted,
            "damaged" => Says.RunStateDamaged,
            _ => LocalizedText.Both(word),
        };

    /// <summary>Where a step stands; the word itself when it is none of these.</summary>
    /// <param name="word"><c>succeeded</c>, <c>failed</c>, <c>skipped</c>, <c>omitted</c> …</param>
    public static LocalizedText OfStep(string word) =>
        word switch
        {
            "succeeded" => Says.StepStateSucceeded,
            "failed" => Says.StepStateFailed,
            "skipped" => Says.StepStateSkipped,
            "omitted" => Says.StepStateOmitted,
            "pending" => Says.StepStatePending,
            "compensated" => Says.StepStateCompensated,
            "running" => Says.StepStateRunning,
            "waiting" => Says.StepStateWaiting,
            "interrupted" => Says.StepStateInterrupted,
            "cancelled" => Says.StepStateCancelled,
            _ => LocalizedText.Both(word),
        };
}
