using System.CommandLine;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workshop.Exports;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook export NAME --to elsa</c>.</summary>
internal static class ExportCommand
{
    /// <summary>What people are told about it.</summary>
    internal static Verb[] Verbs { get; } =
    [
        new("export", VerbGroup.Leads, "runbook export client-update --to elsa --out client-update.elsa.json"),
    ];

    internal static Command Create(Globals globals)
    {
        var name = new Argument<string>(globals.Say("NAZWA|PLIK", "NAME|FILE")) { Description = globals.Say("runbook: nazwa, alias lub plik", "the runbook: name, alias or file") };
        var to = new Option<string>("--to") { Description = globals.Say("dokąd: elsa (definicja przepływu Elsa 3, JSON)", "for whom: elsa (an Elsa 3 workflow definition, JSON)"), HelpName = "elsa", Required = true };
        var target = new Option<string?>("--out") { Description = globals.Say("plik (domyślnie standardowe wyjście)", "the file (default: standard output)"), HelpName = "FILE" };
        return globals.Does(
            new Command("export", globals.Say("Zapisuje runbook w postaci dla innego silnika.", "Writes a runbook in the form of another engine.")) { name, to, target },
            (parse, ui, _) =>
            {
                if (parse.GetValue(to) is not "elsa")
                {
                    throw new CodedException(Faults.InputInvalid("--to", "elsa", parse.GetValue(to)));
                }

                if (Definitions.Load(ui, globals.Open(parse, ui), parse.GetValue(name)!) is not { } runbook)
                {
                    return Task.FromResult(ExitCode.WrongUse);
                }

                var export = new ElsaExport(runbook, ui.Language);
                var text = export.Write();
                if (parse.GetValue(target) is { } file)
                {
                    File.WriteAllText(file, text);
                }
                else
                {
                    ui.Out.Write(text);
                }

                foreach (var missing in export.Missing)
                {
                    ui.Error.WriteLine(ui.Say(
                        $"bez odpowiednika w Elsie: {(missing.Place.Length > 0 ? missing.Place + ": " : "")}{missing.Key} ({Visible.Text(missing.Content)})",
                        $"no counterpart in Elsa: {(missing.Place.Length > 0 ? missing.Place + ": " : "")}{missing.Key} ({Visible.Text(missing.Content)})"));
                }

                return Task.FromResult(ExitCode.Good);
            });
    }
}
