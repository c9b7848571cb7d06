using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.Commands;

/// <summary>A program is named without its path: nothing searches for it, as a shell would.</summary>
internal sealed class BareProgram(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0801;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Step(Step step, StepPlace place)
    {
        foreach (var (program, span) in CommandLine.Programs(step))
        {
            if (program.Length > 0 && !program.AsSpan().ContainsAny('/', '\\') && !program.Any(char.IsWhiteSpace))
            {
                Found(Faults.RB0801(program), span);
            }
        }
    }
}
