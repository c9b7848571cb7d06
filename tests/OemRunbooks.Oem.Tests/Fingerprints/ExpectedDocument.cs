using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Fingerprints;

public sealed class ExpectedDocument : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly TemporaryDirectory directory = new();
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal)
    {
        ["OEM_BUNDLE_HMAC_KEY"] = Convert.ToBase64String(Key),
    };

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_right_machine_passes() => Assert.Equal("k", Check(Document("F"), "F").KeyId);

    [Fact]
    public void The_variable_comes_before_the_machine()
    {
        environment["OEM_FINGERPRINT"] = " G\n";
        Assert.Equal("G", Check(Document("G"), "F").Fingerprint);
    }

    [Fact]
    public void Another_machine_is_refused() =>
        Assert.Equal("F", Refused.With(Codes.FingerprintMismatch, () => Check(Document("G"), "F")).Args["found"]);

    [Fact]
    public void A_placeholder_is_not_a_fingerprint_of_any_machine_but_passes_when_equal()
    {
        Refused.With(Codes.FingerprintUnprovisioned, () => Check(Document("UNPROVISIONED"), "F"));
        Check(Document("UNPROVISIONED"), "UNPROVISIONED");
    }

    [Fact]
    public void A_changed_fingerprint_breaks_the_signature() =>
        Refused.With(
            Codes.FingerprintSignatureMismatch,
            () => Check(Document("G").Replace("\"G\"", "\"F\"", StringComparison.Ordinal), "F")
        );

    [Theory]
    [InlineData("\"hmac-sha384\"", true)]
    [InlineData("\"HMAC-SHA256\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    public void The_algorithm_may_have_any_case_and_nothing_else(string algorithm, bool passes)
    {
        var text = Document("F").Replace("\"HMAC-SHA384\"", algorithm, StringComparison.Ordinal);
        if (passes)
        {
            Check(text, "F");
        }
        else
        {
            Refused.With(Codes.SignatureUnsupportedAlgorithm, () => Check(text, "F"));
        }
    }

    [Fact]
    public void Without_a_key_nothing_is_accepted()
    {
        environment.Clear();
        Refused.With(Codes.KeyMissing, () => Check(Document("F"), "F"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"payload\":{}}")]
    [InlineData("{\"payload\":{\"fingerprint\":\"\"},\"signature\":{}}")]
    [InlineData("\uFEFF{}")]
    public void Other_forms_are_malformed(string text) => Refused.With(Codes.FingerprintMalformed, () => Check(text, "F"));

    [Fact]
    public void The_pipeline_names_every_issue()
    {
        var document = (OemObject)
            OemJsonReader.Parse(
                "{\"payload\":{\"fingerprint\":\"placeholder\"},\"signature\":{\"algorithm\":\"HMAC-SHA256\",\"value\":\"x\"}}"
            );
        Assert.Equal(
            [
                "placeholder-fingerprint",
                "signature-algorithm-mismatch",
                "signature-mismatch",
                "fingerprint-mismatch",
                "local-fingerprint-mismatch",
            ],
            ExpectedFingerprintIssues.Find(document, Key, "E", () => "L")
        );
        Assert.Equal(
            ["missing-fingerprint", "signature-missing-algorithm", "signature-missing-value"],
            ExpectedFingerprintIssues.Find([], Key)
        );
        Assert.Empty(ExpectedFingerprintIssues.Find((OemObject)OemJsonReader.Parse(Document("F")), Key, "F", () => "F"));
    }

    [Fact]
    public void The_audit_log_has_one_line_per_entry_in_order()
    {
        var log = directory["logs/security_admin.log"];
        AuditLog.Append(Disk.All, log, new AuditEntry("e", "denied", " F "), FixedClock.Usual);
        AuditLog.Append(Disk.All, log, AuditLog.InstallerRun("verified", "Ż", "k", "s", null, "x", "m"), FixedClock.Usual);
        Assert.Equal(
            "{\"timestamp\": \"2024-06-04T06:00:00.123456Z\", \"event\": \"e\", \"fingerprint\": \"F\", \"status\": \"denied\"}\n"
                + "{\"timestamp\": \"2024-06-04T06:00:00.123456Z\", \"event\": \"installer_run\", \"fingerprint\": \"Ż\", "
                + "\"status\": \"verified\", \"key_id\": \"k\", \"metadata\": {\"script\": \"s\", \"expected_fingerprint\": null, "
                + "\"expected_file\": \"x\", \"message\": \"m\"}}\n",
            File.ReadAllText(log)
        );
    }

    private static string Document(string fingerprint) =>
        Encoding.UTF8.GetString(ExpectedFingerprint.Build(fingerprint, Key, "k", FixedClock.Usual));

    private ExpectedFingerprint Check(string text, string local) =>
        ExpectedFingerprint.Check(Disk.All, directory.Write("f.json", text), name => environment.GetValueOrDefault(name), () => local);
}
