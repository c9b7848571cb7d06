using System.Text;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Tests;

/// <summary>What the checks refuse, and what they leave as evidence.</summary>
public sealed class Checks : IDisposable
{
    private static readonly Value BundleKey = Value.SecretReference("env:OEM_BUNDLE_HMAC_KEY");
    private static readonly Value Root = Value.Of("opt/core-oem");
    private static readonly Value Bundle = Value.Of("var/releases/linux/core-oem-2024.06-linux.tar.gz");
    private readonly CallFactory station = new();

    public Checks() => station.Demo();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task A_licence_for_another_machine_is_a_fingerprint_mismatch_and_leaves_evidence()
    {
        station.Write("media/usb/licence.json", """{"license_id":"OEM-2024-00417","fingerprint":"OTHER"}""");
        var outcome = await station.Run("verify.license", GivenInputs.Licence());
        Assert.Equal("fingerprint.mismatch", outcome.Failure?.Code);
        Assert.Contains("fingerprint-mismatch", Evidence("license-verify.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("fingerprint_hash", Evidence("license-verify.json"), StringComparison.Ordinal);
        Assert.NotEmpty(outcome.Artefacts);
    }

    [Fact]
    public async Task Licence_failures_have_codes_of_their_own()
    {
        await station.Fails("license.missing", "verify.license", GivenInputs.Licence(license: "nothing.json"));
        await station.Fails("store.missing", "verify.license", GivenInputs.Licence("nothing.json"));
        await station.Fails("store.decryption-failed", "verify.license", GivenInputs.Licence("backups/license_store.old.json"));
        Assert.Contains("store.decryption-failed", Evidence("license-verify.json"), StringComparison.Ordinal);
        var text = File.ReadAllText(station["media/usb/licence.json"]);
        File.WriteAllText(station["media/usb/licence.json"], text.Replace("2029", "2039", StringComparison.Ordinal));
        await station.Fails("license.signature-invalid", "verify.license", GivenInputs.Licence());
        var unchecked1 = await station.Succeeds("verify.license", [.. GivenInputs.Licence().Where(i => i.Name != "hmacKey")]);
        Assert.Contains(unchecked1.Remarks, r => r is { Code: "license.signature-unchecked", IsDeviation: true });
        station.Write("media/usb/licence.json", """{"license_id":"UNKNOWN"}""");
        await station.Fails("license.missing-in-store", "verify.license", GivenInputs.Licence());
        station.Write("media/usb/licence.json", "{");
        await station.Fails("license.malformed", "verify.license", GivenInputs.Licence());
    }

    [Fact]
    public async Task A_fingerprint_mismatch_is_logged_twice_over()
    {
        await station.Fails(
            "fingerprint.mismatch",
            "verify.fingerprint",
            ("installRoot", Root),
            ("key", BundleKey),
            ("runtime", Value.Of("OTHER"))
        );
        Assert.Contains("fingerprint.mismatch", Evidence("verify-fingerprint.log"), StringComparison.Ordinal);
        Assert.Contains("\"status\": \"failed\"", File.ReadAllText(station["logs/security_admin.log"]), StringComparison.Ordinal);
        await station.Fails("file.missing", "verify.fingerprint", ("installRoot", Value.Of("opt/none")), ("key", BundleKey));
        station.Environment["OEM_FINGERPRINT"] = "FROM-THE-ENVIRONMENT";
        var failure = await station.Fails("fingerprint.mismatch", "verify.fingerprint", ("installRoot", Root), ("key", BundleKey));
        Assert.Equal("FROM-THE-ENVIRONMENT", failure.Arguments["found"].ToText());
        await station.Succeeds("verify.fingerprint", ("installRoot", Root), ("key", BundleKey), ("runtime", Value.Of("local")));
    }

    [Theory]
    [InlineData("""{"id":"1","status":"Invalid","message":"m"}""", "notary.rejected")]
    [InlineData("""{"id":"1","status":"In Progress","message":"m"}""", "notary.in-progress")]
    [InlineData("""{"bundle":"core-oem","version":"2024.06","platform":"linux","command":["x"],"mode":"dry-run"}""", "notary.dry-run")]
    [InlineData("{", "notary.malformed")]
    [InlineData("", "notary.malformed")]
    [InlineData("""{"id":"1"}""", "notary.no-status")]
    public async Task A_bad_notarisation_report_fails(string report, string code)
    {
        File.Delete(station["var/dist/notary/core-oem-2024.06-linux.log.json"]);
        station.Write("var/dist/notary/core-oem-2024.06-linux.json", report);
        var failure = await station.Fails(code, "verify.notarization", ("bundle", Bundle));
        Assert.Equal(code == "notary.in-progress", failure.Retryable);
    }

    [Fact]
    public async Task Only_reports_of_the_bundle_count()
    {
        station.Write("var/dist/notary/core-oem-2024.05-linux.json", """{"id":"1","status":"Invalid","message":"m"}""");
        station.Write("var/dist/notary/core-oem-2024.06.1-linux.json", """{"id":"1","status":"Invalid","message":"m"}""");
        await station.Succeeds("verify.notarization", ("bundle", Bundle));
        await station.Fails("notary.rejected", "verify.notarization");
        Directory.Delete(station["var/dist/notary"], recursive: true);
        await station.Fails("notary.missing", "verify.notarization", ("bundle", Bundle));
        var none = await station.Succeeds("verify.notarization", ("bundle", Bundle), ("required", Value.False));
        Assert.Contains(none.Remarks, r => r is { Code: "notary.none", IsDeviation: true });
    }

    [Fact]
    public async Task Errors_in_logs_are_listed_and_may_fail_the_step()
    {
        station.Write(
            "var/log/core/extra.log",
            "2026-01-01T00:00:00Z ERROR old\n2026-11-01T00:00:00Z ERROR \u001b[31mnew\nTraceback here\nterror is no error "
                + "word\nERROR known\n"
        );
        var found = await station.Succeeds(
            "verify.logs",
            ("allow", Value.List([Value.Of("known")])),
            ("since", Value.Of("2026-06-01T00:00:00Z"))
        );
        Assert.Equal(Value.Of(3), found.Outputs["errors"]);
        Assert.Contains(found.Remarks, r => r.Code == "logs.errors-found");
        Assert.DoesNotContain('\u001b', Evidence("log-findings.txt"));
        await station.Fails("logs.errors", "verify.logs", ("failOn", Value.Of("errors")));
        await station.Fails("logs.pattern-invalid", "verify.logs", ("patterns", Value.List([Value.Of("(")])));
        var none = await station.Succeeds("verify.logs", ("directory", Value.Of("var/log/none")));
        Assert.Equal("logs.none", Assert.Single(none.Remarks).Code);
    }

    [Fact]
    public async Task The_installer_is_run_where_it_can_be_and_its_absence_is_a_fact()
    {
        if (StationDirectory.Platform != "linux")
        {
            return;
        }

        (string, Value)[] inputs = [("installRoot", Root), ("platform", Value.Of("linux")), ("key", BundleKey)];
        var path = station.Environment["PATH"];
        station.Environment["PATH"] = "/nonexistent";
        Assert.Equal("python-missing", (await station.Succeeds("run.installer", inputs)).Outputs["reason"].ToText());
        station.Environment["PATH"] = path;
        Assert.Equal(
            "other-platform",
            (await station.Succeeds("run.installer", ("platform", Value.Of("macos")), ("key", BundleKey))).Outputs["reason"].ToText()
        );
        var before = station.Snapshot("opt");
        if ((await station.Succeeds("run.installer", inputs)).Outputs["ran"] == Value.True)
        {
            await station.Fails("installer.failed", "run.installer", [.. inputs, ("fingerprint", Value.Of("OTHER"))]);
            Assert.Contains("fingerprint mismatch", Evidence("installer-output.txt"), StringComparison.Ordinal);
        }

        Assert.Equal(before, station.Snapshot("opt"));
        File.Delete(station["opt/core-oem/bootstrap/install.sh"]);
        Assert.Equal("script-missing", (await station.Succeeds("run.installer", inputs)).Outputs["reason"].ToText());
    }

    private string Evidence(string name) =>
        Encoding.UTF8.GetString(File.ReadAllBytes(station[$"var/runbook/runs/{CallFactory.RunId}/evidence/{name}"]));
}
