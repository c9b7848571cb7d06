using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Journals;

/// <summary>A run that waits lies open to whoever may write to the station. What he makes of it must not be sealed for him.</summary>
public sealed class RewrittenRuns : IDisposable
{
    private readonly SealedStation station = new();
    private readonly Rig rig;

    public RewrittenRuns() => rig = station.Rig;

    public void Dispose() => station.Dispose();

    // Each with whether the seals themselves are left, and what the forger does to the entries.
    public static TheoryData<string, bool> Forgeries =>
        new()
        {
            { "operator", true },
            { "operator", false },
            { "no certificate", true },
            { "no certificate", false },
            { "cut", false },
        };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Nobody_goes_on_with_a_run_that_was_rewritten_while_it_waited(string what, bool withSeals)
    {
        await Wait();
        Forge(what, withSeals);
        var before = File.ReadAllBytes(rig.Stored.Journal);
        Assert.Equal("journal.not-as-sealed", Assert.Throws<CodedException>(() => rig.Answer("ask")).Failure.Code);
        Assert.Equal("journal.not-as-sealed", Assert.Throws<CodedException>(() => Resume()).Failure.Code);
        Assert.Equal(before, File.ReadAllBytes(rig.Stored.Journal));
    }

    // As an older program made it, which asked neither seals nor ledger before it went on: all seals are right.
    [Python3Fact]
    public async Task Every_root_that_the_ledger_holds_is_compared_by_both_verifiers()
    {
        await Wait();
        rig.Answer("ask");
        await rig.ResumeAsync();
        var entries = Forger.Read(rig.Stored.Journal);
        entries[0] = entries[0].With("data", entries[0]["data"].With("operator", Value.Of("mallory")));
        Forger.Seal(rig.Stored.Root, rig.Stored.Id, entries, station.Key);
        Assert.Equal(Verdict.Valid, station.Ours().Verdict);

        // What was sealed last has another size than any seal of the forgery.
        var kept = Forger.Read(station.Ledger).Where(e => e["data"]["size"].AsInteger() != entries.Count);
        Forger.Chain(station.Ledger, kept);
        var (verdict, text) = Both();
        Assert.Equal(Verdict.Invalid, verdict.Verdict);
        Assert.Contains(verdict.Findings, static f => f.Code == "ledger.mismatch");
        Assert.StartsWith("INVALID\n  entry 2: the ledger holds another root", text, StringComparison.Ordinal);
    }

    [Python3Fact]
    public async Task Entries_that_were_written_before_a_key_came_are_told()
    {
        rig.Signer = null;
        await rig.RunAsync(Some.Runbook(Steps));
        rig.Answer("ask");
        rig.Signer = station.Key;
        await rig.ResumeAsync();
        var (verdict, text) = Both();
        Assert.Equal(Verdict.Valid, verdict.Verdict);
        var told = Assert.Single(verdict.Findings, static f => f.Code == "seal.later");
        Assert.Equal(1, told.Arguments["from"].AsInteger());
        Assert.StartsWith("VALID", text, StringComparison.Ordinal);
        Assert.Contains("before a key came", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_a_station_without_a_ledger_goes_on()
    {
        await Wait();
        File.Delete(station.Ledger);
        rig.Answer("ask");
        Assert.Equal(RunEnd.Finished, (await rig.ResumeAsync()).End);
    }

    [Fact]
    public async Task Seals_that_are_no_notes_are_refused_with_a_code()
    {
        await Wait();
        File.WriteAllText(rig.Notes, "nothing of ours\n\n— x y\n");
        Assert.Equal("seal.malformed", Assert.Throws<CodedException>(() => Resume()).Failure.Code);
    }

    // Whoever rewrites the run rewrites its lines in the ledger, too; the note over it would be replaced by the next sitting.
    [Fact]
    public async Task A_ledger_that_was_rewritten_with_the_run_is_told_by_its_note()
    {
        await Wait();
        Forge("no certificate", withSeals: false);
        var ledger = Forger.Read(station.Ledger);
        Forger.Chain(station.Ledger, ledger.Where(static e => e["type"].AsText() == "ledger.opened"));
        Assert.Equal("ledger.shorter-than-note", Assert.Throws<CodedException>(() => Resume()).Failure.Code);
        Forger.Chain(station.Ledger, ledger.Select(static e => e["type"].AsText() == "ledger.opened" ? e : e.With("mono", Value.Of(99))));
        Assert.Equal("ledger.rewritten", Assert.Throws<CodedException>(() => Resume()).Failure.Code);
    }

    [Fact]
    public async Task A_ledger_that_is_damaged_vouches_for_nothing()
    {
        await Wait();
        var bytes = File.ReadAllBytes(station.Ledger);
        bytes[20] ^= 1;
        File.WriteAllBytes(station.Ledger, bytes);
        File.Delete(Path.Combine(rig.Root, "var/runbook/ledger.note"));
        Assert.Equal("ledger.broken", Assert.Throws<CodedException>(() => Resume()).Failure.Code);
        Assert.Contains(station.Ours(station.Ledger).Findings, static f => f.Code == "ledger.broken");
    }

    // Its first line is a ledger's: what is wrong after that is damage, and no other file.
    [Python3Theory]
    [InlineData("its own last line")]
    [InlineData("a run's first line")]
    public async Task A_ledger_that_is_damaged_from_its_second_line_on_gets_a_verdict_by_both(string what)
    {
        await Wait();
        var lines = File.ReadAllLines(station.Ledger);
        Assert.True(lines.Length > 2);
        var second = what == "its own last line" ? lines[^1] : File.ReadLines(rig.Stored.Journal).First();
        File.WriteAllText(station.Ledger, $"{lines[0]}\n{second}\n");
        var (verdict, text) = Both();
        Assert.Equal((Verdict.Invalid, "ledger.broken"), (verdict.Verdict, verdict.Findings[0].Code));
        Assert.Equal(2, verdict.Findings[0].Arguments["entry"].AsInteger());
        Assert.StartsWith("INVALID\n  the ledger: entry 2: ", text, StringComparison.Ordinal);
    }

    private const string Steps =
        "- {id: a, action: do.work}\n- {id: ask, action: person.confirm, with: {prompt: x}}\n- {id: b, action: do.work}";

    private async Task Wait() => Assert.Equal(RunEnd.Waiting, (await rig.RunAsync(Some.Runbook(Steps))).End);

    private void Resume()
    {
        using var run = rig.Store.Open(rig.Stored.Id, FileUse.Change);
        RunService.Resume(rig.Host, run, rig.Loader);
    }

    private void Forge(string what, bool withSeals)
    {
        var entries = Forger.Read(rig.Stored.Journal);
        var started = entries[0]["data"];
        entries[0] = entries[0].With("data", started.With("operator", Value.Of("mallory")));
        if (what == "no certificate")
        {
            entries[0] = entries[0].With("data", Value.Map(started.Members.Where(static m => m.Key != "certificate")));
            entries.RemoveAll(static e => e["type"].AsText() == "sealed");
        }

        if (what == "cut")
        {
            entries = [.. Forger.Read(rig.Stored.Journal).Take(2)];
        }

        if (!withSeals)
        {
            File.Delete(rig.Notes);
        }

        Forger.Chain(rig.Stored.Journal, entries);
    }

    private (Verification Ours, string Theirs) Both() => (station.Ours(station.Ledger), station.Theirs("--ledger", station.Ledger).Text);
}
