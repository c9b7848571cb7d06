using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary>What the program offers to somebody who gives no command at a terminal: what waits first.</summary>
/// <param name="ui">The terminal.</param>
/// <param name="open">Opens the station; it is looked at anew each time the menu is shown.</param>
/// <param name="globals">The options that every command of the menu is given too.</param>
internal sealed class Menu(Ui ui, Func<Workplace> open, string[] globals)
{
    private const int MostRuns = 5;
    private const int MostReports = 20;

    /// <summary>Shows it until somebody ends it.</summary>
    internal async Task<int> RunAsync()
    {
        while (true)
        {
            var work = open();
            var offers = Offers(work).ToList();
            if (
                new Choice(ui).Ask(Title(work), [.. offers.Select(static o => o.Text)]) is not { } chosen
                || offers[chosen].Words is not { } words
            )
            {
                return ExitCode.Good;
            }

            if (await words().ConfigureAwait(false) is not { } command)
            {
                continue;
            }

            // How to do the same without the menu, for whoever wants to learn it.
            ui.Error.WriteLine();
            ui.Error.WriteLine(Ui.Colour($"$ runbook {string.Join(' ', command)}", "90", ui.ErrorColour));
            await RunbookProgram.RunAsync([.. command, .. globals]).ConfigureAwait(false);
            ui.Error.Write($"\n{ui.Say(Says.MenuBack)} ");
            if (Console.In.ReadLine() is null)
            {
                return ExitCode.Good;
            }
        }
    }

    private string Title(Workplace work)
    {
        var identity = StationFile.IdentityOf(work.Station.Root);
        var whose = string.Join(", ", new[] { "customer", "site", "device" }.Select(k => identity[k].AsText()).OfType<string>());
        return ui.Say(Says.MenuTitle(whose.Length > 0 ? whose : work.Station.Root));
    }

    private IEnumerable<(string Text, Func<Task<string[]?>>? Words)> Offers(Workplace work)
    {
        foreach (var run in Open(work))
        {
            var text = run.State == "waiting" ? Says.MenuAnswer(NameOf(run), run.Id) : Says.MenuResume(NameOf(run), run.Id);
            yield return (ui.Say(text), () => Of("resume", run.Id));
        }

        yield return (ui.Say(Says.MenuStart), () => Task.FromResult(Start(work)));
        if (RootBuilder.VerbAt("console") is not null)
        {
            yield return (ui.Say(Says.MenuConsole), static () => Of("console"));
        }

        yield return (ui.Say(Says.MenuReports), () => Task.FromResult(Reports(work)));
        yield return (ui.Say(Says.MenuStation), static () => Of("station", "show"));
        yield return (ui.Say(Says.MenuHelp), static () => Of("help"));
        yield return (ui.Say(Says.MenuEnd), null);
    }

    private static Task<string[]?> Of(params string[] words) => Task.FromResult<string[]?>(words);

    private string NameOf(RunSummary run) => run.Run?.Runbook.Name.In(ui.Language) ?? run.Runbook;

    private static List<RunSummary> Open(Workplace work)
    {
        var open = new List<RunSummary>();
        foreach (var stored in work.Store.Newest().Where(static r => !r.LooksFinished).Take(4 * MostRuns))
        {
            using (stored)
            {
                if (RunSummary.Of(stored, work.Library.Loader) is { CanResume: true } run)
                {
                    open.Add(run);
                }
            }
        }

        return [.. open.OrderBy(static r => r.State == "interrupted").Take(MostRuns)];
    }

    private string[]? Start(Workplace work)
    {
        var runbooks = work
            .Library.Items.Select(i => work.Library.Loader.Load(i.Path, i.Read()).Runbook)
            .OfType<Runbook>()
            .Where(static r => !r.IsInternal)
            .ToList();
        var lines = runbooks.Select(r => $"{r.Name.In(ui.Language)}  ({r.Id})").Append(ui.Say(Says.MenuBackUp)).ToList();
        return new Choice(ui).Ask(ui.Say(Says.MenuWhich), lines) is { } chosen && chosen < runbooks.Count
            ? ["run", runbooks[chosen].Id]
            : null;
    }

    private string[]? Reports(Workplace work)
    {
        var runs = work
            .Store.Newest()
            .Take(MostReports)
            .Select(r => RunSummary.Of(r, work.Library.Loader))
            .Where(static r => r.Run is not null)
            .ToList();
        var lines = runs.Select(r => $"{NameOf(r)}, {r.Said.In(ui.Language)}  ({r.Id})").Append(ui.Say(Says.MenuBackUp)).ToList();
        if (
            new Choice(ui).Ask(ui.Say(runs.Count == 0 ? Says.RunsThereBeenNoRunStation : Says.MenuWhichRun), lines) is not { } chosen
            || chosen >= runs.Count
        )
        {
            return null;
        }

        var root = Path.Combine("var", "runbook", "runs", runs[chosen].Id);
        var page = Path.Combine(root, $"report.{ui.Language.Code()}.html");
        if (File.Exists(Path.Combine(work.Station.Root, page)))
        {
            ui.Error.WriteLine(ui.Say(Says.MenuPage(Path.Combine(work.Station.Root, page))));
        }

        return ["status", runs[chosen].Id];
    }

    /// <summary>
    /// What a bare <c>runbook</c> does: the menu at a terminal, a short help elsewhere; in a directory that is no station it says so.
    /// </summary>
    internal static Task<int> OfAsync(Globals globals, ParseResult parse, Ui ui)
    {
        if (ui.IsJson || !Ui.IsInteractive || Console.IsOutputRedirected)
        {
            return Task.FromResult(ShowShort(ui));
        }

        globals.DemandStation(parse);
        return new Menu(ui, () => globals.Open(parse, ui), [.. parse.Tokens.Select(static t => t.Value)]).RunAsync();
    }

    private static int ShowShort(Ui ui)
    {
        foreach (var line in ui.Say(Says.MenuShort).Split('\n'))
        {
            ui.Error.WriteLine(line);
        }

        return ui.Fail(Faults.UsageWrong(ui.Say(Says.UsageNoCommand)));
    }
}
