using System.Text.RegularExpressions;
using OemRunbooks.Language.Checks.Texts;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Checks.Commands;

/// <summary>An argument is something that only a shell would understand: a pipe, a redirection, a variable, a home directory.</summary>
internal sealed partial class ShellWord(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0803;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Step(Step step, StepPlace place)
    {
        if (ForeignBraces.IsShell(step))
        {
            return;
        }

        var words = CommandLine.Arguments(step).Where(static a => Words().IsMatch(a.Text)).Select(static a => (a.Text, a.Span)).ToList();
        foreach (var (text, span) in words)
        {
            Found(Faults.RB0803(text), span);
        }
    }

    // Whole arguments alone: a "$" or "|" within a pattern means something to the program.
    [GeneratedRegex(
        """\A(?:\|{1,2}|&{1,2}|;|[0-9&]?>{1,2}(?:&[0-9]|\s*[\w./-]+)?|<{1,3}(?:\s*[\w./-]+)?"""
            + """|\$[A-Za-z_]\w*(?:/.*)?|\$\([^()]+\)|`[^`]+`|~(?:/.*)?|%[A-Za-z_]+%)\z""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Words();
}
