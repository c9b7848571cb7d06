using Xunit;
using static OemRunbooks.EndToEnd.Tools.ToolStation;

namespace OemRunbooks.EndToEnd.Tools;

public sealed class PackageAndNotary : IDisposable
{
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public void A_sound_package_verifies()
    {
        var json = station.Json("package", "verify", Package, "--hmac-key", "env:OEM_DELTA_HMAC_KEY", "--format", "json");
        Assert.Equal((true, "valid", 2), (json.GetProperty("ok").GetBoolean(), json.GetProperty("signature").GetString(), json.GetProperty("artifacts").GetArrayLength()));
        var run = station.Run("package", "verify", Package);
        Assert.Equal(0, run.ExitCode);
        Warns(run, "package.signature-unchecked");
    }

    [Fact]
    public void A_damaged_artifact_and_a_wrong_key_are_told()
    {
        var run = station.Run("package", "verify", Package, "--hmac-key", "hex:00");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("signature: mismatch", run.Out, StringComparison.Ordinal);
        File.AppendAllText(station[$"{Package}/delta/{Delta}"], "x");
        var json = Parse(station.Run("package", "verify", Package, "--hmac-key", "env:OEM_DELTA_HMAC_KEY", "--format", "json"));
        Assert.False(json.GetProperty("ok").GetBoolean());
        Assert.Equal(["size-mismatch", "sha384-mismatch", "sha256-mismatch"], Texts(json.GetProperty("artifacts")[1].GetProperty("issues")));
    }

    [Fact]
    public void What_is_no_package_is_one_line()
    {
        Fails(station.Run("package", "verify", "media"), "file.missing", 2);
        station.Write("p/manifest.json", "{}");
        Fails(station.Run("package", "verify", "p"), "package.malformed");
    }

    [Theory]
    [InlineData("""{"id": "1", "status": "Accepted", "message": "ok"}""", "accepted", 0)]
    [InlineData("""{"id": "1", "status": "Invalid", "message": "no"}""", "invalid", 1)]
    [InlineData("""{"id": "1", "status": "Rejected", "message": "no"}""", "rejected", 1)]
    [InlineData("""{"id": "1", "status": "In Progress", "message": "wait"}""", "in-progress", 1)]
    [InlineData("""{"bundle": "core-oem", "version": "1", "platform": "macos", "command": ["xcrun", "notarytool"], "mode": "dry-run"}""", "dry-run", 1)]
    [InlineData("""{"jobId": "1", "status": "Invalid", "issues": [{"severity": "error", "path": "a/b", "message": "unsigned"}]}""", "invalid", 1)]
    public void Verdicts_and_exit_codes(string text, string verdict, int exitCode)
    {
        var run = station.Run("notary", "check", station.Write("n.json", text), "--format", "json");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(verdict, Parse(run).GetProperty("reports")[0].GetProperty("verdict").GetString());
        Assert.Contains(verdict, station.Run("notary", "check", "n.json").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Tool_text_is_read_and_called_unusual()
    {
        var run = station.Run("notary", "check", station.Write("n.json", "Processing\n  id: 7\n  status: In Progress\n  status: Accepted\n"));
        Assert.Equal(0, run.ExitCode);
        Warns(run, "notary.unusual-form");
    }

    [Fact]
    public void One_bad_report_hides_no_other()
    {
        var run = station.Run("notary", "check", "none.json", station.Write("empty.json", ""), station.Write("cut.json", "{\"status\""), $"var/dist/notary/core-oem-2024.06-{Platform}.json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["error notary.missing", "error notary.malformed", "error notary.malformed"], run.ErrorLines.Select(static l => l.Split(':')[0]));
        Assert.Contains("accepted", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_report_reaches_the_terminal_as_a_command() =>
        Assert.DoesNotContain('\u001b', station.Run("notary", "check", station.Write("n.json", """{"status": "Accepted", "message": "\u001b[2J"}""")).Out);
}
