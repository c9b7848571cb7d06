using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.LanguageServer;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Cli.Commands;

/// <summary>What the verbs have in common that editors start and speak to over standard input and output.</summary>
internal static class EditorStreams
{
    /// <summary>Gives a verb its work.</summary>
    /// <param name="globals">The options that every command has.</param>
    /// <param name="command">The verb.</param>
    /// <param name="started">What a person is told who started it on a terminal.</param>
    /// <param name="serve">Serves one client; 0 when it ended as it should.</param>
    internal static Command Command(Globals globals, Command command, Sentence started, Func<ServerSettings, Stream, Stream, int> serve)
    {
        // What editors add on their own to whatever server they start.
        command.Options.Add(new Option<bool>("--stdio") { Description = globals.Say(Says.LspStdio), Hidden = true });
        return globals.Does(
            command,
            (parse, ui, _) =>
            {
                if (!Console.IsInputRedirected)
                {
                    ui.Error.WriteLine(ui.Say(started));
                }

                var settings = new ServerSettings(
                    Globals.Product,
                    ui.Language,
                    parse.GetValue(globals.Station)!,
                    (root, texts) => globals.Open(parse, ui, root, texts)
                )
                {
                    IsLanguageChosen = parse.GetResult(globals.Lang) is { Implicit: false },
                    IsStationChosen = parse.GetResult(globals.Station) is { Implicit: false },
                };

                // The input stays open: closing it would wait for whoever reads from it.
                var input = Console.OpenStandardInput();
                using var output = Console.OpenStandardOutput();
                return Task.FromResult(serve(settings, input, output) == 0 ? ExitCode.Good : ExitCode.Bad);
            }
        );
    }
}
