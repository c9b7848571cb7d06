using Xunit;
using static OemRunbooks.EndToEnd.Tools.ToolStation;

namespace OemRunbooks.EndToEnd.Tools;

public sealed class FingerprintDrift : IDisposable
{
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Theory]
    [InlineData("""{"cpu": "1", "mac": "2"}""", """{"mac": "2", "cpu": "1", "tpm": null}""", null, "match", 0)]
    [InlineData("""{"mac": "1"}""", """{"mac": "2"}""", null, "degraded", 0)]
    [InlineData("""{"mac": "1"}""", """{"mac": "2"}""", """{"mac": 0}""", "rebind_required", 1)]
    [InlineData("""{"cpu": "1"}""", """{}""", null, "rebind_required", 1)]
    [InlineData("""{"cpu": "1"}""", """{}""", """{"cpu": 1}""", "degraded", 0)]
    public void Verdicts_and_exit_codes(string before, string after, string? tolerances, string status, int exitCode)
    {
        var run = station.Run(["fingerprint", "drift", Record("a.json", before), Record("b.json", after), .. tolerances is null ? Array.Empty<string>() : ["--tolerances", tolerances]]);
        Assert.True(run.ExitCode == exitCode && run.Error.Length == 0, run.All);
        Assert.Equal(["status", "changed_components", "tolerated", "blocked", "summary"], Names(Parse(run)));
        Assert.Equal(status, Parse(run).GetProperty("status").GetString());
    }

    [Fact]
    public void A_signed_record_is_read_as_its_payload()
    {
        station.Write("signed.json", """{"payload": {"component_digests": {"cpu": "1"}}, "signature": {}}""");
        Assert.Equal("match", station.Json("fingerprint", "drift", "signed.json", Record("b.json", """{"cpu": "1"}""")).GetProperty("status").GetString());
    }

    [Fact]
    public void Records_without_digests_match_with_a_warning()
    {
        station.Write("a.json", "{}");
        var run = station.Run("fingerprint", "drift", "a.json", Record("b.json", "{}"));
        Warns(run, "drift.no-digests");
        Assert.Equal("match", Parse(run).GetProperty("status").GetString());
    }

    [Fact]
    public void What_cannot_be_read_is_bad_input()
    {
        Fails(station.Run("fingerprint", "drift", "none", "none"), "file.missing", 2);
        Fails(station.Run("fingerprint", "drift", station.Write("a.json", "[]"), "a.json"), "json.malformed", 2);
        Fails(station.Run("fingerprint", "drift", station.Write("a.json", "{\n\"x\""), "a.json"), "json.malformed", 2);
        Fails(station.Run("fingerprint", "drift", Record("a.json", "{}"), "a.json", "--tolerances", "mac=1"), "json.malformed", 2);
    }

    private string Record(string name, string digests) => station.Write(name, $$"""{"component_digests": {{digests}}}""");
}
