using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Yaml;

/// <summary>Keys that people bring from other tools, for which no key of ours stands: what is written instead.</summary>
internal static class ForeignWords
{
    private static readonly (string Table, string[] Words, LocalizedText Advice)[] All =
    [
        (
            "step",
            ["needs", "depends_on", "dependsOn", "depends", "depends-on", "dependencies", "requires", "after", "before"],
            Says.ForeignNeeds
        ),
        ("step", ["register", "capture", "set_output", "save_as"], Says.ForeignRegister),
        ("step", ["until", "wait_for", "waitFor", "poll"], Says.ForeignUntil),
        ("step", ["delay", "backoff", "max_attempts", "maxAttempts", "retryStrategy", "retryPolicy"], Says.ForeignRetries),
        ("step", ["env", "environment", "envs"], Says.ForeignEnv),
        ("step", ["run", "shell", "script", "command", "cmd", "exec", "bash"], Says.ForeignRun),
        ("step", ["include", "import", "import_tasks", "include_tasks", "call", "runbook", "workflow", "subworkflow"], Says.ForeignCall),
        (
            "step",
            ["loop_control", "matrix", "strategy", "with_list", "withItems", "withParam", "withSequence", "repeat", "foreach", "while"],
            Says.ForeignLoop
        ),
        (
            "step",
            ["ignore_errors", "ignoreErrors", "continue-on-error", "continue_on_error", "continueOnError", "failed_when", "allow_failure"],
            Says.ForeignIgnore
        ),
        ("step", ["else", "otherwise", "unless", "switch", "elif"], Says.ForeignElse),
        ("step", ["rescue", "except", "try", "on_failure_steps", "fallback"], Says.ForeignRescue),
        ("step", ["rollback", "undo", "revert"], Says.ForeignRollback),
        ("step", ["become", "sudo", "become_user", "runAs", "run_as"], Says.ForeignBecome),
        ("step", ["notify", "handlers", "listen"], Says.ForeignNotify),
        ("step", ["always", "ensure"], Says.ForeignAlways),
        ("step", ["then"], Says.ForeignThen),
        ("step", ["tags", "labels", "tag"], Says.ForeignTags),
        ("step", ["working-directory", "working_directory", "workingDirectory", "chdir", "cwd", "dir"], Says.ForeignDirectory),
        ("step", ["changed_when", "check_mode", "creates", "removes"], Says.ForeignChanged),
        ("step", ["delegate_to", "run_once", "local_action", "remote_user", "connection"], Says.ForeignDelegate),
        ("step", ["template", "templateRef", "container", "image"], Says.ForeignTemplate),
        ("defaults", ["onFailure", "retry", "run", "env"], Says.ForeignDefaults),
        ("runbook", ["tags", "labels", "metadata", "kind", "apiVersion"], Says.ForeignTags),
        ("runbook", ["handlers", "always", "ensure"], Says.ForeignNotify),
        ("runbook", ["templates", "spec", "entrypoint", "roles", "pre_tasks", "post_tasks", "strategy"], Says.ForeignTopSteps),
        ("step", ["outputs", "output", "return", "returns", "result"], Says.ForeignOutputs),
        ("step", ["prompt", "ask", "input", "approval", "manual"], Says.ForeignPrompt),
        ("step", ["timeout-minutes", "timeout_minutes", "timeoutMinutes", "timeoutSeconds", "timeout_seconds"], Says.ForeignTimeout),
        (
            "runbook",
            ["on", "triggers", "trigger", "schedule", "cron", "hosts", "become", "gather_facts", "runs-on", "permissions"],
            Says.ForeignTrigger
        ),
        ("runbook", ["env", "environment"], Says.ForeignTopEnv),
        ("runbook", ["needs", "depends_on", "dependsOn", "requires"], Says.ForeignTopNeeds),
    ];

    /// <summary>What to write instead of a foreign key in a mapping of a kind; null for a word of which nothing is known.</summary>
    internal static LocalizedText? Advice(string word, string table)
    {
        var found = Array.Find(All, a => a.Table == table && a.Words.Contains(word));
        return found.Words is null ? null : found.Advice;
    }
}
