namespace OemRunbooks.Engine.Planning;

/// <summary>What the planner prescribes otherwise in one version of its logic than in another, each difference by its name.</summary>
/// <remarks>
/// A journal says by which version it goes on: in <c>run.started</c>, and again in each <c>run.resumed</c>.
/// Old journals replay by theirs for ever.
/// </remarks>
internal static class Logic
{
    /// <summary>The version by which runs go on now.</summary>
    internal const int Newest = 2;

    /// <summary>
    /// What an interrupted step is found to be is a fact, <c>step.reconciled</c>, and the planner prescribes what follows;
    /// starts are compared with their intent and with whether they are repetitions. Before, the repetition of a step
    /// that was looked at was made by the runner, without its intent.
    /// </summary>
    internal static bool ReconciledFact(long version) => version >= 2;

    /// <summary>Two spellings of one name are one person. Before, each spelling counted.</summary>
    internal static bool OneNameOnePerson(long version) => version >= 2;

    /// <summary>
    /// A list of which required items are still open goes on waiting, and what was ticked before counts. Before, it failed the step.
    /// </summary>
    internal static bool TicksAddUp(long version) => version >= 2;

    /// <summary>What a failure of the planner names is said in words. Before, types had the names of the program's.</summary>
    internal static bool WordedFailures(long version) => version >= 2;

    /// <summary>
    /// What a failure may have left is a fact, and what a compensation of failed steps undoes. Before, a failed step had left nothing.
    /// </summary>
    internal static bool TellsHalfDone(long version) => version >= 2;

    /// <summary>
    /// What was given as repeatable is repeated after an interruption without asking. Before, that was a remark for the person who was
    /// asked.
    /// </summary>
    internal static bool KeepsRepeatable(long version) => version >= 2;

    /// <summary>A step that says that it changed nothing is not undone. Before, it was undone like any other.</summary>
    internal static bool UndoesOnlyChanges(long version) => version >= 2;

    /// <summary>An answer has the type that its field declares. Before, it was the text that was entered.</summary>
    internal static bool TypedAnswers(long version) => version >= 2;
}
