using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.References;

/// <summary>A variable is declared, and nothing reads it.</summary>
internal sealed class UnusedVariable(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0221;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Variable(NamedTemplate variable)
    {
        if (!On.Reads("vars", variable.Name))
        {
            Found(Faults.RB0221(variable.Name), variable.Span);
        }
    }
}
