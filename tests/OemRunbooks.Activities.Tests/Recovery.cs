using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Demo;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;

namespace OemRunbooks.Activities.Tests;

/// <summary>A store after a change of hardware: recovered, found recovered, refused, never lost.</summary>
public sealed class Recovery : IDisposable
{
    private const string Store = "secrets/license_store.json";
    private readonly CallFactory station = new();
    private readonly DemoInfo demo;

    public Recovery() => demo = station.Demo();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task A_store_of_the_former_board_is_recovered_with_backup_and_report()
    {
        DemoEvents.ChangeHardware(station.Root);
        var old = File.ReadAllBytes(station[Store]);
        var asked = await station.Succeeds("verify.store", ("store", Value.Of(Store)), ("mustOpen", Value.False));
        Assert.Equal(Value.False, asked.Outputs["opens"]);
        await station.Fails("store.decryption-failed", "verify.store", ("store", Value.Of(Store)));
        var outcome = await station.Succeeds("recover.license", ("store", Value.Of(Store)));
        Assert.Equal(Value.True, outcome.Outputs["recovered"]);
        Assert.Equal(2, outcome.Outputs["licenses"].AsInteger());
        Assert.Equal("var/reports/licensing/recovery-20261123T195312Z.json", outcome.Outputs["report"].ToText());
        Assert.Equal(old, File.ReadAllBytes(station[Store + ".bak"]));
        var report = (OemObject)OemJsonReader.Parse(File.ReadAllBytes(station[outcome.Outputs["report"].ToText()]), "");
        Assert.Equal(["store_path", "output_path", "old_fingerprint", "new_fingerprint", "licenses"], report.Select(static f => f.Key));
        Assert.Equal(demo.Fingerprint, report.TextOf("new_fingerprint"));
        Assert.Equal(Value.True, (await station.Succeeds("verify.store", ("store", Value.Of(Store)))).Outputs["opens"]);
    }

    [Fact]
    public async Task A_store_that_opens_already_is_left_alone_and_its_backup_too()
    {
        File.WriteAllText(station[Store + ".bak"], "the first recovery's copy");
        var before = station.Snapshot("secrets");
        var outcome = await station.Succeeds("recover.license", ("store", Value.Of(Store)));
        Assert.Equal(Value.False, outcome.Outputs["recovered"]);
        Assert.Equal("store.already-recovered", Assert.Single(outcome.Remarks).Code);
        Assert.Equal(before, station.Snapshot("secrets"));
    }

    [Fact]
    public async Task A_crash_after_the_store_was_written_finishes_with_the_report()
    {
        DemoEvents.ChangeHardware(station.Root);
        var formerly = File.ReadAllText(station["backups/fingerprint.old"]).Trim();
        LicenseTool.Recover(Disk.All, new RecoverRequest(station[Store], formerly, demo.Fingerprint), TimeProvider.System);
        var bak = File.ReadAllBytes(station[Store + ".bak"]);
        var call = station.Call(("store", Value.Of(Store)));
        var found = await CallFactory.Activity("recover.license").ReconcileAsync(call, CancellationToken.None);
        Assert.Equal((Finding.HalfDone, Value.True), (found.Found, found.Outcome!.Outputs["recovered"]));
        Assert.True(File.Exists(station["var/reports/licensing/recovery-20261123T195312Z.json"]));
        Assert.Equal(bak, File.ReadAllBytes(station[Store + ".bak"]));
        Assert.Equal(Finding.Done, (await CallFactory.Activity("recover.license").ReconcileAsync(call, CancellationToken.None)).Found);
    }

    [Fact]
    public async Task A_crash_before_the_store_was_written_begins_anew()
    {
        DemoEvents.ChangeHardware(station.Root);
        File.Copy(station[Store], station[Store + ".bak"]);
        station.Write("secrets/.license_store.json.0123456789ab.tmp", "half");
        Assert.Null(
            (
                await CallFactory
                    .Activity("recover.license")
                    .ReconcileAsync(station.Call(("store", Value.Of(Store))), CancellationToken.None)
            ).Outcome
        );
        Assert.Empty(Directory.EnumerateFiles(station["secrets"], ".*.tmp"));
        await station.Succeeds("recover.license", ("store", Value.Of(Store)));
    }

    [Theory]
    [InlineData("fingerprint.missing", null)]
    [InlineData("fingerprint.blank", "  \n")]
    [InlineData("store.wrong-old-fingerprint", "AAAA-BBBB")]
    public async Task A_wrong_former_fingerprint_changes_nothing(string code, string? text)
    {
        DemoEvents.ChangeHardware(station.Root);
        File.Delete(station["backups/fingerprint.old"]);
        if (text is not null)
        {
            station.Write("backups/fingerprint.old", text);
        }

        var before = station.Snapshot();
        await station.Fails(code, "recover.license", ("store", Value.Of(Store)));
        Assert.Equal(before, station.Snapshot());
    }

    [Theory]
    [InlineData(Codes.StoreMissing, null)]
    [InlineData(Codes.StoreMalformed, "{\"version\": 2, \"nonce\": 5}")]
    [InlineData(Codes.StoreMalformed, "not json")]
    public async Task A_store_that_is_missing_or_damaged_is_never_taken_as_empty(string code, string? text)
    {
        File.Delete(station[Store]);
        if (text is not null)
        {
            station.Write(Store, text);
        }

        var before = station.Snapshot();
        await station.Fails(code, "recover.license", ("store", Value.Of(Store)));
        await station.Fails(code, "verify.store", ("store", Value.Of(Store)), ("mustOpen", Value.False));
        Assert.Equal(before, station.Snapshot());
    }

    [Fact]
    public async Task The_evidence_never_holds_the_hash_that_is_the_key()
    {
        await station.Succeeds("verify.store", ("store", Value.Of(Store)));
        var hash = ((OemObject)OemJsonReader.Parse(File.ReadAllBytes(station[Store]), "")).TextOf("fingerprint_hash")!;
        var evidence = File.ReadAllText(station[$"var/runbook/runs/{CallFactory.RunId}/evidence/license-status.json"]);
        Assert.DoesNotContain(hash, evidence, StringComparison.Ordinal);
        Assert.Contains("OEM-2024-00417", evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_in_the_older_plain_form_is_a_deviation()
    {
        station.Write(Store, "{\"licenses\": {\"A\": {\"status\": \"active\"}}}");
        var outcome = await station.Succeeds("verify.store", ("store", Value.Of(Store)));
        Assert.Equal(Value.True, outcome.Outputs["migrated"]);
        Assert.True(Assert.Single(outcome.Remarks).IsDeviation);
    }

    [Fact]
    public async Task Drift_names_the_parts_and_the_new_record_keeps_the_old_one()
    {
        Assert.Equal("match", (await station.Succeeds("verify.drift")).Outputs["status"].ToText());
        DemoEvents.ChangeHardware(station.Root);
        var drift = await station.Succeeds("verify.drift");
        Assert.Equal("rebind_required", drift.Outputs["status"].ToText());
        Assert.Equal(["cpu"], drift.Outputs["changed"].Items.Select(static c => c.ToText()));
        await station.Fails("hardware.rebind-required", "verify.drift", ("accept", Value.List([Value.Of("match"), Value.Of("degraded")])));
        var tolerant = await station.Succeeds(
            "verify.drift",
            ("tolerances", Value.MapOf(("cpu", Value.Of(1)))),
            ("accept", Value.List([Value.Of("degraded")]))
        );
        Assert.Equal("degraded", tolerant.Outputs["status"].ToText());
        await station.Fails(
            "hardware.degraded",
            "verify.drift",
            ("tolerances", Value.MapOf(("cpu", Value.Of(1)))),
            ("accept", Value.List([Value.Of("match")]))
        );
        var kept = await station.Succeeds("backup.hardware");
        Assert.True(File.Exists(station[kept.Outputs["kept"].ToText()]));
        Assert.Equal("match", (await station.Succeeds("verify.drift")).Outputs["status"].ToText());
    }

    [Fact]
    public async Task A_hardware_record_must_be_one_and_signed_when_a_key_is_given()
    {
        station.Environment["RECORD_KEY"] = "base64:" + Convert.ToBase64String(new byte[48]);
        var key = Value.SecretReference("env:RECORD_KEY");
        await station.Fails("hardware.signature-mismatch", "verify.drift", ("key", key));
        await station.Succeeds("backup.hardware", ("key", key));
        Assert.Equal("match", (await station.Succeeds("verify.drift", ("key", key))).Outputs["status"].ToText());
        var signed = File.ReadAllText(station["backups/hardware.json"]);
        File.WriteAllText(station["backups/hardware.json"], signed.Replace("\"cpu\": \"", "\"cpu\": \"0", StringComparison.Ordinal));
        await station.Fails("hardware.signature-mismatch", "verify.drift", ("key", key));
        foreach (var text in (string[])["{}", "[]", "nonsense", "{\"component_digests\": {}}"])
        {
            station.Write("backups/hardware.json", text);
            await station.Fails("hardware.record-malformed", "verify.drift");
        }

        File.Delete(station["backups/hardware.json"]);
        await station.Fails("hardware.no-baseline", "verify.drift");
        Assert.Equal("unknown", (await station.Succeeds("verify.drift", ("required", Value.False))).Outputs["status"].ToText());
    }

    // Only the installer knows how far it got: neither that it had not begun nor that it was done would be true.
    [Fact]
    public async Task An_installer_that_was_interrupted_is_not_said_to_have_waited()
    {
        var before = await CallFactory.Activity("run.installer").ReconcileAsync(station.Call(), CancellationToken.None);
        Assert.Equal(Finding.NotBegun, before.Found);
        station.Checkpoints.Add(Value.MapOf(("started", Value.True)));
        var after = await CallFactory.Activity("run.installer").ReconcileAsync(station.Call(), CancellationToken.None);
        Assert.Equal((null, "installer.interrupted"), (after.Found, after.Outcome?.Failure?.Code));
    }
}
