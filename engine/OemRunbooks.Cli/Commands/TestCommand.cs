using System.CommandLine;
using System.Diagnostics;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook test [PATH…]</c>.</summary>
internal static class TestCommand
{
    /// <summary>What people are told about it.</summary>
    internal static Verb[] Verbs { get; } =
    [
        new("test", VerbGroup.Leads,
            "runbook test client-update --coverage-min 90",
            new Exit(1, "test nie przeszedł albo pokrycie jest za małe", "a test failed or coverage is too low"),
            new Exit(130, "przerwano --watch", "--watch was interrupted")),
    ];

    internal static Command Create(Globals globals)
    {
        var paths = new Argument<string[]>(globals.Say("ŚCIEŻKA", "PATH"))
        {
            Description = globals.Say("pliki testów, runbooki (pliki lub nazwy) albo katalogi; domyślnie cała biblioteka", "test files, runbooks (files or names) or directories; default: the whole library"),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var least = new Option<int?>("--coverage-min")
        {
            Description = globals.Say("najmniejsze pokrycie w procentach; mniejsze jest niepowodzeniem", "least coverage in percent; less is a failure"),
            HelpName = globals.Say("PROCENT", "PERCENT"),
        };
        var record = new Option<string?>("--record") { Description = globals.Say("zamienić przebieg na test scenariuszowy", "turn a run into a scenario test"), HelpName = globals.Say("PRZEBIEG", "RUN") };
        var output = new Option<string?>("--out") { Description = globals.Say("z --record: plik testów, do którego dopisać", "with --record: the test file to add it to"), HelpName = globals.Say("PLIK", "FILE") };
        var watch = new Option<bool>("--watch") { Description = globals.Say("uruchamiać od nowa po każdej zmianie pliku; Ctrl-C kończy", "run again after each change of a file; Ctrl-C ends it") };
        return globals.Does(
            new Command("test", globals.Say("Uruchamia testy scenariuszowe runbooków, bez stanowiska (--format text, json lub junit).", "Runs scenario tests of runbooks, without a station (--format text, json or junit).")) { paths, least, record, output, watch },
            async (parse, ui, cancellation) =>
            {
                if (parse.GetValue(record) is { } run)
                {
                    return Show(ui, await TestRecording.RecordAsync(globals.Open(parse, ui), run, parse.GetValue(output)).ConfigureAwait(false), parse.GetValue(output));
                }

                var format = globals.FormatOf(parse, "text", "json", "junit");

                if (parse.GetValue(least) is < 0 or > 100)
                {
                    return WrongUse(ui, ui.Say("--coverage-min to procent od 0 do 100", "--coverage-min is a percentage from 0 to 100"));
                }

                var changes = parse.GetValue(watch) ? new TestWatch(globals.Open(parse, ui), parse.GetValue(paths) ?? []) : null;
                var exit = await OnceAsync(ui, globals.Open(parse, ui), format, parse.GetValue(paths) ?? [], parse.GetValue(least)).ConfigureAwait(false);
                if (changes is null)
                {
                    return exit;
                }

                using var stop = new Interrupts(static () => { }, cancellation);
                await foreach (var changed in changes.ChangesAsync(stop.Token).ConfigureAwait(false))
                {
                    ui.Out.WriteLine();
                    ui.Out.WriteLine(ui.Say($"zmieniono: {Visible.Text(changed)}", $"changed: {Visible.Text(changed)}"));
                    await OnceAsync(ui, globals.Open(parse, ui), format, parse.GetValue(paths) ?? [], parse.GetValue(least)).ConfigureAwait(false);
                }

                return ExitCode.Interrupted;
            });
    }

    private static int Show(Ui ui, RecordedTest test, string? file)
    {
        foreach (var fact in test.LeftOut.Concat(test.Differences))
        {
            ui.Warn(fact);
        }

        foreach (var finding in test.Findings.All)
        {
            ui.Error.WriteLine(DiagnosticText.Render(finding, ui.Messages, ui.Language, test.Findings.Text));
        }

        if (file is null)
        {
            ui.Out.Write(test.Yaml);
        }
        else
        {
            ui.Out.WriteLine(ui.Say($"Dopisano test do {Visible.Text(file)}", $"Added the test to {Visible.Text(file)}"));
        }

        return test.IsGood ? ExitCode.Good : ExitCode.Bad;
    }

    private static async Task<int> OnceAsync(Ui ui, Workplace work, string format, string[] paths, int? least)
    {
        var begin = Stopwatch.GetTimestamp();
        var files = new List<TestedFile>();
        foreach (var target in new TestTargets(work).Of(paths).DistinctBy(static t => t.Runbook).ToList())
        {
            files.Add(await TestedFile.RunAsync(target).ConfigureAwait(false));
        }

        Show(ui, format, files, Stopwatch.GetElapsedTime(begin));
        return files.Exists(static f => f.IsBad) ? ExitCode.WrongUse : Enough(ui, files, least) && files.TrueForAll(static f => f.Failed == 0) ? ExitCode.Good : ExitCode.Bad;
    }

    private static void Show(Ui ui, string format, List<TestedFile> files, TimeSpan took)
    {
        switch (format)
        {
            case "json":
                ui.Json(new TestJson(ui.Messages, ui.Language).Document(files, took));
                break;
            case "junit":
                ui.Out.Write(new TestJunit(ui.Messages, ui.Language).Document(files, took));
                break;
            default:
                new TestText(ui).Show(files, took);
                break;
        }
    }

    private static bool Enough(Ui ui, List<TestedFile> files, int? least)
    {
        var below = files.Where(f => f.Coverage is { } coverage && (f.Target.Tests is null ? 0 : coverage.Percent) < least).ToList();
        foreach (var file in below)
        {
            ui.Fail(Faults.TestCoverageLow(file.Name, file.Target.Tests is null ? 0 : file.Coverage!.Percent, least!.Value));
        }

        return below.Count == 0;
    }

    private static int WrongUse(Ui ui, string reason) => ui.Fail(Faults.UsageWrong(reason));
}
