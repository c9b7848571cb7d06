using System.Text.Json;
using Xunit;
using static OemRunbooks.EndToEnd.Tools.ToolStation;

namespace OemRunbooks.EndToEnd.Tools;

public sealed class Fingerprints : IDisposable
{
    private const string Document = "opt/core-oem/config/fingerprint.expected.json";
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public void Show_is_one_line_of_86_characters() =>
        Assert.Matches(@"^([A-Z2-7]{8}-){9}[A-Z2-7]{5}\r?\n$", station.Run("fingerprint", "show").Out);

    [Fact]
    public void The_factors_are_shown_and_the_salt_is_not()
    {
        var run = station.Run("fingerprint", "show", "--factors");
        Assert.Equal("demo-station", Parse(run).GetProperty("hostname").GetString());
        Assert.DoesNotContain(station.Variables["OEM_FINGERPRINT_SALT"], run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_match_is_one_line_and_one_entry_in_the_audit_log()
    {
        var run = station.Run("fingerprint", "verify");
        Assert.True(run.ExitCode == 0 && run.Error.Length == 0, run.All);
        Assert.Contains(station.Fingerprint, run.Out, StringComparison.Ordinal);
        Assert.Contains("demo-bundle-1", run.Out, StringComparison.Ordinal);
        Assert.Single(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var entry = Audit();
        Assert.Equal(["timestamp", "event", "fingerprint", "status", "key_id", "metadata"], Names(entry));
        Assert.Equal(("installer_run", "verified"), (entry.GetProperty("event").GetString(), entry.GetProperty("status").GetString()));
        Assert.Equal(Document, entry.GetProperty("metadata").GetProperty("expected_file").GetString());
    }

    [Fact]
    public void Inside_an_installation_its_own_document_is_taken()
    {
        var run = Program.Run(station.Variables, "fingerprint", "verify", "--station", station["opt/core-oem"], "--format", "json");
        Assert.Equal("config/fingerprint.expected.json", Parse(run).GetProperty("document").GetString());
    }

    [Fact]
    public void Another_machine_is_told_and_logged()
    {
        station.Variables["OEM_FINGERPRINT"] = " ANOTHER ";
        Fails(station.Run("fingerprint", "verify"), "fingerprint.mismatch");
        Assert.Equal(("ANOTHER", "failed"), (Audit().GetProperty("fingerprint").GetString(), Audit().GetProperty("status").GetString()));
    }

    [Fact]
    public void The_variable_is_compared_trimmed()
    {
        station.Variables["OEM_FINGERPRINT"] = $"  {station.Fingerprint}\n";
        Assert.Equal(0, station.Run("fingerprint", "verify").ExitCode);
    }

    [Theory]
    [InlineData("key.missing", "")]
    [InlineData("secret.malformed", "QUI")]
    [InlineData("fingerprint.signature-mismatch", "AAAA")]
    public void The_key_is_lenient_base64_of_any_length(string code, string key)
    {
        station.Variables["OEM_BUNDLE_HMAC_KEY"] = key;
        Fails(station.Run("fingerprint", "verify"), code);
        Assert.Equal("failed", Audit().GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("{}", "fingerprint.malformed")]
    [InlineData("{\"payload\": {}, \"signature\": {}}", "fingerprint.malformed")]
    [InlineData("{\"payload\": {\"fingerprint\": \"x\"}, \"signature\": {\"algorithm\": \"HMAC-SHA256\"}}", "signature.unsupported-algorithm")]
    [InlineData("{\"payload\": {\"fingerprint\": \"x\"}, \"signature\": {\"algorithm\": \"hmac-sha384\", \"value\": \"AAAA\"}}", "fingerprint.signature-mismatch")]
    [InlineData("no JSON", "fingerprint.malformed")]
    public void A_damaged_document_is_refused(string text, string code) =>
        Fails(station.Run("fingerprint", "verify", "--expected", station.Write("d.json", text)), code);

    [Fact]
    public void A_missing_document_is_an_error_in_the_log()
    {
        Fails(station.Run("fingerprint", "verify", "--expected", "no-such"), "file.missing");
        Assert.Equal("error", Audit().GetProperty("status").GetString());
    }

    [Fact]
    public void A_log_that_cannot_be_written_hides_no_mismatch()
    {
        File.WriteAllText(station["logs"], "in the way");
        station.Variables["OEM_FINGERPRINT"] = "ANOTHER";
        var run = station.Run("fingerprint", "verify");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("warning audit.not-written", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("error fingerprint.mismatch", run.ErrorLines[1], StringComparison.Ordinal);
    }

    private JsonElement Audit()
    {
        using var document = JsonDocument.Parse(File.ReadLines(station["logs/security_admin.log"]).Last());
        return document.RootElement.Clone();
    }
}
