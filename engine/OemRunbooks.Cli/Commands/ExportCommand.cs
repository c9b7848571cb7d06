using System.CommandLine;
using System.Text;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workshop.Exports;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook export NAME --to elsa</c>.</summary>
internal sealed class ExportCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 110;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("export", VerbGroup.Leads, "runbook export client-update --to elsa --out client-update.elsa.json")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var name = new Argument<string>(globals.Say(Says.WordNameFile)) { Description = globals.Say(Says.WordRunbookNameAliasFile) };
        var to = new Option<string>("--to")
        {
            Description = globals.Say(Says.ExportWhomElsaElsaWorkflowDefinition),
            HelpName = "elsa",
            Required = true,
        };
        var target = new Option<string?>("--out") { Description = globals.Say(Says.ExportFileDefaultStandardOutput), HelpName = "FILE" };
        return globals.Does(
            new Command("export", globals.Say(Says.ExportWritesRunbookFormAnotherEngine)) { name, to, target },
            (parse, ui, _) =>
            {
                if (parse.GetValue(to) is not "elsa")
                {
                    throw new CodedException(Faults.UsageWrong(ui.Say(Says.UsageOneOf("--to", parse.GetValue(to)!, "elsa"))));
                }

                if (Definitions.Load(ui, globals.Open(parse, ui), parse.GetValue(name)!) is not { } runbook)
                {
                    return Task.FromResult(ExitCode.WrongUse);
                }

                var export = new ElsaExport(runbook, ui.Language);
                var text = export.Write();
                if (parse.GetValue(target) is { } file)
                {
                    Disk.All.Save(file, Encoding.UTF8.GetBytes(text));
                }
                else
                {
                    ui.Raw.Write(text);
                }

                foreach (var missing in export.Missing)
                {
                    ui.Error.WriteLine(
                        ui.Say(
                            Says.ExportNoCounterpartElsa(
                                missing.Place.Length > 0 ? missing.Place + ": " : "",
                                missing.Key,
                                Visible.Text(missing.Content)
                            )
                        )
                    );
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }
}
