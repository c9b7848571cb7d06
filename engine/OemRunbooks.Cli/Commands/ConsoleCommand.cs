using System.CommandLine;
using System.Diagnostics;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Station.Runs;
using OemRunbooks.StationConsole;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook console</c>.</summary>
internal sealed class ConsoleCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 95;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("console", VerbGroup.Technicians, "timeout 2 runbook console --no-open || true", Exit.Resumable)];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var port = new Option<int>("--port") { Description = globals.Say(Says.ConsolePort), HelpName = "N" };
        var closed = new Option<bool>("--no-open") { Description = globals.Say(Says.ConsoleNoOpen) };
        return globals.Does(
            new Command("console", globals.Say(Says.ConsoleServes)) { port, closed },
            async (parse, ui, cancellation) =>
            {
                var work = globals.OpenStation(parse, ui);
                var settings = new ConsoleSettings(
                    Globals.Product,
                    work.Station.Root,
                    ui.Language,
                    (language, texts, person) => globals.OpenFor(parse, ui, language, texts, person)
                )
                {
                    Port = parse.GetValue(port),
                    ShowCode = code => ui.Error.WriteLine(ui.Say(Says.ConsoleCode(code[..4] + "-" + code[4..]))),
                };
                await using var server = await ConsoleServer.StartAsync(settings).ConfigureAwait(false);
                ui.Raw.WriteLine(server.Address);
                ui.Error.WriteLine(ui.Say(ConsoleServer.HasScripts ? Says.ConsoleListens : Says.ConsoleWithoutPage));
                if (!parse.GetValue(closed))
                {
                    Open(server.Address);
                }

                using var interrupts = new Interrupts(() => ui.Error.WriteLine(ui.Say(Says.ConsoleEnding)), cancellation);
                if (await server.ServeAsync(interrupts.Token).ConfigureAwait(false))
                {
                    ui.Error.WriteLine(ui.Say(Says.ConsoleIdle));
                }

                return ExitCode.Good;
            }
        );
    }

    // Where there is no browser, the address stands in the terminal all the same.
    private static void Open(string address)
    {
        try
        {
            using var opened = Process.Start(
                OperatingSystem.IsWindows()
                    ? new ProcessStartInfo(address) { UseShellExecute = true }
                    : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address])
                    {
                        RedirectStandardOutput = true,
                        RedirectStandardError = true,
                    }
            );
        }
        catch (Exception error)
            when (error is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // Said above.
        }
    }
}
