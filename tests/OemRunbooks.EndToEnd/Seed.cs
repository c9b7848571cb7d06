using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>The seed's other sections on a real station, by the real program.</summary>
public sealed class Seed
{
    [Fact]
    public void The_demo_runs_the_four_sections_and_links_their_reports()
    {
        var directory = Directory.CreateTempSubdirectory("runbook-demo-").FullName;
        try
        {
            var demo = Program.Run(new Dictionary<string, string>(), "demo", directory, "--lang", "en");
            Assert.True(demo.ExitCode == 0, demo.All);
            Assert.Contains("simulated", demo.Error, StringComparison.Ordinal);
            foreach (var title in (string[])["Station preparation", "Client update", "Licence recovery", "Escalation and reporting"])
            {
                Assert.Contains(title, demo.Out, StringComparison.Ordinal);
            }

            Assert.Equal(8, demo.Out.Split('\n').Count(static l => l.Contains("/report.", StringComparison.Ordinal)));
            Assert.All(demo.Out.Split('\n').Where(static l => l.Contains("/report.", StringComparison.Ordinal)), l => Assert.True(File.Exists(Path.Combine(directory, l.Trim())), l));
            Assert.Single(Directory.GetFiles(Path.Combine(directory, "var/outbox/security"), "*.zip"));
            Assert.Single(Directory.GetFiles(Path.Combine(directory, "var/outbox/l3"), "*.zip"));

            // Every step that the demo takes can be taken again: the station is whole.
            var update = Program.Run(Environment(directory), "run", "hardware-drift", "--station", directory);
            Assert.True(update.ExitCode == 0, update.All);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void A_prepared_stick_updates_a_customer_by_itself()
    {
        using var station = new TestStation();
        Assert.Equal(3, station.Run("run", "przygotowanie-stanowiska", "--run-id", "prep").ExitCode);
        Assert.Equal(0, station.Run("confirm", "prep", "walk-through", "--tick", "all").ExitCode);
        var done = station.Run("resume", "prep");
        Assert.True(done.ExitCode == 0, done.All);

        // At the customer's there are no releases: all comes from the stick, and the runbook too.
        Directory.Delete(station["var/releases"], recursive: true);
        Directory.Delete(station["var/dist"], recursive: true);
        var update = station.Run("run", "client-update", "--library", station["media/usb/runbooks"]);
        Assert.True(update.ExitCode == 0, update.All);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(14)]
    public void A_recovery_killed_anywhere_leaves_a_store_that_opens_and_resumes_to_the_same_end(int lines)
    {
        using var station = new TestStation();
        File.Copy(station["backups/license_store.old.json"], station["secrets/license_store.json"], overwrite: true);
        var before = File.ReadAllBytes(station["secrets/license_store.json"]);
        using (var run = station.Start("run", "license-recovery", "--run-id", Interruption.Id))
        {
            Interruption.WaitFor(run, station, lines, 0);
            run.Kill();
            run.Wait();
        }

        // With one of the two fingerprints: the former one opens what has not been touched, this machine's what has been re-encrypted.
        if (!before.AsSpan().SequenceEqual(File.ReadAllBytes(station["secrets/license_store.json"])))
        {
            Assert.Equal(before, File.ReadAllBytes(station["secrets/license_store.json.bak"]));
            Assert.Equal(0, station.Run("run", "license-recovery", "--plan").ExitCode);
        }

        var resumed = station.Run("resume", Interruption.Id);
        Assert.True(resumed.ExitCode is 0 || resumed.All.Contains("run.finished", StringComparison.Ordinal), resumed.All);
        Assert.Equal(before, File.ReadAllBytes(station["secrets/license_store.json.bak"]));
        Assert.Single(Directory.GetFiles(station["var/reports/licensing"], "recovery-*Z.json"), static f => !f.EndsWith("recovery-20240514T081500Z.json", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(station["var/outbox/l3"], "*.zip"));
        Assert.Empty(station.Leftovers());
    }

    [Fact]
    public void A_recovery_of_a_store_that_opens_says_so_and_changes_nothing()
    {
        using var station = new TestStation();
        var before = station.Snapshot("secrets", "backups");
        var run = station.Run("run", "odzyskiwanie-licencji");
        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains("no recovery is needed", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, station.Snapshot("secrets", "backups"));
    }

    [Fact]
    public void A_wrong_former_fingerprint_goes_to_l3_and_the_store_stays()
    {
        using var station = new TestStation();
        File.Copy(station["backups/license_store.old.json"], station["secrets/license_store.json"], overwrite: true);
        File.WriteAllText(station["backups/fingerprint.old"], "AAAA-BBBB\n");
        var before = File.ReadAllBytes(station["secrets/license_store.json"]);
        var run = station.Run("run", "license-recovery");
        Assert.True(run.ExitCode == 3, run.All);
        Assert.Contains("store.wrong-old-fingerprint", run.Out, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(station["secrets/license_store.json"]));
        Assert.Single(Directory.GetFiles(station["var/outbox/l3"], "*.zip"));
    }

    [Fact]
    public void A_case_continues_its_ticket_and_one_without_a_ticket_gets_a_new_note()
    {
        using var station = new TestStation();
        File.WriteAllText(station["docs/support/articles/T-17.md"], "---\nid: T-17\ntitle: Awaria\nsummary: Opis\n---\n\nPierwszy wpis.\n");
        var run = station.Run("run", "eskalacja", "--set", "case=other", "--set", "ticket=T-17", "--set", "summary=Wentylator");
        Assert.True(run.ExitCode == 3, run.All);
        var note = File.ReadAllText(station["docs/support/articles/T-17.md"]);
        Assert.Contains("Pierwszy wpis.", note, StringComparison.Ordinal);
        Assert.Contains("Wentylator", note, StringComparison.Ordinal);
        Assert.Contains("var/reports/licensing/", note, StringComparison.Ordinal);
        var missing = station.Run("run", "escalation", "--set", "case=other", "--set", "ticket=T-18");
        Assert.Contains("note.ticket-missing", missing.All, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(station["var/outbox/l3"], "*.zip").Length);
    }

    [Fact]
    public void A_degraded_machine_asks_and_records_and_one_to_be_bound_anew_goes_to_hardware()
    {
        using var station = new TestStation();
        station.Variables["OEM_DISK_ID"] = "ANOTHER-DISK";
        Assert.Equal(3, station.Run("run", "hardware-drift", "--run-id", "drift").ExitCode);
        Assert.Equal(0, station.Run("confirm", "drift", "confirm-degraded").ExitCode);
        var resumed = station.Run("resume", "drift");
        Assert.True(resumed.ExitCode == 0, resumed.All);
        station.Variables["OEM_TPM_ID"] = "ANOTHER-TPM";
        station.Variables["OEM_FINGERPRINT"] = "X";
        Assert.Equal(3, station.Run("run", "hardware-drift", "--run-id", "bind").ExitCode);
        Assert.Equal(0, station.Run("confirm", "bind", "rebind/ask-recovery", "--reject").ExitCode);
        var bound = station.Run("resume", "bind");
        Assert.True(bound.ExitCode == 3, bound.All);
        Assert.Contains("hardware.rebind-required", bound.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_acceptance_asks_for_its_list_its_evidence_and_its_approval()
    {
        using var station = new TestStation();
        File.WriteAllText(station["protokol.txt"], "odebrano");
        Assert.Equal(3, station.Run("run", "odbior-instalacji", "--run-id", "a").ExitCode);
        Assert.Equal(0, station.Run("confirm", "a", "checklist", "--tick", "all").ExitCode);
        Assert.Equal(3, station.Run("resume", "a").ExitCode);
        Assert.Equal(0, station.Run("confirm", "a", "protocol", "--set", "customer=Jan", "--set", "files=protokol.txt").ExitCode);
        Assert.Equal(3, station.Run("resume", "a").ExitCode);
        Assert.Equal(0, station.Run("confirm", "a", "accept").ExitCode);
        var done = station.Run("resume", "a");
        Assert.True(done.ExitCode == 0, done.All);
        Assert.True(File.Exists(station["var/runbook/runs/a/evidence/protokol.txt"]));
    }

    private static Dictionary<string, string> Environment(string station) =>
        File.ReadLines(Path.Combine(station, "demo.env")).Where(static l => !l.StartsWith('#') && l.Contains('=', StringComparison.Ordinal)).Select(static l => l.Split('=', 2)).ToDictionary(static p => p[0], static p => p[1], StringComparer.Ordinal);
}
