namespace OemRunbooks.Language.Vocabulary;

/// <summary>The keys of an activity made of YAML. Source: language.md 1.1, "Activities made of YAML".</summary>
internal static class ActivityKeys
{
    internal static KeyTable Activity { get; } =
        new(
            "activity",
            Says.TableActivity,
            [
                new("schemaVersion", KeyKind.Word, Says.KeyRunbookSchemaVersion) { Required = true, Words = ["1.1"] },
                new("activity", KeyKind.Text, Says.KeyActivityActivity) { Required = true },
                new("version", KeyKind.Version, Says.KeyActivityVersion) { Required = true },
                new("name", KeyKind.Localized, Says.KeyActivityName) { Required = true },
                new("description", KeyKind.Localized, Says.KeyActivityDescription),
                new("inputs", KeyKind.TablesByName, Says.KeyActivityInputs) { Of = "input" },
                new("outputs", KeyKind.TablesByName, Says.KeyActivityOutputs) { Of = "output" },
                new("codes", KeyKind.TablesByName, Says.KeyActivityCodes) { Of = "ownCode" },
                new("effect", KeyKind.Word, Says.KeyActivityEffect) { Required = true, Words = ["none", "station"] },
                new("interrupted", KeyKind.Word, Says.KeyActivityInterrupted) { Words = ["rerun", "verify", "ask", "abort"] },
                new("needs", KeyKind.Table, Says.KeyActivityNeeds) { Of = "needs" },
                new("done", KeyKind.Table, Says.KeyActivityDone) { Of = "done" },
                new("undo", KeyKind.Table, Says.KeyActivityUndo) { Of = "undoing", Words = ["none"] },
                new("vars", KeyKind.Templates, Says.KeyRunbookVars),
                new("defaults", KeyKind.Table, Says.KeyRunbookDefaults) { Of = "defaults" },
                new("action", KeyKind.Activity, Says.KeyActivityAction),
                new("with", KeyKind.With, Says.KeyStepWith),
                new("steps", KeyKind.Tables, Says.KeyActivitySteps) { Of = "step" },
                new("result", KeyKind.Templates, Says.KeyActivityResult),
                new("examples", KeyKind.Tables, Says.KeyActivityExamples) { Of = "example" },
            ]
        );

    internal static KeyTable Output { get; } =
        new(
            "output",
            Says.TableOutput,
            [
                new("type", KeyKind.Word, Says.KeyReadingType) { Required = true, Words = [.. RunbookKeys.Types.Remove("secret")] },
                new("choices", KeyKind.Texts, Says.KeyInputChoices),
                new("optional", KeyKind.Flag, Says.KeyOutputOptional) { Default = "false" },
                new("description", KeyKind.Localized, Says.KeyReadingDescription),
            ]
        );

    internal static KeyTable Needs { get; } =
        new(
            "needs",
            Says.TableNeeds,
            [
                new("os", KeyKind.Texts, Says.KeyNeedsOs) { Words = ["linux", "windows", "macos"] },
                new("elevated", KeyKind.Flag, Says.KeyNeedsElevated) { Default = "false" },
                new("programs", KeyKind.Texts, Says.KeyNeedsPrograms),
            ]
        );

    internal static KeyTable Done { get; } =
        new(
            "done",
            Says.TableDone,
            [
                new("steps", KeyKind.Tables, Says.KeyDoneSteps) { Of = "step" },
                new("when", KeyKind.Condition, Says.KeyDoneWhen) { Required = true },
                new("result", KeyKind.Templates, Says.KeyDoneResult),
            ]
        );

    internal static KeyTable Undoing { get; } =
        new(
            "undoing",
            Says.TableUndoing,
            [
                new("capture", KeyKind.Tables, Says.KeyUndoingCapture) { Of = "step" },
                new("action", KeyKind.Activity, Says.KeyCompensateAction) { Required = true },
                new("with", KeyKind.With, Says.KeyCompensateWith),
            ]
        );

    internal static KeyTable Example { get; } =
        new(
            "example",
            Says.TableExample,
            [
                new("name", KeyKind.Text, Says.KeyExampleName) { Required = true },
                new("inputs", KeyKind.Plains, Says.KeyExampleInputs),
                new("programs", KeyKind.TablesByName, Says.KeyExamplePrograms) { Of = "program" },
                new("gives", KeyKind.Plains, Says.KeyExampleGives),
                new("fails", KeyKind.Text, Says.KeyExampleFails),
            ]
        );

    internal static KeyTable Program { get; } =
        new(
            "program",
            Says.TableProgram,
            [
                new("stdout", KeyKind.Text, Says.KeyProgramStdout),
                new("stderr", KeyKind.Text, Says.KeyProgramStderr),
                new("exit", KeyKind.Number, Says.KeyProgramExit)
                {
                    Min = 0,
                    Max = 255,
                    Default = "0",
                },
                new("files", KeyKind.Plains, Says.KeyProgramFiles),
            ]
        );
}
