using System.Globalization;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.Commands;

/// <summary>What is allowed as an exit code is none: no program ends so.</summary>
internal sealed class NoExitCode(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0804;

    internal override CheckKind Kind => CheckKind.Strict;

    internal override void Step(Step step, StepPlace place)
    {
        foreach (var (text, span) in CommandLine.ExitCodes(step))
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                Found(Faults.RB0804(text), span);
            }
        }
    }
}
