namespace OemRunbooks.Reports.Model;

/// <summary>Where a step stands.</summary>
public enum StepStanding
{
    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>It failed for good.</summary>
    Failed,

    /// <summary>Its condition was not fulfilled.</summary>
    Skipped,

    /// <summary>Never reached.</summary>
    Omitted,

    /// <summary>Done, and undone later.</summary>
    Compensated,

    /// <summary>Begun, not over.</summary>
    Running,

    /// <summary>A person must answer.</summary>
    Waiting,

    /// <summary>The engine stopped in its middle.</summary>
    Interrupted,

    /// <summary>Ended because the run was ended.</summary>
    Cancelled,
}

/// <summary>What an auditor may say of a step.</summary>
public enum StepManner
{
    /// <summary>The runbook provides for it; the run did not come to it.</summary>
    Planned,

    /// <summary>It was begun and has not gone through, or was undone.</summary>
    Attempted,

    /// <summary>Its activity did its work.</summary>
    Performed,

    /// <summary>Its activity looked at the station and found it right; or its effect was found after an interruption.</summary>
    Verified,

    /// <summary>Its condition was not fulfilled.</summary>
    SkippedByCondition,

    /// <summary>A person decided to skip it.</summary>
    SkippedByPerson,
}

/// <summary>What a step is.</summary>
public enum ReportStepKind
{
    /// <summary>One activity.</summary>
    Action,

    /// <summary>Steps, one after another.</summary>
    Group,

    /// <summary>Steps side by side.</summary>
    Parallel,

    /// <summary>Steps for each item of a list.</summary>
    ForEach,

    /// <summary>One pass of such a loop.</summary>
    Iteration,

    /// <summary>Another runbook.</summary>
    Call,

    /// <summary>Steps that are repeated until a condition holds.</summary>
    Wait,

    /// <summary>What is done about a caught failure.</summary>
    Catch,

    /// <summary>A team is told.</summary>
    Escalation,
}

/// <summary>The English words of the states, as they stand in the JSON report.</summary>
public static class Standings
{
    /// <summary>The word of a step's state.</summary>
    public static string Word(this StepStanding standing) =>
        standing switch
        {
            StepStanding.Succeeded => "succeeded",
            StepStanding.Failed => "failed",
            StepStanding.Skipped => "skipped",
            StepStanding.Omitted => "omitted",
            StepStanding.Compensated => "compensated",
            StepStanding.Running => "running",
            StepStanding.Waiting => "waiting",
            StepStanding.Interrupted => "interrupted",
            StepStanding.Cancelled => "cancelled",
        };

    /// <summary>The word of what may be said of a step.</summary>
    public static string Word(this StepManner manner) =>
        manner switch
        {
            StepManner.Planned => "planned",
            StepManner.Attempted => "attempted",
            StepManner.Performed => "performed",
            StepManner.Verified => "verified",
            StepManner.SkippedByCondition => "skipped-by-condition",
            StepManner.SkippedByPerson => "skipped-by-person",
        };

    /// <summary>The word of a step's kind.</summary>
    public static string Word(this ReportStepKind kind) =>
        kind switch
        {
            ReportStepKind.Action => "action",
            ReportStepKind.Group => "group",
            ReportStepKind.Parallel => "parallel",
            ReportStepKind.ForEach => "for-each",
            ReportStepKind.Iteration => "iteration",
            ReportStepKind.Call => "call",
            ReportStepKind.Wait => "wait",
            ReportStepKind.Catch => "catch",
            ReportStepKind.Escalation => "escalation",
        };
}
