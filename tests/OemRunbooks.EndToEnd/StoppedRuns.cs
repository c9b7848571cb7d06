using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Testing.Disks;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>A run whose own directory can't be written any more: it comes to a stop, says so, and goes on later.</summary>
public sealed class StoppedRuns
{
    [Fact]
    public async Task Whichever_write_of_a_run_fails_it_says_how_it_goes_on_and_does()
    {
        var stopped = 0;
        for (var operation = 1; ; operation++)
        {
            using var station = new TestStation();
            var disk = FaultyDisk.Failing(operation, forGood: true);
            var code = await StartAsync(station, disk);
            if (!disk.HasStruck)
            {
                break;
            }

            if (code != "run.stopped")
            {
                continue;
            }

            stopped++;
            Assert.Equal(ExitCode.Bad, ExitCode.For(code));
            var work = Work(station, Disk.All);
            var summary = RunSummary.Of(work.Run("r1"), work.Library.Loader);
            if (!summary.CanResume)
            {
                // Its last entry reached the disk although the sync failed: then that is how it ended.
                Assert.Equal("succeeded", summary.State);
                continue;
            }

            using var run = work.Run("r1", FileUse.Change);
            var resumed = await new RunSession(work, null, new QuietView(), CancellationToken.None).ResumeAsync(run);
            Assert.True(resumed.Finished?.Outcome == RunOutcome.Succeeded, $"operation {operation}: {resumed.End}, {resumed.Finished}");
        }

        Assert.True(stopped > 5, $"only {stopped} runs came to a stop");
    }

    private static Workplace Work(TestStation station, IDisk journals) =>
        new(new(Globals.Product, station.Root, station.Variables, Locale.En) { Store = s => new DirectoryStore(s, journals) });

    // The code with which it stopped, or null.
    private static async Task<string?> StartAsync(TestStation station, FaultyDisk disk)
    {
        var work = Work(station, disk);
        var runbook = work.Library.Load("hardware-drift").Runbook!;
        var inputs = InputValues.Resolve(runbook, Value.EmptyMap, Workplace.StationFacts, out _);
        try
        {
            await new RunSession(work, null, new QuietView { IsForgiving = true }, CancellationToken.None).StartAsync(
                runbook,
                inputs,
                "r1"
            );
            return null;
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            return Failures.From(error).Code;
        }
    }
}
