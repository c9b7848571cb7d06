using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Wording;

/// <summary>The sign by which a step's standing is known, in lists as in drawings.</summary>
public static class Marks
{
    /// <summary>The sign of a standing.</summary>
    public static string Of(StepStanding standing) =>
        standing switch
        {
            StepStanding.Succeeded => "✓",
            StepStanding.Failed => "✗",
            StepStanding.Skipped => "↷",
            StepStanding.Omitted => "○",
            StepStanding.Compensated => "↩",
            StepStanding.Running => "▶",
            StepStanding.Waiting => "…",
            StepStanding.Interrupted => "‖",
            StepStanding.Cancelled => "⊘",
        };
}
