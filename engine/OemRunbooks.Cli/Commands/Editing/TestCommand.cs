using System.CommandLine;
using System.Diagnostics;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary><c>runbook test [PATH…]</c>.</summary>
internal sealed class TestCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 30;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new(
            "test",
            VerbGroup.Leads,
            "runbook test client-update --coverage-min 90",
            new Exit(1, Says.TestTestFailedCoverageTooLow),
            new Exit(130, Says.TestWatchWasInterrupted)
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var paths = new Argument<string[]>(globals.Say(Says.WordPath))
        {
            Description = globals.Say(Says.TestTestFilesRunbooksFilesNames),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var least = new Option<int?>("--coverage-min")
        {
            Description = globals.Say(Says.TestLeastCoveragePercentLessFailure),
            HelpName = globals.Say(Says.TestPercent),
        };
        var record = new Option<string?>("--record")
        {
            Description = globals.Say(Says.TestTurnRunIntoScenarioTest),
            HelpName = globals.Say(Says.WordRunArgument),
        };
        var output = new Option<string?>("--out")
        {
            Description = globals.Say(Says.TestRecordTestFileAdd),
            HelpName = globals.Say(Says.WordFile),
        };
        var debug = new Option<string?>("--debug")
        {
            Description = globals.Say(Says.TestDebug),
            HelpName = globals.Say(Says.TestDebugName),
        };
        var watch = new Option<bool>("--watch") { Description = globals.Say(Says.TestRunAgainAfterEachChange) };
        return globals.Does(
            new Command("test", globals.Say(Says.TestRunsScenarioTestsRunbooksWithout)) { paths, least, record, output, debug, watch },
            async (parse, ui, cancellation) =>
            {
                if (parse.GetValue(record) is { } run)
                {
                    return Show(
                        ui,
                        await TestRecording.RecordAsync(globals.Open(parse, ui), run, parse.GetValue(output)).ConfigureAwait(false),
                        parse.GetValue(output)
                    );
                }

                if (parse.GetValue(debug) is { } named)
                {
                    return await new TestDebugging(ui, globals.Open(parse, ui))
                        .RunAsync(named, globals.FormatOf(parse, "text", "json"))
                        .ConfigureAwait(false);
                }

                var format = globals.FormatOf(parse, "text", "json", "junit");

                if (parse.GetValue(least) is < 0 or > 100)
                {
                    return WrongUse(ui, ui.Say(Says.TestCoverageMinPercentageFrom));
                }

                var changes = parse.GetValue(watch) ? new TestWatch(globals.Open(parse, ui), parse.GetValue(paths) ?? []) : null;
                var exit = await OnceAsync(ui, globals.Open(parse, ui), format, parse.GetValue(paths) ?? [], parse.GetValue(least))
                    .ConfigureAwait(false);
                if (changes is null)
                {
                    return exit;
                }

                using var stop = new Interrupts(static () => { }, cancellation);
                await foreach (var changed in changes.ChangesAsync(stop.Token).ConfigureAwait(false))
                {
                    ui.Out.WriteLine();
                    ui.Out.WriteLine(ui.Say(Says.TestChanged(Visible.Text(changed))));
                    await OnceAsync(ui, globals.Open(parse, ui), format, parse.GetValue(paths) ?? [], parse.GetValue(least))
                        .ConfigureAwait(false);
                }

                return ExitCode.Interrupted;
            },
            "junit"
        );
    }

    private static int Show(Ui ui, RecordedTest test, string? file)
    {
        foreach (var fact in test.LeftOut.Concat(test.Differences))
        {
            ui.Warn(fact);
        }

        foreach (var finding in test.Findings.All)
        {
            ui.Show(ui.Error, finding, test.Findings.Text);
        }

        if (file is null)
        {
            ui.Raw.Write(test.Yaml);
        }
        else
        {
            ui.Out.WriteLine(ui.Say(Says.TestAddedTest(Visible.Text(file))));
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
        foreach (var file in paths.Where(Directory.Exists).SelectMany(RunbookFiles.Misnamed))
        {
            ui.Warn(Faults.RB0016(file, RunbookFiles.Renamed(file)));
        }

        // A directory of which no test was run says nothing of its runbooks; a broken one has its own findings.
        if (paths.Length > 0 && files.TrueForAll(static f => f.Target.Tests is null && !f.IsBad))
        {
            return ui.Fail(Faults.TestNoneHere(paths[0]));
        }

        return files.Exists(static f => f.IsBad) ? ExitCode.WrongUse
            : Enough(ui, files, least) && files.TrueForAll(static f => f.Failed == 0) ? ExitCode.Good
            : ExitCode.Bad;
    }

    private static void Show(Ui ui, string format, List<TestedFile> files, TimeSpan took)
    {
        switch (format)
        {
            case "json":
                ui.Json(new TestJson(ui.Messages, ui.Language).Document(files, took));
                break;
            case "junit":
                ui.Raw.Write(new TestJunit(ui.Messages, ui.Language).Document(files, took));
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
