using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
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

/// <summary>A client's update on a disk of which every single operation fails once; the journal's disk is sound.</summary>
public sealed class DiskErrors
{
    [Fact]
    public async Task Whichever_operation_fails_the_ending_says_what_is_there()
    {
        var (before, updated) = await SoundAsync();
        Assert.NotEqual(before, updated);
        var found = new HashSet<(RunOutcome, bool)>();
        for (var operation = 1; ; operation++)
        {
            using var station = new TestStation();
            var disk = FaultyDisk.Failing(operation);
            var (finished, view) = await UpdateAsync(station, disk);
            if (!disk.HasStruck || view.ReportsAreMissing)
            {
                // What comes after the run's end is written by the same disk: nothing of the update is left to fail.
                break;
            }

            var settled = view.Remarks.Contains("step.finished-after-error", StringComparer.Ordinal);
            found.Add((finished.Outcome, settled));
            var now = Lasting(station);
            Assert.Equal(0, finished.UndoFailures);
            // What is said after the end (the note) undoes nothing.
            var done =
                finished.Outcome == RunOutcome.Succeeded || finished.FailedStep?.StartsWith("finally/", StringComparison.Ordinal) == true;
            var wanted = done ? updated : before;
            Assert.True(wanted.SequenceEqual(now), Told(operation, finished, wanted, now));
        }

        // Among them the one after the exchange of the trees, when the installation is the new one already.
        Assert.Contains((RunOutcome.Succeeded, true), found);
        Assert.Contains(found, static f => f.Item1 != RunOutcome.Succeeded);
    }

    // Without what is kept beside: the copy of the store, the installation that was taken back.
    private static string[] Lasting(TestStation station) =>
        [
            .. station
                .Lasting()
                .Where(static f =>
                    !f.Contains(".preupdate", StringComparison.Ordinal) && !f.Contains(".failed-r1", StringComparison.Ordinal)
                ),
        ];

    private static string Told(int operation, RunFinished finished, string[] wanted, string[] now) =>
        $"operation {operation}: {finished.Outcome} at {finished.FailedStep} ({finished.Failure?.Code}), but\n"
        + string.Join('\n', now.Except(wanted).Select(static f => "+ " + f).Concat(wanted.Except(now).Select(static f => "- " + f)));

    private static async Task<(string[] Before, string[] Updated)> SoundAsync()
    {
        using var station = new TestStation();
        var before = Lasting(station);
        var (finished, _) = await UpdateAsync(station, FaultyDisk.Sound());
        Assert.True(finished.Outcome == RunOutcome.Succeeded, $"{finished.FailedStep}: {finished.Failure}");
        return (before, Lasting(station));
    }

    private static async Task<(RunFinished Finished, QuietView View)> UpdateAsync(TestStation station, FaultyDisk disk)
    {
        var work = new Workplace(
            new(Globals.Product, station.Root, station.Variables, Locale.En)
            {
                Disk = disk,
                Store = static s => new DirectoryStore(s, Disk.All),
            }
        );
        var runbook = work.Library.Load("client-update").Runbook!;
        var inputs = InputValues.Resolve(runbook, Value.EmptyMap, Workplace.StationFacts, out var problems);
        Assert.True(problems.IsEmpty);
        var view = new QuietView { IsForgiving = true };
        var ran = await new RunSession(work, null, view, CancellationToken.None).StartAsync(runbook, inputs, "r1");
        Assert.Equal(RunEnd.Finished, ran.End);
        return (ran.Finished!, view);
    }
}
