using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Testing.Disks;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>The outcome comes first, the reports after it; what kept them from being written is made up for by the next command.</summary>
public sealed class ReportsLater
{
    private static readonly string[] Names = ["report.en.html", "report.en.md", "report.json", "report.pl.html", "report.pl.md"];

    [Fact]
    public async Task When_the_outcome_is_told_it_is_on_the_disk_and_no_report_is()
    {
        using var station = new TestStation();
        var told = 0;
        var view = new QuietView
        {
            AtEnd = result =>
            {
                told++;
                Assert.Equal(RunOutcome.Succeeded, result.Finished?.Outcome);
                Assert.Empty(result.Reports);
                Assert.Empty(Reports(station));
                Assert.Contains(Work(station).Run("r1").Read(), static e => e.Fact is RunFinished);
            },
        };
        var result = await StartAsync(station, view);
        Assert.Equal(1, told);
        Assert.Equal(Names, Reports(station).Keys);
        Assert.Equal(Names, result.Reports.Select(static r => Path.GetFileName(r)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Wherever_the_writer_of_reports_dies_nothing_is_half_written_and_the_next_one_finishes()
    {
        using var station = new TestStation();
        await StartAsync(station, new QuietView());
        var whole = Reports(station);
        var deaths = 0;
        for (var operation = 1; ; operation++)
        {
            Remove(station, Names);
            var disk = FaultyDisk.Dying(operation);
            try
            {
                ReportFiles.Complete(Work(station, disk), Work(station, disk).Run("r1"));
            }
            catch (PowerLostException)
            {
                deaths++;
            }

            disk.LosePower(operation % 2 == 0 ? Survives.Everything : Survives.Half);
            Assert.All(Reports(station), there => Assert.Equal(whole[there.Key], there.Value));
            ReportFiles.Complete(Work(station), Work(station).Run("r1"));
            Assert.Equal(whole, Reports(station));
            Assert.Empty(station.Leftovers());
            if (!disk.HasStruck)
            {
                break;
            }
        }

        // Five files are opened, written, synced and renamed.
        Assert.True(deaths > 15, $"it died {deaths} times");
    }

    [Theory]
    [InlineData("status", "r1")]
    [InlineData("report", "r1")]
    [InlineData("runs")]
    [InlineData("resume", "r1")]
    public void A_run_that_is_killed_once_it_has_told_its_outcome_has_its_reports_after_the_next_command(params string[] command)
    {
        using var station = new TestStation();
        using (var run = station.Start("run", "hardware-drift", "--run-id", "r1"))
        {
            Assert.Contains("succeeded", run.ReadUntil("journal.jsonl"), StringComparison.OrdinalIgnoreCase);
            run.Kill();
            run.Wait();
        }

        Assert.All(Reports(station).Values, static text => Assert.True(text.EndsWith('\n'), "a half report"));

        // Killed too late to miss any, it is as if all but one had come.
        Remove(station, "report.json");
        var next = station.Run(command);
        Assert.Equal(command[0] == "resume" ? 2 : 0, next.ExitCode);
        Assert.Equal(Names, Reports(station).Keys);
        Assert.Empty(station.Leftovers());
        Assert.Contains("\"reports\":\"same\"", station.Run("journal", "verify", "r1", "--format", "json").Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cant_be_written_keeps_nobody_from_looking()
    {
        using var station = new TestStation();
        await StartAsync(station, new QuietView());
        Remove(station, Names);
        ReportFiles.Complete(Work(station, FaultyDisk.Failing(1, forGood: true)), Work(station).Run("r1"));
        Assert.Empty(Reports(station));
    }

    private static Workplace Work(TestStation station, IDisk? disk = null) =>
        new(new(Globals.Product, station.Root, station.Variables, Locale.En) { Disk = disk });

    private static Task<SessionResult> StartAsync(TestStation station, QuietView view)
    {
        var work = Work(station);
        var runbook = work.Library.Load("hardware-drift").Runbook!;
        var inputs = InputValues.Resolve(runbook, Value.EmptyMap, Workplace.StationFacts, out _);
        return new RunSession(work, null, view, CancellationToken.None).StartAsync(runbook, inputs, "r1");
    }

    private static SortedDictionary<string, string> Reports(TestStation station) =>
        new(
            Directory
                .EnumerateFiles(station["var/runbook/runs/r1"], "report.*")
                .ToDictionary(static f => Path.GetFileName(f), File.ReadAllText),
            StringComparer.Ordinal
        );

    private static void Remove(TestStation station, params string[] names)
    {
        foreach (var name in names)
        {
            File.Delete(station[$"var/runbook/runs/r1/{name}"]);
        }
    }
}
