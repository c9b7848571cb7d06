using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Journal.Verifying;
using OemRunbooks.Testing.Disks;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Journals;

/// <summary>Runs that are sealed, and what a verifier says of them when somebody has been at them.</summary>
public sealed class SealedRuns : IDisposable
{
    private const string Steps =
        "- {id: a, action: do.once, with: {target: x}}\n- {id: b, action: do.work}\n- {id: c, action: do.work, when: false}";
    private readonly SealedStation station = new();
    private readonly Rig rig;

    public SealedRuns() => rig = station.Rig;

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task A_finished_run_is_valid_for_whoever_vouches_for_its_key()
    {
        var ran = await rig.RunAsync(Some.Runbook(Steps));
        var result = Verify();
        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.Empty(result.Findings);
        Assert.Equal(ran.Run.Id, result.RunId);
        Assert.Equal(result.Entries, result.SealedEntries);
        Assert.Equal(2, result.Seals);
        Assert.Equal(station.Key.Public.ToString(), result.Signer!.ToString());

        Assert.Equal((Verdict.Unsigned, "seal.signer-unknown"), (Verify([]).Verdict, Verify([]).Findings[0].Code));
        Assert.Equal(Verdict.Valid, Verify(receipt: result.LastSeal!.Receipt).Verdict);
        Assert.Equal("receipt.mismatch", Verify(receipt: "AAAA-AAAA-AAAA-AAAA").Findings[0].Code);
    }

    [Fact]
    public async Task Without_a_key_a_run_is_chained_but_unsigned()
    {
        rig.Signer = null;
        await rig.RunAsync(Some.Runbook(Steps));
        Assert.Equal((Verdict.Unsigned, "seal.none"), (Verify().Verdict, Verify().Findings[0].Code));
    }

    [Fact]
    public async Task A_run_that_waits_is_open_and_valid_again_after_its_end()
    {
        var ran = await rig.RunAsync(Some.Runbook("- {id: ask, action: person.confirm, with: {prompt: x}}\n" + Steps));
        Assert.Equal(RunEnd.Waiting, ran.End);
        Assert.Equal(Verdict.Open, Verify().Verdict);
        rig.Answer("ask");
        Assert.Contains(Verify().Findings, static f => f.Code == "seal.not-to-the-end");
        await rig.ResumeAsync();
        Assert.Equal(Verdict.Valid, Verify().Verdict);
    }

    [Fact]
    public async Task A_crash_at_any_byte_resumes_to_a_valid_run()
    {
        await rig.RunAsync(Some.Runbook(Steps));
        var (journal, seals) = (File.ReadAllBytes(rig.Stored.Journal), File.ReadAllBytes(rig.Notes));
        var lines = Encoding.UTF8.GetString(journal).Split('\n');
        var first = Encoding.UTF8.GetByteCount(lines[0]) + 1;
        var end = journal.Length - Encoding.UTF8.GetByteCount(lines[^2] + "\n" + lines[^3] + "\n");
        var firstNote = Encoding.UTF8.GetString(seals).IndexOf("oem-runbooks/", 1, StringComparison.Ordinal);
        firstNote = Encoding.UTF8.GetString(seals).IndexOf("\noem-runbooks/", 10, StringComparison.Ordinal) + 1;
        for (var cut = first; cut < end; cut += 37)
        {
            File.WriteAllBytes(rig.Stored.Journal, journal[..cut]);

            // The note may be written, half written, or not begun.
            foreach (var notes in (int[])[0, 20, firstNote])
            {
                var whole = cut > first + Encoding.UTF8.GetByteCount(lines[1]) + 1;
                if (!whole && notes == firstNote)
                {
                    continue;
                }

                File.WriteAllBytes(rig.Stored.Journal, journal[..cut]);
                File.WriteAllBytes(rig.Notes, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(seals)[..notes]));

                // The ledger is written after journal and note: it does not know yet what the crash took.
                File.Delete(Path.Combine(rig.Root, "var/runbook/ledger.jsonl"));
                await rig.ResumeAsync();
                var result = Verify(ledger: false);
                Assert.True(
                    result.Verdict == Verdict.Valid,
                    $"cut at {cut}, notes {notes}: {result.Verdict} {string.Join("; ", result.Findings)}"
                );
            }
        }
    }

    [Fact]
    public async Task Every_changed_byte_of_a_journal_is_invalid()
    {
        await rig.RunAsync(Some.Runbook(Steps));
        var file = rig.Stored.Journal;
        var whole = File.ReadAllBytes(file);
        for (var i = 0; i < whole.Length; i++)
        {
            var changed = whole.ToArray();
            changed[i] ^= 1;
            File.WriteAllBytes(file, changed);
            var result = Verify();
            Assert.True(result.Verdict is Verdict.Invalid or Verdict.Truncated, $"byte {i}: {result.Verdict}");
        }
    }

    [Fact]
    public async Task Every_changed_byte_of_the_seals_is_found()
    {
        await rig.RunAsync(Some.Runbook(Steps));
        var file = rig.Notes;
        var whole = File.ReadAllBytes(file);
        for (var i = 0; i < whole.Length; i++)
        {
            var changed = whole.ToArray();
            changed[i] ^= 1;
            File.WriteAllBytes(file, changed);
            Assert.True(Verify().Verdict is Verdict.Invalid or Verdict.Truncated, $"byte {i}: {Verify().Verdict}");
        }
    }

    [Fact]
    public async Task Entries_that_are_dropped_swapped_repeated_or_taken_from_another_run_are_invalid()
    {
        await rig.RunAsync(Some.Runbook(Steps));
        var file = rig.Stored.Journal;
        var lines = File.ReadAllLines(file);
        using var otherRig = new Rig { Signer = station.Key };
        var other = File.ReadAllLines((await otherRig.RunAsync(Some.Runbook(Steps))).Run.Journal);
        for (var i = 0; i < lines.Length; i++)
        {
            List<string> dropped = [.. lines[..i], .. lines[(i + 1)..]];
            List<string> repeated = [.. lines[..i], lines[i], .. lines[i..]];
            List<string> swapped = [.. lines];
            (swapped[i], swapped[(i + 1) % lines.Length]) = (swapped[(i + 1) % lines.Length], swapped[i]);
            List<string> spliced = [.. lines[..i], .. other[i..]];
            foreach (var (name, made) in new[] { ("dropped", dropped), ("repeated", repeated), ("swapped", swapped), ("spliced", spliced) })
            {
                if (i == 0 && name == "spliced")
                {
                    continue;
                }

                File.WriteAllText(file, string.Concat(made.Select(static l => l + "\n")));
                var verdict = Verify().Verdict;
                Assert.True(
                    verdict == Verdict.Invalid || (name == "dropped" && i == lines.Length - 1 && verdict == Verdict.Truncated),
                    $"{name} {i}: {verdict}"
                );
            }
        }
    }

    [Fact]
    public async Task A_journal_that_was_cut_off_is_truncated_even_when_its_seals_were_cut_too()
    {
        await rig.RunAsync(Some.Runbook(Steps));
        var (file, seals) = (rig.Stored.Journal, rig.Notes);
        var lines = File.ReadAllLines(file);
        var receipt = Verify().LastSeal!.Receipt;
        File.WriteAllText(file, string.Concat(lines.Take(5).Select(static l => l + "\n")));
        Assert.Equal((Verdict.Truncated, "journal.shorter-than-seal"), (Verify().Verdict, Verify().Findings[0].Code));
        var notes = Encoding.UTF8.GetString(File.ReadAllBytes(seals));
        File.WriteAllText(seals, notes[..(notes.IndexOf("\noem-runbooks/", 10, StringComparison.Ordinal) + 1)]);
        Assert.Equal((Verdict.Truncated, "journal.shorter-than-ledger"), (Verify().Verdict, Verify().Findings[0].Code));
        Assert.Equal(Verdict.Open, Verify(ledger: false).Verdict);
        Assert.Equal(
            (Verdict.Truncated, "receipt.mismatch"),
            (Verify(ledger: false, receipt: receipt).Verdict, Verify(ledger: false, receipt: receipt).Findings[0].Code)
        );
        File.Delete(seals);
        Assert.Equal(Verdict.Truncated, Verify(ledger: false).Verdict);
    }

    [Fact]
    public async Task A_run_that_somebody_else_sealed_anew_is_not_vouched_for()
    {
        using var thief = SigningKey.New("station-1");
        rig.Signer = thief;
        await rig.RunAsync(Some.Runbook(Steps));
        Assert.Equal((Verdict.Unsigned, "seal.signer-unknown"), (Verify().Verdict, Verify().Findings[0].Code));
    }

    [Fact]
    public async Task Definitions_and_evidence_that_differ_from_the_journal_are_named()
    {
        station.KeepEvidence();
        await rig.RunAsync(Some.Runbook(Steps));
        var evidence = Path.Combine(rig.Stored.Evidence, "log.txt");
        File.WriteAllText(evidence, "texT");
        Assert.Equal((Verdict.Invalid, "evidence.changed"), (Verify().Verdict, Verify().Findings[0].Code));
        File.Delete(evidence);
        Assert.Equal((Verdict.Valid, "evidence.absent", 1L), (Verify().Verdict, Verify().Findings[0].Code, Verify().FilesAbsent));
        File.AppendAllText(Directory.GetFiles(Path.Combine(rig.Stored.Root, "definition"))[0], " ");
        Assert.Equal((Verdict.Invalid, "journal.definition-changed"), (Verify().Verdict, Verify().Findings[0].Code));
    }

    [Fact]
    public async Task What_the_disk_cant_read_any_more_is_not_said_to_be_changed()
    {
        station.KeepEvidence();
        var disk = FaultyDisk.Sound();
        rig.OtherStore = new DirectoryStore(rig.Station, disk);
        await rig.RunAsync(Some.Runbook(Steps));
        Assert.Equal(Verdict.Valid, Verify().Verdict);
        foreach (var (bad, named) in new[] { ("log.txt", "evidence/log.txt"), (".yaml", "definition/") })
        {
            disk.Unreadable = bad;
            var result = Verify();
            Assert.Equal((Verdict.Invalid, "evidence.unreadable"), (result.Verdict, Assert.Single(result.Findings).Code));
            Assert.StartsWith(named, result.Findings[0].Arguments["path"].ToText(), StringComparison.Ordinal);
            Assert.Equal((1L, 0L), (result.FilesChecked, result.FilesAbsent));
        }
    }

    [Fact]
    public async Task One_entry_is_proven_without_the_others()
    {
        await rig.RunAsync(Some.Runbook(Steps));
        var lines = File.ReadAllLines(rig.Stored.Journal);
        for (var seq = 1; seq <= lines.Length; seq++)
        {
            var file = Path.Combine(rig.Root, "proof.json");
            File.WriteAllText(file, InclusionProof.Prove(rig.Stored, seq).ToText());
            var proof = InclusionProof.Read(file);
            Assert.Null(proof.Check([station.Key.Public]));
            Assert.Equal(lines[seq - 1], proof.Line);
            Assert.Equal("seal.signer-unknown", proof.Check([])!.Code);
            Assert.Equal(
                "proof.wrong",
                (proof with { Line = proof.Line.Replace("\"seq\"", "\"seQ\"", StringComparison.Ordinal) }).Check([station.Key.Public])!.Code
            );
            Assert.Equal(
                "proof.wrong",
                (proof with { Line = proof.Line.Replace("2026", "2025", StringComparison.Ordinal) }).Check([station.Key.Public])!.Code
            );
            Assert.Equal("proof.wrong", (proof with { Path = [.. proof.Path.Skip(1)] }).Check([station.Key.Public])!.Code);
        }

        Assert.Equal(
            "proof.no-entry",
            Assert.Throws<CodedException>(() => InclusionProof.Prove(rig.Stored, lines.Length + 1)).Failure.Code
        );
        Assert.Equal("proof.no-entry", Assert.Throws<CodedException>(() => InclusionProof.Prove(rig.Stored, 0)).Failure.Code);
    }

    [Fact]
    public async Task Long_runs_are_sealed_on_the_way()
    {
        await rig.RunAsync(
            Some.Runbook(
                "- {id: l, forEach: {in: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, "
                    + "25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40]}, steps: [{id: a, action: do.work}]}"
            )
        );
        var result = Verify();
        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.InRange(result.Seals, (result.Entries / 64) + 1, (result.Entries / 60) + 3);
    }

    private Verification Verify(IReadOnlyList<VerifyingKey>? trusted = null, string? receipt = null, bool ledger = true) =>
        JournalVerifier.Verify(
            new VerificationRequest(rig.Stored, trusted ?? [station.Key.Public])
            {
                Receipt = receipt,
                Ledger = ledger ? station.Ledger : null,
            }
        );
}
