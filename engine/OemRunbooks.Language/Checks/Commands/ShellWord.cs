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

        var program = CommandLine.Programs(step).Select(static p => p.Text.Split('/', '\\')[^1]).FirstOrDefault() ?? "";
        foreach (var (text, span) in CommandLine.Arguments(step))
        {
            if (Words().IsMatch(text) || (!Interpreters.Contains(program) && Inside().IsMatch(text)))
            {
                Found(Faults.RB0803(text), span);
            }
            else if (OfFiles.Contains(program) && Pattern().IsMatch(text))
            {
                Found(Faults.RB0803(text).Advising(Says.CommandPattern(text)), span);
            }
        }
    }

    // What they are given is a program of their own, in which these signs mean something.
    private static readonly string[] Interpreters =
    [
        "awk",
        "gawk",
        "grep",
        "egrep",
        "jq",
        "node",
        "perl",
        "psql",
        "python",
        "python3",
        "ruby",
        "sed",
        "sqlite3",
        "xmllint",
        "yq",
    ];

    // Their arguments are names of files: a pattern among them was meant for a shell.
    private static readonly string[] OfFiles =
    [
        "cat",
        "chmod",
        "chown",
        "cp",
        "du",
        "file",
        "gzip",
        "head",
        "ln",
        "ls",
        "md5sum",
        "mv",
        "rm",
        "rmdir",
        "sha256sum",
        "stat",
        "tail",
        "touch",
        "wc",
    ];

    // Whole arguments alone: a "$" or "|" within a pattern means something to the program.
    [GeneratedRegex(
        """\A(?:\|{1,2}|&{1,2}|;|[0-9&]?>{1,2}(?:&[0-9]|\s*[\w./-]+)?|<{1,3}(?:\s*[\w./-]+)?"""
            + """|\$[A-Za-z_]\w*(?:/.*)?|\$\([^()]+\)|`[^`]+`|~(?:/.*)?|%[A-Za-z_]+%)\z""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Words();

    // "a && b", "echo $HOME": a line of a shell in one argument.
    [GeneratedRegex("""\s(?:&&|\|\|)\s|(?:^|[\s=:])\$(?:[A-Z][A-Z0-9_]+)\b""", RegexOptions.CultureInvariant)]
    private static partial Regex Inside();

    [GeneratedRegex("""\A[\w./-]*[*?][\w.*?/-]*\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
