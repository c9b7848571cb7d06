using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Testing.Disks;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Journals;

/// <summary>A run on a disk of which every single operation fails, or before every one of which the power goes.</summary>
public sealed class FaultyDisks
{
    private const string Steps = "- {id: a, action: do.once, with: {target: x}}\n- {id: b, action: do.work}";

    public static TheoryData<Survives> WhatSurvives => [Survives.Nothing, Survives.Half, Survives.Everything];

    [Theory]
    [MemberData(nameof(WhatSurvives))]
    public async Task Wherever_the_power_goes_nothing_is_lost_and_nothing_is_half_written(Survives survives)
    {
        for (var operation = 1; ; operation++)
        {
            var disk = FaultyDisk.Dying(operation);
            if (!await HoldsAsync(disk, survives, operation))
            {
                Assert.True(operation > 50, "the run must have taken many operations");
                return;
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_write_fails_the_run_stops_and_goes_on_where_it_was(bool forGood)
    {
        for (var operation = 1; ; operation++)
        {
            var disk = FaultyDisk.Failing(operation, forGood);
            if (!await HoldsAsync(disk, Survives.Everything, operation))
            {
                return;
            }
        }
    }

    // The fault's run, then one on a sound disk: gives whether the fault came about at all.
    private static async Task<bool> HoldsAsync(FaultyDisk disk, Survives survives, int operation)
    {
        using var station = SigningKey.New("station-1");
        using var rig = new Rig { Signer = station };
        rig.OtherStore = new DirectoryStore(rig.Station, disk);
        var done = new List<string>();
        rig.Script.Otherwise = (call, _) =>
        {
            call.Evidence.Keep("out.txt", Encoding.UTF8.GetBytes("what " + call.Site.Path + " said"));
            done.Add(call.Site.Path);
            return ValueTask.FromResult(Outcome.Done());
        };
        var isOpen = await RunAsync(rig, operation);
        if (!disk.HasStruck)
        {
            disk.LosePower(Survives.Everything);
            return false;
        }

        disk.LosePower(survives);
        var told = rig.Observer.Entries.ToList();
        var known = told.FindLastIndex(static e => e.Fact.IsSynced || e.Fact is RunStarted) + 1;
        rig.OtherStore = null;
        if (!isOpen)
        {
            // Nobody was told of a run; the next one begins as if there had been none.
            Assert.Empty(done);
            await rig.RunAsync(Some.Runbook(Steps));
            return true;
        }

        using var run = rig.Store.Open("r");
        var kept = run.Read().Where(static e => e.Fact is not Sealed).Select(static e => e.Fact.ToData().ToString()).ToList();
        Assert.Equal(told.Take(known).Select(static e => e.Fact.ToData().ToString()), kept.Take(known));
        var before = RunService.Read(run, rig.Loader, null).State.Finished;
        var finished = before ?? await ResumeAsync(rig);

        // A step whose evidence found no room has failed with that, and the run with it.
        Assert.True(finished.Outcome == RunOutcome.Succeeded || finished.Failure is { Code: Codes.DiskFull }, finished.ToString());
        Assert.Equal(finished.Outcome == RunOutcome.Succeeded ? ["a", "b"] : done.Distinct().Order(), done.Distinct().Order());
        var ledger = Path.Combine(rig.Root, "var/runbook/ledger.jsonl");
        var verified = JournalVerifier.Verify(new VerificationRequest(run, [station.Public]) { Ledger = ledger });
        Assert.True(
            verified.Verdict == Verdict.Valid || (before is not null && IsShortOfItsLastNote(verified)),
            $"{operation} {survives}: {string.Join(' ', verified.Findings)}"
        );
        Assert.Equal(0, verified.FilesAbsent);
        return true;
    }

    // A run that ended, but died before its last note was whole: it can't be resumed, and nothing else writes to it.
    private static bool IsShortOfItsLastNote(Verification verified) =>
        verified.Verdict is Verdict.Open or Verdict.Truncated
        || (
            verified.Findings is [{ Code: Codes.SealMalformed } torn]
            && torn.Arguments["reason"].AsText() is "a torn note" or "a note without a signature"
        );

    // Whether anybody was told that the run is open.
    private static async Task<bool> RunAsync(Rig rig, int operation)
    {
        StoredRun? run = null;
        try
        {
            (run, var state) = RunService.Open(rig.Host, rig.Load(Some.Runbook(Steps)), Value.EmptyMap, "r");
            await new Runner(rig.Host, run, state).RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception error)
            when (error is PowerLostException or CodedException { Failure.Code: Codes.DiskFull or Codes.JournalWriteFailed })
        {
            Assert.True(operation > 0);
        }
        finally
        {
            try
            {
                run?.Dispose();
            }
            catch (Exception error) when (error is PowerLostException or CodedException)
            {
                // A dead process closes its files too.
            }
        }

        return run is not null;
    }

    private static async Task<RunFinished> ResumeAsync(Rig rig)
    {
        using var run = rig.Store.Open("r", Foundation.Files.FileUse.Change);
        var state = RunService.Resume(rig.Host, run, rig.Loader);
        var end = await new Runner(rig.Host, run, state).RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(RunEnd.Finished, end);
        return state.Finished!;
    }
}
