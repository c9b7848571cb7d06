using System.IO.Compression;
using System.Text;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Activities.Tests;

/// <summary>Who gets a case, by which channel, with which evidence.</summary>
public sealed class Cases : IDisposable
{
    private readonly CallFactory station = new();

    public Cases() => station.Demo();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task Evidence_that_the_hardware_team_requires_is_collected()
    {
        Fail("fingerprint.mismatch");
        var outcome = await station.Succeeds("escalate.team", ("team", Value.Of("hardware")));
        Assert.Equal(Value.True, outcome.Outputs["complete"]);
        var names = Names(outcome.Outputs["path"].ToText());
        Assert.Contains("evidence/license-status.json", names);
        Assert.Contains("evidence/verify-fingerprint.log", names);
        Assert.True(File.Exists(station[outcome.Outputs["mail"].ToText()]));
        Assert.True(File.Exists(station[outcome.Outputs["ticketFile"].ToText()]));
    }

    [Fact]
    public async Task Missing_evidence_is_named_in_package_ticket_and_report_or_refused_when_strict()
    {
        Directory.Delete(station["var/dist/notary"], recursive: true);
        Fail("notary.rejected");
        await station.Fails("escalation.evidence-required", "escalate.team", ("team", Value.Of("security")), ("strict", Value.True));
        Assert.False(Directory.Exists(station["var/outbox/security"]));
        var outcome = await station.Succeeds("escalate.team", ("team", Value.Of("security")));
        Assert.Equal(["notary-log"], outcome.Outputs["missing"].Items.Select(static m => m.ToText()));
        Assert.Contains(outcome.Remarks, static r => r is { Code: "escalation.incomplete", IsDeviation: true });
        using var zip = ZipFile.OpenRead(station[outcome.Outputs["path"].ToText()]);
        using var note = new StreamReader(zip.GetEntry("note.pl.md")!.Open());
        Assert.Contains("brakuje:** log notaryzacji", note.ReadToEnd(), StringComparison.Ordinal);
        var asked = await station.Succeeds("escalate.evidence", ("team", Value.Of("security")));
        Assert.Equal("notarisation log of var/dist/notary/", asked.Outputs["missingNames"]["en"].ToText());

        // A case of another kind does not need it.
        Fail("bundle.digest-mismatch");
        Assert.Equal(Value.True, (await station.Succeeds("escalate.evidence", ("team", Value.Of("security")))).Outputs["complete"]);
    }

    [Fact]
    public async Task The_mail_is_one_that_a_mail_program_opens()
    {
        Fail("fingerprint.mismatch");
        var outcome = await station.Succeeds("escalate.team", ("team", Value.Of("hardware")), ("note", Value.Of("Zażółć gęślą jaźń")));
        var mail = File.ReadAllText(station[outcome.Outputs["mail"].ToText()], Encoding.ASCII);
        var head = mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.Contains("To: sprzet@oem.example\r\n", head, StringComparison.Ordinal);
        Assert.Contains("MIME-Version: 1.0", head, StringComparison.Ordinal);
        Assert.All(mail.Split("\r\n"), static l => Assert.True(l.Length <= 998));
        var parts = mail.Split("\r\n\r\n");
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(parts[2][..parts[2].IndexOf("--=_", StringComparison.Ordinal)]));
        Assert.Contains("Zażółć gęślą jaźń", body, StringComparison.Ordinal);
        var attached = Convert.FromBase64String(parts[3][..parts[3].IndexOf("--=_", StringComparison.Ordinal)]);
        Assert.Equal(File.ReadAllBytes(station[outcome.Outputs["path"].ToText()]), attached);
    }

    [Fact]
    public async Task A_ticket_names_package_and_digest_in_both_languages()
    {
        Fail("store.decryption-failed");
        var outcome = await station.Succeeds("escalate.team", ("team", Value.Of("l3")), ("ticket", Value.Of("T-7")));
        var ticket = (OemObject)OemJsonReader.Parse(File.ReadAllBytes(station[outcome.Outputs["ticketFile"].ToText()]), "");
        Assert.Equal("T-7", ticket.TextOf("ticket"));
        Assert.Equal(outcome.Outputs["sha384"].ToText(), ((OemObject)ticket["package"]!).TextOf("sha384"));
        Assert.NotEqual(((OemObject)ticket["body"]!).TextOf("pl"), ((OemObject)ticket["body"]!).TextOf("en"));
    }

    [Fact]
    public async Task The_packages_manifest_counts_what_was_masked()
    {
        station.Redactor.Add("TOP-SECRET-KEY");
        station.Write("var/log/core/leak.log", "a TOP-SECRET-KEY and again TOP-SECRET-KEY\n");
        var outcome = await station.Succeeds(
            "escalate.team",
            ("team", Value.Of("l3")),
            ("attach", Value.List([Value.Of("var/log/core/**")]))
        );
        using var zip = ZipFile.OpenRead(station[outcome.Outputs["path"].ToText()]);
        using var manifest = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        var redactions = (OemArray)((OemObject)OemJsonReader.Parse(Encoding.UTF8.GetBytes(manifest.ReadToEnd()), ""))["redactions"]!;
        Assert.Contains("\"count\":2", OemJsonWriter.Write(redactions, JsonStyle.Canonical), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schemaVersion: \"1.0\"\nteams: {l3: {name: L3}}\n", "escalation.team-unknown")]
    [InlineData("schemaVersion: \"1.0\"\nteams:\n  hardware: {nmae: x}\n", "teams.invalid")]
    [InlineData("\t", "teams.invalid")]
    public async Task A_broken_teams_file_or_an_unknown_team_does_not_lose_the_case(string teams, string code)
    {
        station.Teams = teams;
        var outcome = await station.Succeeds("escalate.team", ("team", Value.Of("hardware")));
        Assert.Contains(outcome.Remarks, r => r.Code == code && r.IsDeviation);
        Assert.Equal($"var/outbox/hardware/{CallFactory.RunId}.zip", outcome.Outputs["path"].ToText());
    }

    [Fact]
    public async Task A_teams_own_outbox_and_channels_are_used_without_a_compiler()
    {
        station.Teams =
            "schemaVersion: \"1.0\"\n"
            + "teams:\n"
            + "  serwis:\n"
            + "    name: Serwis\n"
            + "    outbox: wyslac/serwis\n"
            + "    channels: [ticket]\n"
            + "    requires:\n"
            + "      - {id: drift, name: zmiany, files: [\"evidence/*hardware-drift.json\"], collect: hardware-drift}\n";
        var outcome = await station.Succeeds("escalate.team", ("team", Value.Of("serwis")));
        Assert.Equal($"wyslac/serwis/{CallFactory.RunId}.zip", outcome.Outputs["path"].ToText());
        Assert.Equal(Value.Null, outcome.Outputs["mail"]);
        Assert.Contains("evidence/hardware-drift.json", Names(outcome.Outputs["path"].ToText()));
    }

    [Fact]
    public async Task A_crash_after_the_package_was_written_still_makes_mail_and_ticket()
    {
        Fail("fingerprint.mismatch");
        var outcome = await station.Succeeds("escalate.team", ("team", Value.Of("hardware")));
        File.Delete(station[outcome.Outputs["mail"].ToText()]);
        File.Delete(station[outcome.Outputs["ticketFile"].ToText()]);
        var found = await CallFactory
            .Activity("escalate.team")
            .ReconcileAsync(station.Call(("team", Value.Of("hardware"))), CancellationToken.None);
        Assert.Equal(outcome.Outputs, found.Outcome!.Outputs);
        Assert.True(File.Exists(station[outcome.Outputs["mail"].ToText()]));
        Assert.True(File.Exists(station[outcome.Outputs["ticketFile"].ToText()]));
    }

    [Theory]
    [InlineData("notarization")]
    [InlineData("fingerprint")]
    [InlineData("licensing")]
    [InlineData("other")]
    public async Task A_case_fails_with_the_code_of_its_kind(string kind)
    {
        var failure = await station.Fails("case." + kind, "escalate.case", ("kind", Value.Of(kind)), ("summary", Value.Of("opis")));
        Assert.Equal("opis", failure.Arguments["summary"].ToText());
    }

    [Fact]
    public async Task Evidence_that_is_missing_huge_or_secret_has_its_code()
    {
        station.Redactor.Add("TOP-SECRET-KEY");
        station.Write("a.log", "TOP-SECRET-KEY");
        station.Write("b.log", "text");
        var kept = await station.Succeeds("backup.evidence", ("files", Value.List([Value.Of("a.log; b.log")])));
        Assert.Equal(2, kept.Outputs["count"].AsInteger());
        Assert.Equal("•••", File.ReadAllText(station[kept.Outputs["files"].Items[0].ToText()]));
        await station.Fails("evidence.missing", "backup.evidence", ("files", Value.List([Value.Of("none.log")])));
        using (var huge = File.Create(station["huge.bin"]))
        {
            huge.SetLength(33L << 20);
        }

        await station.Fails("evidence.too-large", "backup.evidence", ("files", Value.List([Value.Of("huge.bin")])));
        var lenient = await station.Succeeds(
            "backup.evidence",
            ("files", Value.List([Value.Of("none.log"), Value.Of("huge.bin"), Value.Of("b.log")])),
            ("required", Value.False)
        );
        Assert.Equal(["evidence.missing", "evidence.too-large"], lenient.Remarks.Select(static r => r.Code));
        Assert.Equal(1, lenient.Outputs["count"].AsInteger());
    }

    [Fact]
    public async Task A_note_may_insist_on_being_new_or_on_a_ticket_that_exists()
    {
        await station.Fails("note.ticket-missing", "escalate.note", ("id", Value.Of("T-9")), ("mode", Value.Of("append")));
        Assert.Equal(
            Value.False,
            (await station.Succeeds("escalate.note", ("id", Value.Of("T-9")), ("mode", Value.Of("new")))).Outputs["appended"]
        );
        station.Write("docs/support/articles/T-10.md", "---\nid: T-10\n---\n\nby hand\n");
        await station.Fails("note.exists", "escalate.note", ("id", Value.Of("T-10")), ("mode", Value.Of("new")));
        Assert.Contains("by hand", File.ReadAllText(station["docs/support/articles/T-10.md"]), StringComparison.Ordinal);
        await station.Succeeds("escalate.note", ("id", Value.Of("T-10")), ("mode", Value.Of("append")));
        File.WriteAllBytes(station["docs/support/articles/T-11.md"], [0xff, 0xfe]);
        await station.Fails("text.malformed", "escalate.note", ("id", Value.Of("T-11")));
        Assert.Equal([0xff, 0xfe], File.ReadAllBytes(station["docs/support/articles/T-11.md"]));
    }

    private void Fail(string code) =>
        station.Facts = Value.MapOf(
            ("failure", Value.MapOf(("code", Value.Of(code)), ("arguments", Value.EmptyMap), ("step", Value.Of("step"))))
        );

    private List<string> Names(string package)
    {
        using var zip = ZipFile.OpenRead(station[package]);
        return [.. zip.Entries.Select(static e => e.FullName)];
    }
}
