using System.Text;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Testing.Disks;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>How often a run's journal is opened, counted at the disk under the store.</summary>
public sealed class JournalOpens : IDisposable
{
    private const string Text =
        "schemaVersion: \"1.0\"\nid: asks\nversion: 1.0.0\nname: {pl: Pyta, en: Asks}\nsteps:\n"
        + "  - {id: ask, action: person.confirm, with: {prompt: Ok?}}\n"
        + "  - {id: tell, action: run.command, with: {program: /bin/echo, arguments: [told]}}\n";

    private readonly string root = Directory.CreateTempSubdirectory("runbook-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    // From finding the newest run that can go on by way of state, new entries and kept evidence to verification and reports.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resume_opens_the_journal_once(bool named)
    {
        var disk = FaultyDisk.Sound();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        var work = new Workplace(new(Globals.Product, root, environment, Locale.En) { Store = s => new DirectoryStore(s, disk) });
        var runbook = work.Library.Loader.Load("asks.yaml", Encoding.UTF8.GetBytes(Text)).Runbook!;
        var begun = await Session(work).StartAsync(runbook, Value.EmptyMap, "r1");
        Assert.Equal(RunEnd.Waiting, begun.End);
        Assert.Equal(1, Opens(disk));

        Answer(work);
        Assert.Equal(2, Opens(disk));

        using var run = named ? work.Store.Open("r1", FileUse.Change) : RunSummary.NewestToResume(work)!;
        var resumed = await Session(work).ResumeAsync(run);
        Assert.Equal((RunEnd.Finished, RunOutcome.Succeeded), (resumed.End, resumed.Finished!.Outcome));
        Assert.Equal(5, resumed.Reports.Count);
        Assert.Equal(3, Opens(disk));
    }

    private static int Opens(FaultyDisk disk) => disk.Opened.Count(static o => o.Path.EndsWith("journal.jsonl", StringComparison.Ordinal));

    private static RunSession Session(Workplace work) => new(work, null, new QuietView(), CancellationToken.None);

    private static void Answer(Workplace work)
    {
        using var run = work.Store.Open("r1", FileUse.Change);
        var taken = RunService.AnswerAsync(
            work.Station,
            run,
            RunService.ReadToGoOn(run, work.Library.Loader, null),
            new(TimeProvider.System, new Redactor()),
            static w => new(w.Path, "anna", "en", "Ok?", true, Value.EmptyMap, null, "test"),
            "ask"
        );
        Assert.True(taken.IsCompletedSuccessfully && taken.Result);
    }
}
