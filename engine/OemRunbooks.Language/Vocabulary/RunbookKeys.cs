using System.Collections.Immutable;

namespace OemRunbooks.Language.Vocabulary;

/// <summary>The keys of a runbook file. Source: language.md, "Rules".</summary>
internal static class RunbookKeys
{
    /// <summary>The kinds of values that a person or a command gives.</summary>
    internal static readonly ImmutableArray<string> Types =
    [
        "string",
        "integer",
        "number",
        "boolean",
        "choice",
        "duration",
        "size",
        "file",
        "directory",
        "path",
        "list",
        "secret",
        "version",
    ];

    private const string Newest = Definition.Runbook.NewestSchema;

    internal static KeyTable Runbook { get; } =
        new(
            "runbook",
            Says.TableRunbook,
            [
                new("schemaVersion", KeyKind.Word, Says.KeyRunbookSchemaVersion) { Required = true, Words = ["1.0", "1.1"] },
                new("id", KeyKind.Id, Says.KeyRunbookId) { Required = true },
                new("aliases", KeyKind.Texts, Says.KeyRunbookAliases),
                new("version", KeyKind.Version, Says.KeyRunbookVersion) { Required = true },
                new("name", KeyKind.Localized, Says.KeyRunbookName) { Required = true },
                new("description", KeyKind.Localized, Says.KeyRunbookDescription),
                new("inputs", KeyKind.TablesByName, Says.KeyRunbookInputs) { Of = "input" },
                new("vars", KeyKind.Templates, Says.KeyRunbookVars),
                new("defaults", KeyKind.Table, Says.KeyRunbookDefaults) { Of = "defaults" },
                new("steps", KeyKind.Tables, Says.KeyRunbookSteps) { Required = true, Of = "step" },
                new("escalations", KeyKind.Tables, Says.KeyRunbookEscalations) { Of = "escalation" },
                new("finally", KeyKind.Tables, Says.KeyRunbookFinally) { Of = "step" },
                new("outputs", KeyKind.Templates, Says.KeyRunbookOutputs),
                new("codes", KeyKind.TablesByName, Says.KeyRunbookCodes) { Of = "ownCode", Since = Newest },
                new("internal", KeyKind.Flag, Says.KeyRunbookInternal) { Default = "false", Since = Newest },
            ]
        );

    internal static KeyTable OwnCode { get; } =
        new(
            "ownCode",
            Says.TableOwnCode,
            [
                new("pl", KeyKind.Text, Says.KeyOwnCodePl) { Required = true },
                new("en", KeyKind.Text, Says.KeyOwnCodeEn) { Required = true },
                new("hint", KeyKind.Localized, Says.KeyOwnCodeHint),
            ]
        );

    internal static KeyTable Input { get; } =
        new(
            "input",
            Says.TableInput,
            [
                new("type", KeyKind.Word, Says.KeyInputType) { Required = true, Words = [.. Types] },
                new("required", KeyKind.Flag, Says.KeyInputRequired) { Default = "false" },
                new("default", KeyKind.Template, Says.KeyInputDefault),
                new("choices", KeyKind.Texts, Says.KeyInputChoices),
                new("pattern", KeyKind.Text, Says.KeyInputPattern),
                new("min", KeyKind.Number, Says.KeyInputMin),
                new("max", KeyKind.Number, Says.KeyInputMax),
                new("mustExist", KeyKind.Flag, Says.KeyInputMustExist) { Default = "false" },
                new("name", KeyKind.Localized, Says.KeyInputName),
                new("description", KeyKind.Localized, Says.KeyInputDescription),
            ]
        );

    internal static KeyTable Defaults { get; } =
        new("defaults", Says.TableDefaults, [new("timeout", KeyKind.Duration, Says.KeyDefaultsTimeout)]);

    internal static KeyTable Step { get; } =
        new(
            "step",
            Says.TableStep,
            [
                new("id", KeyKind.Id, Says.KeyStepId) { Required = true },
                new("name", KeyKind.Localized, Says.KeyStepName),
                new("action", KeyKind.Activity, Says.KeyStepAction),
                new("with", KeyKind.With, Says.KeyStepWith),
                new("parallel", KeyKind.Tables, Says.KeyStepParallel) { Of = "step" },
                new("maxParallel", KeyKind.Number, Says.KeyStepMaxParallel) { Min = 1, Max = 64 },
                new("forEach", KeyKind.Table, Says.KeyStepForEach) { Of = "forEach" },
                new("steps", KeyKind.Tables, Says.KeyStepSteps) { Of = "step" },
                new("when", KeyKind.Condition, Says.KeyStepWhen),
                new("timeout", KeyKind.Duration, Says.KeyStepTimeout),
                new("onFailure", KeyKind.Word, Says.KeyStepOnFailure) { Words = ["abort", "continue", "rollback"], Default = "abort" },
                new("catch", KeyKind.Tables, Says.KeyStepCatch) { Of = "catch" },
                new("retry", KeyKind.Table, Says.KeyStepRetry) { Of = "retry" },
                new("compensate", KeyKind.Table, Says.KeyStepCompensate) { Of = "compensate" },
                new("onInterrupted", KeyKind.Word, Says.KeyStepOnInterrupted) { Words = ["rerun", "verify", "ask", "abort"] },
                new("readsOnly", KeyKind.Flag, Says.KeyStepReadsOnly) { Default = "false", Since = Newest },
                new("repeatable", KeyKind.Flag, Says.KeyStepRepeatable) { Default = "false", Since = Newest },
                new("outputs", KeyKind.TablesByName, Says.KeyStepOutputs) { Of = "reading", Since = Newest },
                new("check", KeyKind.Table, Says.KeyStepCheck) { Of = "check", Since = Newest },
                new("description", KeyKind.Localized, Says.KeyStepDescription) { Since = Newest },
                new("hint", KeyKind.Localized, Says.KeyStepHint) { Since = Newest },
                new("picture", KeyKind.Text, Says.KeyStepPicture) { Since = Newest },
                new("skippable", KeyKind.Flag, Says.KeyStepSkippable) { Default = "true", Since = Newest },
            ]
        );

    internal static KeyTable Reading { get; } =
        new(
            "reading",
            Says.TableReading,
            [
                new("from", KeyKind.Text, Says.KeyReadingFrom) { Default = "stdout" },
                new("line", KeyKind.Number, Says.KeyReadingLine),
                new("regex", KeyKind.Text, Says.KeyReadingRegex),
                new("json", KeyKind.Text, Says.KeyReadingJson),
                new("type", KeyKind.Word, Says.KeyReadingType) { Words = [.. Types.Remove("secret")], Default = "string" },
                new("choices", KeyKind.Texts, Says.KeyInputChoices),
                new("description", KeyKind.Localized, Says.KeyReadingDescription),
            ]
        );

    internal static KeyTable Check { get; } =
        new(
            "check",
            Says.TableCheck,
            [
                new("program", KeyKind.Template, Says.KeyCheckProgram) { Required = true },
                new("arguments", KeyKind.Template, Says.KeyCheckArguments),
                new("timeout", KeyKind.Duration, Says.KeyCheckTimeout) { Default = "1m" },
            ]
        );

    internal static KeyTable ForEach { get; } =
        new(
            "forEach",
            Says.TableForEach,
            [
                new("in", KeyKind.Template, Says.KeyForEachIn) { Required = true },
                new("as", KeyKind.Text, Says.KeyForEachAs) { Default = "item" },
                new("maxParallel", KeyKind.Number, Says.KeyForEachMaxParallel)
                {
                    Min = 1,
                    Max = 64,
                    Default = "1",
                },
                new("collect", KeyKind.Templates, Says.KeyForEachCollect) { Since = Newest },
                new("until", KeyKind.Condition, Says.KeyForEachUntil) { Since = Newest },
            ]
        );

    internal static KeyTable Retry { get; } =
        new(
            "retry",
            Says.TableRetry,
            [
                new("maxAttempts", KeyKind.Number, Says.KeyRetryMaxAttempts)
                {
                    Required = true,
                    Min = 1,
                    Max = 100,
                },
                new("delay", KeyKind.Duration, Says.KeyRetryDelay) { Default = "1s" },
                new("backoff", KeyKind.Number, Says.KeyRetryBackoff)
                {
                    Min = 1,
                    Max = 10,
                    Default = "1",
                },
                new("maxDelay", KeyKind.Duration, Says.KeyRetryMaxDelay) { Default = "5m" },
                new("on", KeyKind.Codes, Says.KeyRetryOn),
            ]
        );

    internal static KeyTable Catch { get; } =
        new(
            "catch",
            Says.TableCatch,
            [
                new("on", KeyKind.Codes, Says.KeyCatchOn) { Required = true },
                new("steps", KeyKind.Tables, Says.KeyCatchSteps) { Of = "step" },
                new("then", KeyKind.Word, Says.KeyCatchThen) { Words = ["continue", "abort", "rollback"], Default = "continue" },
            ]
        );

    internal static KeyTable Compensate { get; } =
        new(
            "compensate",
            Says.TableCompensate,
            [
                new("action", KeyKind.Activity, Says.KeyCompensateAction) { Required = true },
                new("with", KeyKind.With, Says.KeyCompensateWith),
                new("when", KeyKind.Texts, Says.KeyCompensateWhen)
                {
                    Words = ["completed", "failed"],
                    Default = "completed",
                    Since = Newest,
                },
            ]
        );

    internal static KeyTable Escalation { get; } =
        new(
            "escalation",
            Says.TableEscalation,
            [
                new("on", KeyKind.Codes, Says.KeyEscalationOn) { Required = true },
                new("team", KeyKind.Text, Says.KeyEscalationTeam) { Required = true },
                new("attach", KeyKind.Template, Says.KeyEscalationAttach),
                new("note", KeyKind.Template, Says.KeyEscalationNote),
            ]
        );
}
