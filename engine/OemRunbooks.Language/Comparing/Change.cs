namespace OemRunbooks.Language.Comparing;

/// <summary>What happened to a part of a runbook.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It stands elsewhere: in another block, or before or after others.</summary>
    Moved,

    /// <summary>It bears another name and is the same otherwise.</summary>
    Renamed,

    /// <summary>One of its fields is another one.</summary>
    Changed,
}

/// <summary>Which part of a runbook a change concerns.</summary>
public enum RunbookPart
{
    /// <summary>The runbook as a whole.</summary>
    Runbook,

    /// <summary>An input.</summary>
    Input,

    /// <summary>A variable.</summary>
    Variable,

    /// <summary>A step.</summary>
    Step,

    /// <summary>A rule of escalation.</summary>
    Escalation,

    /// <summary>An output.</summary>
    Output,

    /// <summary>A code of its own.</summary>
    Code,

    /// <summary>An activity made of YAML as a whole.</summary>
    Activity,
}

/// <summary>One difference between two runbooks, as data.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Part">To which part.</param>
/// <param name="Name">The part's name: a step's id, an input's name, the codes of a rule; empty for the runbook.</param>
/// <param name="Field">The field that changed: <c>with.target</c>, <c>timeout</c>; where it went, for a part that moved; or null.</param>
/// <param name="Old">What was there; null for nothing.</param>
/// <param name="New">What is there now; null for nothing.</param>
public sealed record Change(ChangeKind Kind, RunbookPart Part, string Name, string? Field, string? Old, string? New)
{
    /// <summary>Line of the part in the old text, from 1; 0 when it is not there.</summary>
    public int OldLine { get; init; }

    /// <summary>Line of the part in the new text, from 1; 0 when it is not there.</summary>
    public int NewLine { get; init; }

    /// <summary>Whether it changes only what people read, and nothing that is done.</summary>
    public bool IsWording =>
        Kind == ChangeKind.Changed
        && Field is { } name
        && (Part is RunbookPart.Runbook or RunbookPart.Activity ? name is not ("id" or "aliases" or "effect") : Facets.IsWording(name));

    /// <summary>Whether runbooks that use the activity may no longer be fit to run, or do something else than they say.</summary>
    public bool IsBreaking { get; init; }
}
