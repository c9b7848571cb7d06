using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression reads an output that the step does not have.</summary>
internal sealed class UnknownOutput(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0208;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        if (name.ReadsOutputsOf is not { } step || name.Reference.Path is not [_, _, var output, ..])
        {
            return;
        }

        var known = OutputsOf(step);
        if (!known.Contains(output.Name))
        {
            Unknown(Faults.RB0208, name.Place(output), output.Name, known);
        }
    }

    /// <summary>The outputs that a step can have.</summary>
    internal static IReadOnlyList<string> OutputsOf(Step step) =>
        step.Kind switch
        {
            StepKind.Action or StepKind.Wait => [.. step.Activity!.Outputs.Select(static o => o.Name)],
            StepKind.Call => [.. step.Called?.Outputs.Select(static o => o.Name) ?? []],
            StepKind.ForEach => step.Collect is null ? ["count"] : ["count", "passes"],
            _ => [],
        };
}
