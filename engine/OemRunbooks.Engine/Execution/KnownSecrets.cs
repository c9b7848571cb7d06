using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Execution;

/// <summary>Makes a run's secrets known to its redactor before anything is written, not only when the first step asks for them.</summary>
/// <remarks>
/// A log that an early step collects may hold the key that a late step uses, and a person may type it as an ordinary input. A runbook that
/// needs
/// no key still packs files in which one may stand: so whatever the environment holds under a name such as <c>…_KEY</c> is a secret too. A
/// secret that can't be
/// resolved is passed over here: the step that needs it says so. Source: journal.md, "Secrets never appear".
/// </remarks>
public static class KnownSecrets
{
    private const int ShortestValue = 8;
    private static readonly string[] Tokens = ["KEY", "SECRET", "TOKEN", "PASSWORD", "PASSWD", "PASSPHRASE"];

    // They name a file and a directory, which stand in messages and must stay readable.
    private static readonly string[] NoSecrets = ["RUNBOOK_KEY", "RUNBOOK_KEYS"];

    /// <summary>
    /// Resolves every secret that the run's inputs, the definitions' defaults and their steps name, and what else the environment holds
    /// under a secret's name.
    /// </summary>
    public static void Learn(Runbook runbook, Value inputs, ISecrets secrets, IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(environment);
        var references = inputs
            .Members.Values.Where(static v => v.Kind == ValueKind.Secret)
            .Select(static v => v.ToText())
            .Concat(RunbookLoader.Called(runbook).Prepend(runbook).SelectMany(Written))
            .Concat(environment.Where(static v => IsSecret(v.Key, v.Value)).Select(static v => "env:" + v.Key));
        foreach (var reference in references.Distinct(StringComparer.Ordinal))
        {
            try
            {
                secrets.Resolve(reference);
            }
            catch (CodedException)
            {
                // The step that needs it fails with the same code.
            }
        }
    }

    private static bool IsSecret(string name, string value) =>
        value.Length >= ShortestValue
        && !NoSecrets.Contains(name)
        && name.ToUpperInvariant().Split('_').Any(static t => Tokens.Contains(t));

    private static IEnumerable<string> Written(Runbook runbook) =>
        runbook
            .Inputs.Where(static i => i.Type == InputType.Secret)
            .Select(static i => i.Default)
            .Concat(
                runbook
                    .AllSteps()
                    .SelectMany(static s => Of(s.Activity, s.With).Concat(s.Compensate is { } undo ? Of(undo.Action, undo.With) : []))
            )
            .OfType<Template.Literal>()
            .Select(static t => t.Value.ToText());

    private static IEnumerable<Template> Of(ActivityInfo? activity, IEnumerable<NamedTemplate> with) =>
        with.Where(w => activity?.Input(w.Name)?.Type == InputType.Secret).Select(static w => w.Template);
}
