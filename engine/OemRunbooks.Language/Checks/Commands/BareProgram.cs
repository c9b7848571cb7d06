using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.Commands;

/// <summary>A program is named without its path: nothing searches for it, as a shell would.</summary>
internal sealed class BareProgram(Subject on) : Check(on)
{
    // A shell does these itself: there is no program of such a name.
    private static readonly string[] OfShells =
    [
        "alias",
        "cd",
        "eval",
        "exit",
        "export",
        "read",
        "set",
        "source",
        "ulimit",
        "umask",
        "unset",
    ];

    internal override string Code => Codes.RB0801;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Step(Step step, StepPlace place)
    {
        foreach (var (program, span) in CommandLine.Programs(step))
        {
            if (program.Length > 0 && !program.AsSpan().ContainsAny('/', '\\') && !program.Any(char.IsWhiteSpace))
            {
                var fault = Faults.RB0801(program, CommandLine.Whole(program));
                Found(
                    program == "cd" ? fault.Advising(Says.ForeignDirectory)
                        : OfShells.Contains(program) ? fault.Advising(Says.CommandOfShell)
                        : fault,
                    span
                );
            }
        }
    }
}
