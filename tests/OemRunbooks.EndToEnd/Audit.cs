using System.Text.Json;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What an auditor does with a run, by the real program.</summary>
public sealed class Audit
{
    [Fact]
    public void A_copied_run_is_proven_by_its_key_and_one_entry_without_the_others()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "r1").ExitCode);
        var keys = station.Run("key", "show").Out;
        var copy = Directory.CreateTempSubdirectory("runbook-audit-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(station["var/runbook/runs/r1"], "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, "r1", Path.GetRelativePath(station["var/runbook/runs/r1"], file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            var stranger = new Dictionary<string, string> { ["RUNBOOK_KEYS"] = Path.Combine(copy, "none") };
            var unknown = Program.Run(stranger, "journal", "verify", Path.Combine(copy, "r1"), "--lang", "en");
            Assert.Equal(1, unknown.ExitCode);
            Assert.StartsWith("UNSIGNED", unknown.Out, StringComparison.Ordinal);
            Assert.Contains("seal.signer-unknown", unknown.Out, StringComparison.Ordinal);

            File.WriteAllText(Path.Combine(copy, "keys.txt"), keys);
            var vouched = Program.Run(stranger, "journal", "verify", copy, "--key", Path.Combine(copy, "keys.txt"), "--format", "json");
            Assert.True(vouched.ExitCode == 0, vouched.All);
            using var json = JsonDocument.Parse(vouched.Out);
            Assert.Equal("VALID", json.RootElement[0].GetProperty("verdict").GetString());
            Assert.Equal(0, Program.Run(stranger, "replay", Path.Combine(copy, "r1")).ExitCode);

            File.WriteAllText(Path.Combine(copy, "proof.json"), station.Run("journal", "prove", "r1", "5").Out);
            var proof = Program.Run(stranger, "journal", "check-proof", Path.Combine(copy, "proof.json"), "--key", Path.Combine(copy, "keys.txt"), "--lang", "en");
            Assert.True(proof.ExitCode == 0, proof.All);
            Assert.StartsWith("VALID: entry 5 of run r1", proof.Out, StringComparison.Ordinal);

            var journal = Path.Combine(copy, "r1", "journal.jsonl");
            File.WriteAllText(journal, File.ReadAllText(journal).Replace("2024.06.1", "2024.06.2", StringComparison.Ordinal));
            Assert.Equal(1, Program.Run(stranger, "journal", "verify", journal, "--key", Path.Combine(copy, "keys.txt")).ExitCode);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void The_receipt_on_the_console_pins_the_journal_and_a_deleted_run_is_missed_by_nobody_but_the_ledger()
    {
        using var station = new TestStation();
        var run = station.Run("run", "license-recovery", "--run-id", "r1");
        var receipt = run.Out.Split('\n').Single(static l => l.StartsWith("Receipt:", StringComparison.Ordinal))[8..].Trim();
        Assert.Equal(0, station.Run("journal", "verify", "r1", "--receipt", receipt.ToLowerInvariant().Replace('-', ' ')).ExitCode);
        var wrong = station.Run("journal", "verify", "r1", "--receipt", "AAAA-BBBB-CCCC-DDDD");
        Assert.Contains("receipt.mismatch", wrong.Out, StringComparison.Ordinal);
        var lines = File.ReadAllLines(station.Journal("r1"));
        File.WriteAllText(station.Journal("r1"), string.Concat(lines.Take(3).Select(static l => l + "\n")));
        File.WriteAllText(station["var/runbook/runs/r1/seals.txt"], string.Concat(File.ReadAllLines(station["var/runbook/runs/r1/seals.txt"]).Take(5).Select(static l => l + "\n")));
        Assert.Contains("journal.shorter-than-ledger", station.Run("journal", "verify", "r1").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edited_runbook_is_shown_to_part_at_the_edited_step_and_an_unedited_one_nowhere()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "r1").ExitCode);
        Assert.Equal(0, station.Run("replay", "--all").ExitCode);
        var edited = station["edited.yaml"];
        var text = File.ReadAllText(Path.Combine(Repository.Root, "runbooks", "client-update.yaml"));
        File.WriteAllText(edited, text.Replace("directory: var/log/core", "directory: var/log", StringComparison.Ordinal));
        var parted = station.Run("replay", "r1", "--against", edited);
        Assert.True(parted.ExitCode == 1, parted.All);
        Assert.Contains("(step check-logs)", parted.Out, StringComparison.Ordinal);
        Assert.Contains("inputs.directory = var/log", parted.Out, StringComparison.Ordinal);
        var line = text.Split('\n').ToList().FindIndex(static l => l.Contains("id: check-logs", StringComparison.Ordinal)) + 1;
        Assert.Contains($"edited.yaml:{line}:", parted.Out, StringComparison.Ordinal);
        File.WriteAllText(edited, text.Replace("version: 1.0.0", "version: 1.1.0", StringComparison.Ordinal));
        Assert.Equal(0, station.Run("replay", "r1", "--against", edited).ExitCode);
    }

    [Fact]
    public void Behind_a_call_the_paths_part_in_the_called_runbooks_text_and_its_steps_are_skipped_by_their_paths()
    {
        using var station = new TestStation();
        const string backup = "{source: secrets/license_store.json, target: backups/";
        Directory.CreateDirectory(station["runbooks"]);
        File.WriteAllText(station["runbooks/inner.yaml"], Runbook("inner", "ask, action: person.confirm, with: {prompt: {pl: Już?, en: Ready?}}", $"copy, action: backup.file, with: {backup}inner.json}}"));
        File.WriteAllText(station["runbooks/outer.yaml"], Runbook("outer", $"copy, action: backup.file, with: {backup}outer.json}}", "sub, action: runbook.run, with: {runbook: inner}"));
        foreach (var run in (string[])["r1", "r2"])
        {
            Assert.Equal(3, station.Run("run", "outer", "--run-id", run).ExitCode);
            Assert.Equal(0, station.Run("confirm", run, "sub/ask").ExitCode);
            var end = station.Run(["resume", run, .. run == "r2" ? (string[])["--skip", "sub/copy", "--reason", "done by hand"] : []]);
            Assert.True(end.ExitCode == 0, end.All);
            File.Delete(station["backups/outer.json"]);
            Assert.Equal(run == "r1", File.Exists(station["backups/inner.json"]));
            File.Delete(station["backups/inner.json"]);
        }

        File.WriteAllText(station["runbooks/inner.yaml"], File.ReadAllText(station["runbooks/inner.yaml"]).Replace("inner.json", "other.json", StringComparison.Ordinal));
        var parted = station.Run("replay", "r1", "--against", "outer");
        Assert.Equal(1, parted.ExitCode);
        Assert.Equal(2, parted.Out.Split('\n').Count(static l => l.Contains("inner.yaml:7:", StringComparison.Ordinal)));
        Assert.DoesNotContain("outer.yaml:", parted.Out, StringComparison.Ordinal);

        static string Runbook(string id, params string[] steps) =>
            $"schemaVersion: \"1.0\"\nid: {id}\nversion: 1.0.0\nname: {{pl: Próba, en: Trial}}\nsteps:\n{string.Concat(steps.Select(static s => $"  - {{id: {s}}}\n"))}";
    }

    [Fact]
    public void The_state_of_a_run_is_shown_as_it_was_then()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "r1").ExitCode);
        var then = station.Run("journal", "show", "r1", "--at", "6");
        Assert.True(then.ExitCode == 0, then.All);
        Assert.Contains("Back up the licence store", then.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("2024.06.1", then.Out, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllLines(station.Journal("r1")).Length, station.Run("journal", "show", "r1").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(2, station.Run("journal", "show", "r1", "--at", "999").ExitCode);
    }

    [Fact]
    public void Consent_is_signed_or_given_by_telephone_and_no_other_way_when_it_must_be_another_person()
    {
        using var station = new TestStation();
        station.Variables["RUNBOOK_OPERATOR"] = "jan";
        Assert.Equal(0, station.Run("run", "client-update").ExitCode);
        Assert.Equal(3, station.Run("run", "client-update", "--run-id", "r1").ExitCode);
        Assert.Equal(0, station.Run("key", "new", "anna", "--approver").ExitCode);
        var challenge = station.Run("status", "r1").Out.Split('\n').Single(static l => l.Contains("challenge for L2:", StringComparison.Ordinal)).Split(": ")[1].Trim();
        var response = station.Run("approve", challenge, "--as", "anna").Out.Trim();
        var wrong = station.Run("confirm", "r1", "approve-downgrade", "--as", "anna", "--response", "AAAA-BBBB-CCCC-DDDD");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("approval.response-wrong", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(0, station.Run("confirm", "r1", "approve-downgrade", "--as", "anna", "--response", response.ToLowerInvariant()).ExitCode);
        Assert.Equal(0, station.Run("resume", "r1").ExitCode);
        Assert.Contains("\"channel\":\"challenge\"", File.ReadAllText(station.Journal("r1")), StringComparison.Ordinal);

        Assert.Equal(3, station.Run("run", "client-update", "--run-id", "r2").ExitCode);
        Assert.Equal(0, station.Run("key", "new", "ewa", "--no-passphrase").ExitCode);
        Assert.Equal(0, station.Run("confirm", "r2", "approve-downgrade", "--key", "ewa").ExitCode);
        Assert.Equal(0, station.Run("resume", "r2").ExitCode);
        Assert.Equal(0, station.Run("journal", "verify", "r2").ExitCode);
        Assert.Contains("\"by\":\"ewa\"", File.ReadAllText(station.Journal("r2")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stations_directory_is_verified_run_by_run_and_a_deleted_one_is_missed()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "a").ExitCode);
        Assert.Equal(0, station.Run("run", "license-recovery", "--run-id", "b").ExitCode);
        var whole = station.Run("journal", "verify", station.Root);
        Assert.True(whole.ExitCode == 0, whole.All);
        Assert.Contains("In all: 2 – VALID 2", whole.Out, StringComparison.Ordinal);
        Assert.Equal(2, station.Run("journal", "verify", station["var/runbook/runs"], "--receipt", "AAAA-BBBB-CCCC-DDDD").ExitCode);
        Directory.Delete(station["var/runbook/runs/a"], recursive: true);
        var holed = station.Run("journal", "verify", station["var/runbook/runs"], "--format", "json");
        Assert.Equal(1, holed.ExitCode);
        using var json = JsonDocument.Parse(holed.Out);
        Assert.Equal(["VALID", "TRUNCATED"], json.RootElement.EnumerateArray().Select(static r => r.GetProperty("verdict").GetString()));
        Assert.Equal("ledger.run-missing", json.RootElement[1].GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Contains("journal.none-here", station.Run("journal", "verify", station["opt"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_runs_are_replayed_against_an_edit_and_summed_up_by_the_step_at_which_they_part()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "a").ExitCode);
        Assert.Equal(0, station.Run("run", "license-recovery", "--run-id", "b").ExitCode);
        Assert.Equal(3, station.Run("run", "client-update", "--run-id", "c").ExitCode);
        var same = station.Run("replay", "--all");
        Assert.True(same.ExitCode == 0, same.All);
        Assert.Contains("Unchanged: 3", same.Out, StringComparison.Ordinal);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "runbooks", "client-update.yaml"));
        var edited = station["edited.yaml"];
        File.WriteAllText(edited, text.Replace("      source: ${{ inputs.store }}\n", "      source: ${{ inputs.license }}\n", StringComparison.Ordinal));
        var parted = station.Run("replay", "--all", "--against", edited);
        Assert.Equal(1, parted.ExitCode);
        Assert.Contains("Another way at step backup-store: 1", parted.Out, StringComparison.Ordinal);
        Assert.Contains("Unchanged: 1", parted.Out, StringComparison.Ordinal);
        Assert.Contains("Another runbook: 1", parted.Out, StringComparison.Ordinal);
        var line = text.Split('\n').ToList().FindIndex(static l => l.Contains("- id: backup-store", StringComparison.Ordinal)) + 1;
        Assert.Contains($"edited.yaml:{line}:", parted.Out, StringComparison.Ordinal);
        Assert.Contains($"client-update.yaml:{line}:", parted.Out.Split("recorded:")[1], StringComparison.Ordinal);

        // An input that nobody had heard of then: nobody can tell what it would have been.
        File.WriteAllText(edited, text.Replace("\ndefaults:", "\n  fresh:\n    type: string\n    default: x\n\ndefaults:", StringComparison.Ordinal).Replace("      source: ${{ inputs.store }}\n", "      source: ${{ inputs.fresh }}\n", StringComparison.Ordinal));
        var untold = station.Run("replay", "a", "--against", edited);
        Assert.Equal(1, untold.ExitCode);
        Assert.Contains("replay.input-unknown", untold.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_followed_until_it_is_over_and_sealed()
    {
        using var station = new TestStation();
        Assert.Equal(3, station.Run("run", "station-preparation", "--run-id", "r1").ExitCode);
        using var follower = station.Start("journal", "show", "r1", "--follow", "--format", "json");
        Assert.Equal(0, station.Run("confirm", "r1", "walk-through", "--tick", "all").ExitCode);
        Assert.Equal(0, station.Run("resume", "r1").ExitCode);
        var followed = follower.Wait();
        Assert.True(followed.ExitCode == 0, followed.All);
        var types = followed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => JsonDocument.Parse(l).RootElement.GetProperty("type").GetString()).ToList();
        Assert.Equal(File.ReadLines(station.Journal("r1")).Count(), types.Count);
        Assert.Equal("sealed", types[^1]);
        using var whole = JsonDocument.Parse(station.Run("journal", "show", "r1", "--format", "json").Out);
        Assert.Equal(types, whole.RootElement.EnumerateArray().Select(static e => e.GetProperty("type").GetString()));
    }

    [Fact]
    public void Whoever_takes_a_case_has_the_receipt_and_verifies_the_package_alone()
    {
        using var station = new TestStation();
        Assert.Equal(3, station.Run("run", "escalation", "--run-id", "r1", "--set", "case=other").ExitCode);
        var keys = station["keys.txt"];
        File.WriteAllText(keys, station.Run("key", "show").Out);
        var package = station["package"];
        System.IO.Compression.ZipFile.ExtractToDirectory(station["var/outbox/l3/r1.zip"], package);
        var verified = Program.Run(new Dictionary<string, string> { ["RUNBOOK_KEYS"] = station["none"] }, "journal", "verify", package, "--key", keys, "--format", "json");
        using var json = JsonDocument.Parse(verified.Out);
        Assert.Equal("OPEN", json.RootElement[0].GetProperty("verdict").GetString());
        var receipt = json.RootElement[0].GetProperty("receipt").GetString()!;
        foreach (var file in new[] { Path.Combine(package, "note.en.md"), Path.Combine(package, "note.pl.md"), Path.Combine(package, "manifest.json") })
        {
            Assert.Contains(receipt, File.ReadAllText(file), StringComparison.Ordinal);
        }
    }
}
