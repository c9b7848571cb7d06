using System.Text.Json.Nodes;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What a lead hands out and a station takes in. Source: trust.md, "Signatures".</summary>
public sealed class Packs : IDisposable
{
    private const string Runbook = """
        schemaVersion: "1.0"
        id: night-check
        version: 1.0.0
        name: {pl: Kontrola nocna, en: Night check}
        steps:
          - {id: store, action: verify.store, with: {store: secrets/license_store.json}}
        """;

    private readonly TestStation lead = new();
    private readonly TestStation station = new();

    public Packs()
    {
        // Everybody has keys of their own.
        lead.Variables["RUNBOOK_KEYS"] = lead["keys"];
        station.Variables["RUNBOOK_KEYS"] = station["keys"];
        Assert.Equal(0, lead.Run("key", "new", "lead", "--no-passphrase").ExitCode);
        Directory.CreateDirectory(lead["work"]);
        File.WriteAllText(lead["work/night-check.yaml"], Runbook);
        Directory.CreateDirectory(station["runbooks"]);
    }

    private string Key => lead.Run("key", "show").Out.Split('\n').First(static k => k.StartsWith("lead+", StringComparison.Ordinal));

    public void Dispose()
    {
        lead.Dispose();
        station.Dispose();
    }

    [Fact]
    public void A_trusted_pack_is_listed_run_and_named_in_the_journal()
    {
        Make();
        Trust();
        var listed = JsonNode.Parse(station.Run("list", "--format", "json").Out)!.AsArray().First(static i => (string?)i!["id"] == "night-check")!;
        Assert.Equal(("lead", true), ((string?)listed["signedBy"], (bool)listed["signed"]!));
        Assert.Contains("lead (support 1.0.0)", station.Run("list").Out, StringComparison.Ordinal);
        var run = station.Run("run", "night-check", "--run-id", "packed-1");
        Assert.True(run.ExitCode == 0, run.All);
        var started = JsonNode.Parse(File.ReadLines(station.Journal("packed-1")).First())!["data"]!["pack"]!;
        Assert.Equal(Key, (string?)started["signer"]);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(station["runbooks/support.rbpack"]))), (string?)started["sha256"]);
        Assert.Contains("support", File.ReadAllText(station["var/runbook/runs/packed-1/report.en.md"]), StringComparison.Ordinal);
        Assert.Equal(0, station.Run("replay", "packed-1").ExitCode);
    }

    [Fact]
    public void A_pack_of_the_library_option_is_run_as_well()
    {
        Make();
        Trust();
        File.Move(station["runbooks/support.rbpack"], station["media/usb/support.rbpack"]);
        Assert.Equal(0, station.Run("run", "night-check", "--library", station["media/usb/support.rbpack"]).ExitCode);
    }

    [Fact]
    public void A_tampered_pack_is_refused()
    {
        Make();
        Trust();
        var bytes = File.ReadAllBytes(station["runbooks/support.rbpack"]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(station["runbooks/support.rbpack"], bytes);
        AssertRefused("pack.tampered");
        Assert.Contains("pack.tampered", station.Run("list").Error, StringComparison.Ordinal);
        Assert.Equal(2, station.Run("pack", "verify", station["runbooks/support.rbpack"]).ExitCode);
    }

    [Fact]
    public void A_damaged_pack_does_not_bring_back_what_it_replaces()
    {
        File.WriteAllText(lead["work/client-update.yaml"], Runbook.Replace("night-check", "client-update", StringComparison.Ordinal));
        Make();
        Trust();
        Assert.Contains("Night check", station.Run("show", "client-update").Out, StringComparison.Ordinal);
        File.WriteAllBytes(station["runbooks/support.rbpack"], File.ReadAllBytes(station["runbooks/support.rbpack"])[..^1]);
        AssertRefused("pack.truncated", "client-update");
    }

    [Fact]
    public void A_pack_of_somebody_unknown_is_refused()
    {
        Make();
        AssertRefused("pack.untrusted");
    }

    [Fact]
    public void An_expired_pack_is_refused()
    {
        Make("--created", "2024-01-01", "--expires", "2024-02-01");
        Trust();
        AssertRefused("pack.expired");
    }

    [Fact]
    public void A_pack_for_a_newer_program_is_refused()
    {
        Make("--minimum-program-version", "99.0.0");
        Trust();
        AssertRefused("pack.program-older");
    }

    [Fact]
    public void A_revocation_is_remembered_when_the_pack_that_brought_it_is_gone()
    {
        Make();
        Trust();
        Assert.Equal(0, station.Run("run", "night-check").ExitCode);
        File.WriteAllText(lead["work/night-check.yaml"], Runbook.Replace("1.0.0", "1.0.1", StringComparison.Ordinal));
        lead.Run("pack", lead["work"], "--out", lead["second.rbpack"], "--key", "lead", "--revoke", station["runbooks/support.rbpack"]);
        File.Copy(lead["second.rbpack"], station["runbooks/second.rbpack"]);
        Assert.Equal(0, station.Run("run", "night-check").ExitCode);
        File.Delete(station["runbooks/second.rbpack"]);
        AssertRefused("pack.revoked");
    }

    [Fact]
    public void A_revoked_runbook_is_refused_even_where_nothing_is_trusted()
    {
        Make("--revoke", lead["work/night-check.yaml"]);
        Trust();
        AssertRefused("runbook.revoked");
        station.Run("run", "hardware-drift");
        File.Delete(station["keys/trusted.keys"]);
        File.Delete(station["runbooks/support.rbpack"]);
        File.WriteAllText(station["runbooks/night-check.yaml"], Runbook);
        AssertRefused("runbook.revoked");
    }

    [Fact]
    public void With_trust_a_loose_runbook_is_refused_and_the_programs_own_are_run()
    {
        File.WriteAllText(station["runbooks/night-check.yaml"], Runbook);
        Assert.Equal(0, station.Run("run", "night-check").ExitCode);
        Trust();
        var before = Directory.GetDirectories(station["var/runbook/runs"]).Length;
        AssertRefused("runbook.untrusted", before: before);
        AssertRefused("runbook.untrusted", station["runbooks/night-check.yaml"], before);
        Assert.Equal(0, station.Run("run", "hardware-drift").ExitCode);
    }

    [Fact]
    public void With_trust_a_loose_teams_file_does_not_say_who_gets_the_evidence()
    {
        File.WriteAllText(station["runbooks/teams.yaml"], "schemaVersion: \"1.0\"\nteams:\n  hardware: {name: {pl: Obcy, en: Strangers}, outbox: media/usb/strangers}\n");
        Trust();
        Assert.Equal(3, station.Run("run", "escalation", "--set", "case=fingerprint").ExitCode);
        Assert.False(Directory.Exists(station["media/usb/strangers"]));
    }

    [Fact]
    public void Equal_content_and_date_give_equal_bytes()
    {
        Make("--created", "2026-11-25");
        var first = File.ReadAllBytes(lead["support.rbpack"]);
        Make("--created", "2026-11-25");
        Assert.Equal(first, File.ReadAllBytes(lead["support.rbpack"]));
    }

    [Fact]
    public void A_runbook_with_errors_is_not_handed_out()
    {
        File.WriteAllText(lead["work/broken.yaml"], "id: broken\n");
        var made = lead.Run("pack", lead["work"], "--out", lead["support.rbpack"], "--key", "lead");
        Assert.Equal(2, made.ExitCode);
        Assert.Contains("pack.runbook-invalid", made.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(lead["support.rbpack"]));
    }

    [Theory]
    [InlineData("--expires", "soon")]
    [InlineData("--id", "Not An Id")]
    [InlineData("--pack-version", "1")]
    [InlineData("--revoke", "nothing")]
    [InlineData("--minimum-program-version", "new")]
    public void A_value_that_an_option_does_not_take_is_named(string option, string value)
    {
        var made = lead.Run("pack", lead["work"], "--out", lead["support.rbpack"], "--key", "lead", option, value);
        Assert.Equal(2, made.ExitCode);
        Assert.Contains("pack.option-invalid", made.Error, StringComparison.Ordinal);
    }

    private void Make(params string[] also)
    {
        var made = lead.Run(["pack", lead["work"], "--out", lead["support.rbpack"], "--key", "lead", .. also]);
        Assert.True(made.ExitCode is 0 or 2 && File.Exists(lead["support.rbpack"]), made.All);
        File.Copy(lead["support.rbpack"], station["runbooks/support.rbpack"], overwrite: true);
    }

    private void Trust() => Assert.Equal(0, station.Run("key", "trust", Key).ExitCode);

    private void AssertRefused(string code, string name = "night-check", int? before = null)
    {
        var runs = station["var/runbook/runs"];
        var count = before ?? (Directory.Exists(runs) ? Directory.GetDirectories(runs).Length : 0);
        var result = station.Run("run", name);
        Assert.True(result.ExitCode == 2, result.All);
        Assert.Contains(code, result.Error, StringComparison.Ordinal);
        Assert.Equal(count, Directory.Exists(runs) ? Directory.GetDirectories(runs).Length : 0);
    }
}
