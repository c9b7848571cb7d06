using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Verbs;

/// <summary>Who looks for a verb. Whoever looks for one knows who they are, not what it is called.</summary>
internal enum VerbGroup
{
    Technicians,
    Tools,
    Leads,
    Auditors,
}

/// <summary>What a verb's file says about it beside its options: for whom it is, an example, and what its exit codes mean.</summary>
/// <param name="Path">The verb's words after <c>runbook</c>.</param>
/// <param name="Group">For whom it is.</param>
/// <param name="Example">Lines that work when pasted into a demo station; null for a word that only holds others together.</param>
/// <param name="Exits">What it can end with beside 0 and 2, which mean the same everywhere.</param>
internal sealed record Verb(string Path, VerbGroup Group, string? Example, params Exit[] Exits);

/// <summary>What an exit code of one verb means.</summary>
internal sealed record Exit(int Code, LocalizedText Meaning)
{
    /// <summary>A signal ended it, and it left things whole.</summary>
    internal static Exit Interrupted { get; } = new(130, Says.VerbInterruptedNothingWasChanged);

    /// <summary>A run that can be resumed.</summary>
    internal static Exit Resumable { get; } = new(130, Says.VerbInterruptedRunCanResumed);

    /// <summary>What the runbook's person or team has to do.</summary>
    internal static Exit SomebodyMustAct { get; } = new(3, Says.VerbRunWaitsPersonWasEscalated);

    /// <summary>A run that ended badly, or whose journal can't be written.</summary>
    internal static Exit BadRun { get; } = new(1, Says.VerbRunFailed);

    /// <summary>A journal that is damaged.</summary>
    internal static Exit BadJournal { get; } = new(1, Says.VerbJournalDamaged);

    /// <summary>The original knew no more than this.</summary>
    internal static Exit AsOriginal { get; } = new(1, Says.VerbAnyFailureOriginalTool);
}
