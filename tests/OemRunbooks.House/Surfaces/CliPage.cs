using System.CommandLine;
using System.Text;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>The reference of the command line is made from the tree of commands. Source: style.md, 3.11.</summary>
public sealed class CliPage
{
    [Theory]
    [InlineData("pl", Locale.Pl)]
    [InlineData("en", Locale.En)]
    public void The_reference_of_the_command_line_is_as_the_program(string directory, Locale language) =>
        Approved.SameFile($"docs/{directory}/reference/cli.md", new Writer(language).Page());

    private sealed class Writer(Locale language)
    {
        private readonly StringBuilder text = new();
        private readonly RootCommand root = RootBuilder.Build(language);

        internal string Page()
        {
            Line(
                Say(
                    "<!-- Plik wygenerowany z drzewa poleceń: " + Approved.Command + " -->",
                    "<!-- Generated from the tree of commands: " + Approved.Command + " -->"
                )
            );
            Line(Say("# Wiersz poleceń", "# Command line"));
            Line();
            Line(
                Say(
                    "Każde polecenie, jego argumenty, opcje, przykład i kody wyjścia. To samo na miejscu: `runbook POLECENIE --help`.",
                    "Every verb with its arguments, options, example and exit codes. The same on the spot: `runbook COMMAND --help`."
                )
            );
            Line(
                Say(
                    "Przykłady działają w stanowisku, które buduje `runbook demo`; pokazane nazwy plików są nazwami dla Linuksa.",
                    "The examples work in a station that `runbook demo` builds; file names are shown as they are on Linux."
                )
            );
            Line();
            Line(
                Say(
                    "Wszędzie znaczy to samo: `0` zrobione i w porządku, `2` złe użycie albo złe dane. Przy poleceniach są tylko "
                        + "pozostałe [kody wyjścia](exit-codes.md).",
                    "Two codes mean the same everywhere: `0` done and good, `2` wrong use or bad input. With the verbs stand only "
                        + "the other [exit codes](exit-codes.md)."
                )
            );
            Line();
            Line(Say("## Opcje każdego polecenia", "## Options of every verb"));
            Line();
            Options(root.Options.Where(static o => !o.Hidden));
            foreach (var (group, title) in Groups())
            {
                Line();
                Line($"## {title}");
                foreach (var verb in RootBuilder.Verbs.Where(v => v.Group == group))
                {
                    Verb(verb);
                }
            }

            return text.ToString();
        }

        private IEnumerable<(VerbGroup Group, string Title)> Groups() =>
            [
                (VerbGroup.Technicians, Say("Dla technika", "For technicians")),
                (VerbGroup.Tools, Say("Narzędzia, jak oryginalne", "Tools, as the original ones")),
                (VerbGroup.Leads, Say("Dla lidera wsparcia", "For support leads")),
                (VerbGroup.Auditors, Say("Dla audytora", "For auditors")),
            ];

        private void Verb(Verb verb)
        {
            var command = Tree.At(root, verb.Path);
            Line();
            Line($"### runbook {verb.Path}");
            Line();
            Line(command.Description ?? "");
            if (command.Subcommands.Count > 0 && command.Action is null)
            {
                return;
            }

            Line();
            Line("```text");
            Line(new HelpPage(language).Synopsis(command, " " + verb.Path));
            Line("```");
            if (command.Arguments.Count > 0)
            {
                Line();
                Table(Say("argument", "argument"), command.Arguments.Select(static a => (a.Name, a.Description)));
            }

            var own = command.Options.Where(static o => !o.Hidden).ToList();
            if (own.Count > 0)
            {
                Line();
                Options(own);
            }

            if (verb.Example is { } example)
            {
                Line();
                Line("```bash");
                Line(example);
                Line("```");
            }

            if (verb.Exits.Length > 0)
            {
                Line();
                Table(Say("kod", "code"), verb.Exits.Select(e => ($"{e.Code}", (string?)e.Meaning.In(language))));
            }
        }

        private void Options(IEnumerable<Option> options) =>
            Table(
                Say("opcja", "option"),
                options.Select(o =>
                    (HelpPage.Names(o), (string?)(o.Description + (o.Required && !IsSaid(o) ? Say(" (wymagana)", " (required)") : "")))
                )
            );

        private static bool IsSaid(Option option) =>
            option.Description is { } text
            && (text.Contains("(wymagan", StringComparison.Ordinal) || text.Contains("(required", StringComparison.Ordinal));

        private void Table(string head, IEnumerable<(string Name, string? Meaning)> rows)
        {
            Line($"| {head} | {Say("znaczenie", "meaning")} |");
            Line("| --- | --- |");
            foreach (var (name, meaning) in rows)
            {
                Line($"| `{Cell(name)}` | {Cell(meaning ?? "")} |");
            }
        }

        private static string Cell(string words) =>
            words.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);

        private void Line(string line = "") => text.Append(line).Append('\n');

        private string Say(string pl, string en) => language == Locale.Pl ? pl : en;
    }
}
