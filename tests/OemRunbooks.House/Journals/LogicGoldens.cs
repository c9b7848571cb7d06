using OemRunbooks.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using Xunit;

namespace OemRunbooks.House.Journals;

/// <summary>
/// One run, cut off in the middle of extracting and resumed, as each version of the planner's logic wrote it: what was recorded then
/// replays for ever. Source: style.md, 3.3.
/// </summary>
public sealed class LogicGoldens
{
    // The first by the program of 0.1, the second by 0.2, the third begun by one and resumed by the other.
    [Theory]
    [InlineData("by-logic-1", 1, 1)]
    [InlineData("by-logic-2", 2, 2)]
    [InlineData("begun-by-logic-1-resumed-by-2", 1, 2)]
    public void A_journal_replays_by_the_logic_that_it_was_written_by(string name, int begun, int resumed)
    {
        var run = DirectoryStore.At(Path.Combine(Repository.Root, "tests/OemRunbooks.House/Journals/logic", name));
        var entries = run.Read().ToList();
        Assert.Equal(
            (begun, resumed),
            (
                entries.Select(static e => e.Fact).OfType<RunStarted>().Single().Logic,
                entries.Select(static e => e.Fact).OfType<RunResumed>().Single().Logic
            )
        );
        var runbook = RunService.Definition(
            run,
            new RunbookLoader(OemActivities.All.Select(static a => a.Info), static _ => null),
            entries[0]
        );
        var replayed = new Replayer(runbook).Run(entries);
        Assert.True(replayed.Difference is null, replayed.Difference?.ToString());
        Assert.Equal(entries.Count, replayed.Entries);

        // Where the two part: the look is journalled, and the second start has its intent.
        var again = entries.FindIndex(static e => e.Fact is StepStarted { Rerun: true });
        Assert.Equal(resumed == 2, entries[again - 1].Fact is StepReconciled);
        Assert.Equal(resumed == 2, !((StepStarted)entries[again].Fact).Intent.IsNull);
        Assert.Equal(RunStanding.Succeeded, RunStandings.Of(Folded(runbook, entries), isHeld: false));
        Assert.Equal(Verdict.Unsigned, JournalVerifier.Verify(new VerificationRequest(run, [])).Verdict);
    }

    private static RunState Folded(Runbook runbook, IEnumerable<Entry> entries) =>
        entries.Aggregate(new RunState(runbook), static (state, entry) => state.Apply(entry));
}
