using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.References;

/// <summary>An input is declared, and nothing reads it: a technician would be asked for nothing.</summary>
internal sealed class UnusedInput(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0220;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Input(InputDefinition input)
    {
        if (!On.Reads("inputs", input.Name))
        {
            Found(Faults.RB0220(input.Name), input.Span);
        }
    }
}
