using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook lsp</c>.</summary>
internal sealed class LspCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 85;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("lsp", VerbGroup.Leads, "runbook lsp < /dev/null || true", new Exit(1, Says.LspEndedWithoutShutdown))];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        // What editors add on their own to whatever server they start.
        var stdio = new Option<bool>("--stdio") { Description = globals.Say(Says.LspStdio), Hidden = true };
        return globals.Does(
            new Command("lsp", globals.Say(Says.LspServesEditors)) { stdio },
            (parse, ui, _) =>
            {
                if (!Console.IsInputRedirected)
                {
                    ui.Error.WriteLine(ui.Say(Says.LspStartedByEditors));
                }

                var server = new LanguageServer.LanguageServer(
                    new(
                        Globals.Product,
                        ui.Language,
                        parse.GetValue(globals.Station)!,
                        (root, texts) => globals.Open(parse, ui, root, texts)
                    )
                    {
                        IsLanguageChosen = parse.GetResult(globals.Lang) is { Implicit: false },
                        IsStationChosen = parse.GetResult(globals.Station) is { Implicit: false },
                    }
                );

                // The input stays open: closing it would wait for whoever reads from it.
                var input = Console.OpenStandardInput();
                using var output = Console.OpenStandardOutput();
                return Task.FromResult(server.Run(input, output) == 0 ? ExitCode.Good : ExitCode.Bad);
            }
        );
    }
}
