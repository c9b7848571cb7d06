using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.References;

/// <summary>A default reads an input that has no value yet: inputs get theirs in the order in which they stand.</summary>
internal sealed class DefaultReadsLaterInput(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0230;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Input(InputDefinition input)
    {
        var names = On.Runbook.Inputs.Select(static i => i.Name).ToList();
        var later = names.Skip(names.IndexOf(input.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var read in input.Default?.Expressions.SelectMany(static e => e.Names) ?? [])
        {
            if (read is { Root: "inputs", Path.Length: > 0 } && later.Contains(read.Path[0].Name))
            {
                Found(Faults.RB0230(input.Name, read.Path[0].Name), input.Span);
            }
        }
    }
}
