using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Wording;

/// <summary>The names of what a journal tells by a word of its own: kinds, routes, facts, verdicts.</summary>
/// <remarks>A word that is not known here comes from another release's journal; it stands as it is.</remarks>
internal static class Names
{
    /// <summary>What may be said of a step.</summary>
    internal static LocalizedText Of(StepManner manner) =>
        manner switch
        {
            StepManner.Planned => Says.MannerPlanned,
            StepManner.Attempted => Says.MannerAttempted,
            StepManner.Performed => Says.MannerPerformed,
            StepManner.Verified => Says.MannerVerified,
            StepManner.SkippedByCondition => Says.MannerSkippedByCondition,
            StepManner.SkippedByPerson => Says.MannerSkippedByPerson,
        };

    /// <summary>What a step is.</summary>
    internal static LocalizedText Of(ReportStepKind kind) =>
        kind switch
        {
            ReportStepKind.Action => Says.KindAction,
            ReportStepKind.Group => Says.KindGroup,
            ReportStepKind.Parallel => Says.KindParallel,
            ReportStepKind.ForEach => Says.KindForEach,
            ReportStepKind.Iteration => Says.KindIteration,
            ReportStepKind.Call => Says.KindCall,
            ReportStepKind.Wait => Says.KindWait,
            ReportStepKind.Catch => Says.KindCatch,
            ReportStepKind.Escalation => Says.KindEscalation,
        };

    /// <summary>The way that was taken after a failure.</summary>
    internal static Sentence Route(string taken, string? team) =>
        taken switch
        {
            "catch" => Says.RouteCatch,
            "continue" => Says.RouteContinue,
            "abort" => Says.RouteAbort,
            "rollback" => Says.RouteRollback,
            "escalation" => Says.RouteEscalation(team ?? ""),
            _ => LocalizedText.Both(taken),
        };

    /// <summary>What a person did instead of what the runbook prescribes.</summary>
    internal static Sentence Deviation(string? action, string by) =>
        action switch
        {
            "skip" => Says.DevSkip(by),
            "repeat" => Says.DevRepeat(by),
            "edit" => Says.DevEdit(by),
            "retry" => Says.DevRetry(by),
            _ => Says.DevOther(by, action ?? ""),
        };

    /// <summary>Why a run stopped before its end.</summary>
    internal static LocalizedText Interruption(string reason) =>
        reason switch
        {
            "signal" => Says.IntSignal,
            "waiting" => Says.IntWaiting,
            "crash" => Says.IntCrash,
            _ => LocalizedText.Both(reason),
        };

    /// <summary>How an answer came.</summary>
    internal static LocalizedText Channel(string channel) =>
        channel switch
        {
            "terminal" => Says.ChannelTerminal,
            "confirm" => Says.ChannelConfirm,
            "yes" => Says.ChannelYes,
            _ => LocalizedText.Both(channel),
        };

    /// <summary>The name of a fact about the machine; null when it has none.</summary>
    internal static LocalizedText? Fact(string key) =>
        key switch
        {
            "id" => Says.FactId,
            "customer" => Says.FactCustomer,
            "site" => Says.FactSite,
            "device" => Says.FactDevice,
            "timeZone" => Says.FactTimeZone,
            "utcOffset" => Says.FactUtcOffset,
            "name" => Says.FactName,
            "platform" => Says.FactPlatform,
            "architecture" => Says.FactArchitecture,
            "os" => Says.FactOs,
            "processors" => Says.FactProcessors,
            "memory" => Says.FactMemory,
            _ => null,
        };

    /// <summary>What a verdict on the journal means.</summary>
    internal static Sentence Verdict(string verdict) =>
        verdict switch
        {
            "VALID" => Says.VerdictValid,
            "OPEN" => Says.VerdictOpen,
            "TRUNCATED" => Says.VerdictTruncated,
            "INVALID" => Says.VerdictInvalid,
            "UNSIGNED" => Says.VerdictUnsigned,
            _ => Says.VerdictOther(verdict),
        };

    /// <summary>What a colour of the time axis means.</summary>
    internal static LocalizedText Legend(string kind) =>
        kind switch
        {
            "work" => Says.TimeLegendWork,
            "fail" => Says.TimeLegendFail,
            "wait" => Says.TimeLegendWait,
            "halt" => Says.TimeLegendHalt,
            "undone" => Says.TimeLegendUndone,
            "stop" => Says.TimeLegendStop,
            "retry" => Says.TimeLegendRetry,
            _ => LocalizedText.Both(kind),
        };

    /// <summary>The words where they begin a line: states are written to stand within a sentence.</summary>
    internal static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
