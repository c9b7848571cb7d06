using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Comparing;

/// <summary>Which changes of an activity break the runbooks that use it.</summary>
/// <remarks>
/// What it takes may widen, what it gives may grow; the other way round a runbook is no longer fit to run, or does something else than it
/// says. Source: language.md 1.1, "Activities made of YAML": an input required, an output or code gone, a type narrowed.
/// </remarks>
internal static class Breaking
{
    internal static bool IsAllowed(string old, string @new)
    {
        var (before, after) = (Parts(old), Parts(@new));
        return after.Major > before.Major || (after.Major == before.Major && before.Major == 0 && after.Minor > before.Minor);
    }

    internal static bool Is(Change change, MadeActivity old, MadeActivity @new) =>
        (change.Part, change.Kind) switch
        {
            (RunbookPart.Output or RunbookPart.Code, ChangeKind.Removed) => true,
            (RunbookPart.Output, ChangeKind.Changed) => change.Field == "type" || change is { Field: "optional", New: "true" },
            (RunbookPart.Input, ChangeKind.Removed) => true,
            (RunbookPart.Input, ChangeKind.Added) => IsWanted(Input(@new, change.Name)),
            (RunbookPart.Input, ChangeKind.Changed) => IsNarrower(change.Field!, Input(old, change.Name), Input(@new, change.Name)),
            (RunbookPart.Activity, ChangeKind.Changed) => change is { Field: "effect", New: "station" },
            (RunbookPart.Step, _) => IsLost(change, old, @new),
            _ => false,
        };

    private static InputDefinition Input(MadeActivity activity, string name) => activity.Body.Inputs.First(i => i.Name == name);

    private static bool IsWanted(InputDefinition input) => input is { Required: true, Default: null };

    private static bool IsNarrower(string field, InputDefinition old, InputDefinition now) =>
        field switch
        {
            "type" => !IsWider(old.Type, now.Type),
            "required" or "default" => IsWanted(now) && !IsWanted(old),
            "choices" => !now.Choices.IsEmpty && old.Choices.Except(now.Choices).Any(),
            "pattern" => now.Pattern is not null,
            "min" => now.Min is { } least && !(old.Min >= least),
            "max" => now.Max is { } most && !(old.Max <= most),
            "mustExist" => now.MustExist,
            _ => false,
        };

    // Every value of the one is a value of the other.
    private static bool IsWider(InputType old, InputType now) =>
        (old, now) switch
        {
            (InputType.Integer, InputType.Number) => true,
            (InputType.File or InputType.Directory, InputType.Path) => true,
            (InputType.Choice or InputType.Version or InputType.Path or InputType.File or InputType.Directory, InputType.String) => true,
            _ => false,
        };

    // What it needs of the machine, and that it can be undone, stand in its body as steps of their own.
    private static bool IsLost(Change change, MadeActivity old, MadeActivity @new) =>
        change.Kind switch
        {
            _ when Step(old, change.Name)?.Activity?.Name == Runbook.Needing
                    || Step(@new, change.Name)?.Activity?.Name == Runbook.Needing => IsPickier(
                Step(old, change.Name),
                Step(@new, change.Name),
                change
            ),
            ChangeKind.Removed => old.Info.Undo is not null && @new.Info.Undo is null && Step(old, change.Name) is { Compensate: not null },
            _ => false,
        };

    private static bool IsPickier(Step? old, Step? now, Change change)
    {
        if (now is null || change.Kind == ChangeKind.Moved)
        {
            return false;
        }

        var (before, after) = (Given(old, "os"), Given(now, "os"));
        var fewer = after.Count > 0 && (before.Count == 0 || before.Except(after, StringComparer.Ordinal).Any());
        var raised = Flag(now) && !Flag(old);
        return change.Field switch
        {
            null => fewer || raised,
            "with.os" => fewer,
            "with.elevated" => raised,
            _ => false,
        };
    }

    private static Step? Step(MadeActivity activity, string id) => activity.Body.Steps.FirstOrDefault(s => s.Id == id);

    private static Value Literal(Step? step, string name) =>
        step?.With.FirstOrDefault(w => w.Name == name)?.Template is Template.Literal literal ? literal.Value : Value.Null;

    private static IReadOnlyList<string> Given(Step? step, string name) =>
        Literal(step, name) is { Kind: ValueKind.List } list ? [.. list.Items.Select(static i => i.ToText())] : [];

    private static bool Flag(Step? step) => Literal(step, "elevated").AsBoolean() == true;

    private static (int Major, int Minor) Parts(string version)
    {
        var parts = version.Split('.');
        return (Number(0), Number(1));

        int Number(int index) =>
            index < parts.Length
            && int.TryParse(
                parts[index],
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var n
            )
                ? n
                : 0;
    }
}
