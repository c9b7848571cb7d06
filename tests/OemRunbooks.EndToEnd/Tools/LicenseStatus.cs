using Xunit;
using static OemRunbooks.EndToEnd.Tools.ToolStation;

namespace OemRunbooks.EndToEnd.Tools;

public sealed class LicenseStatus : IDisposable
{
    private const string Store = "secrets/license_store.json";
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public void Its_output_is_the_originals_to_the_byte()
    {
        station.WriteStore("s.json", """{"licenses": {"b": {"status": "active", "fingerprint": "fp", "issues": ["x"], "other": 1}, "a": {}, "no-object": 5}}""", "zażółć");
        var run = station.Run("license", "status", "--store", "./s.json", "--fingerprint", " zażółć\n");
        Assert.True(run.ExitCode == 0 && run.Error.Length == 0, run.All);
        Assert.Equal(
            """
            {
              "fingerprint_hash": "HASH",
              "migrated": false,
              "licenses": [
                {
                  "license_id": "a",
                  "status": null,
                  "fingerprint": null,
                  "issues": null
                },
                {
                  "license_id": "b",
                  "status": "active",
                  "fingerprint": "fp",
                  "issues": [
                    "x"
                  ]
                }
              ],
              "store_path": "s.json",
              "fingerprint": "zażółć"
            }

            """.ReplaceLineEndings("\n").Replace("HASH", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("zażółć"u8)), StringComparison.Ordinal),
            run.Out);
    }

    [Fact]
    public void A_fingerprint_comes_from_text_then_file_then_the_machine()
    {
        foreach (var source in new string[][] { ["--fingerprint", station.Fingerprint, "--fingerprint-file", "no-such"], ["--fingerprint-file", station.Write("fp", station.Fingerprint + "\r\n")], ["--read-local"], ["--fingerprint=", "--fingerprint-file=fp"] })
        {
            Assert.Equal(station.Fingerprint, station.Json(["license", "status", "--store", Store, .. source]).GetProperty("fingerprint").GetString());
        }
    }

    [Fact]
    public void Of_repeated_options_the_last_counts_and_equals_signs_are_the_same() =>
        Assert.Equal(Store, station.Json("license", "status", "--store", "nowhere", $"--store={Store}", "--fingerprint=wrong", "--fingerprint", station.Fingerprint, "--read-local", "--read-local").GetProperty("store_path").GetString());

    [Fact]
    public void A_value_that_begins_with_an_at_sign_is_a_value()
    {
        station.WriteStore("s.json", """{"licenses": {}}""", "@fp");
        Assert.Equal("@fp", station.Json("license", "status", "--store", "s.json", "--fingerprint", "@fp").GetProperty("fingerprint").GetString());
    }

    [Fact]
    public void A_missing_store_is_an_empty_one_with_a_warning()
    {
        var run = station.Run("license", "status", "--store", "no/such.json", "--read-local");
        Assert.Equal(0, run.ExitCode);
        Warns(run, "store.taken-as-empty");
        Assert.Equal(0, Parse(run).GetProperty("licenses").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, Parse(run).GetProperty("fingerprint_hash").ValueKind);
        Assert.False(Directory.Exists(station["no"]));
    }

    [Fact]
    public void A_legacy_store_needs_no_right_fingerprint_and_is_not_changed()
    {
        var before = """{"version": 1, "licenses": {"z": {"status": "revoked"}, "a": {"status": "active"}}}""";
        station.Write("old.json", before);
        var json = station.Json("license", "status", "--store", "old.json", "--fingerprint", "any");
        Assert.True(json.GetProperty("migrated").GetBoolean());
        Assert.Equal(["z", "a"], json.GetProperty("licenses").EnumerateArray().Select(static l => l.GetProperty("license_id").GetString()));
        Assert.Equal(before, File.ReadAllText(station["old.json"]));
    }

    [Theory]
    [InlineData("{", "store.malformed")]
    [InlineData("[]", "store.malformed")]
    [InlineData("{\"version\": 2}", "store.malformed")]
    [InlineData("{\"version\": 2, \"nonce\": \"\", \"ciphertext\": \"AAAA\"}", "store.decryption-failed")]
    [InlineData("\u00ff", "store.malformed")]
    public void A_damaged_store_is_one_line(string text, string code)
    {
        station.Write("s.json", System.Text.Encoding.Latin1.GetBytes(text));
        Fails(station.Run("license", "status", "--store", "s.json", "--fingerprint", "fp"), code);
    }

    [Fact]
    public void Every_byte_of_the_ciphertext_counts()
    {
        var text = File.ReadAllText(station[Store]);
        var at = text.IndexOf("\"ciphertext\": \"", StringComparison.Ordinal) + 20;
        File.WriteAllText(station[Store], text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);
        Fails(station.Run("license", "status", "--store", Store, "--read-local"), "store.decryption-failed");
    }

    [Fact]
    public void What_cannot_be_read_is_one_line_with_exit_code_1()
    {
        Fails(station.Run("license", "status", "--store", "secrets", "--fingerprint", "x"), "store.unreadable");
        Fails(station.Run("license", "status", "--store", Store), "fingerprint.missing");
        Fails(station.Run("license", "status", "--store", Store, "--fingerprint", " \t"), "fingerprint.blank");
        Fails(station.Run("license", "status", "--store", Store, "--fingerprint-file", "no-such"), "fingerprint.missing");
        Fails(station.Run("license", "status", "--store", Store, "--fingerprint-file", "secrets"), "fingerprint.unreadable");
        Fails(station.Run("license", "status", "--store", Store, "--fingerprint-file", station.Write("bad", [0x41, 0xFF])), "fingerprint.unreadable");
        Fails(station.Run("license", "status", "--store", Store, "--fingerprint", "wrong"), "store.decryption-failed");
    }

    [Theory]
    [InlineData("license status")]
    [InlineData("license status --store")]
    [InlineData("license status --store s --fingerprint --read-local")]
    [InlineData("license status --store s --nonsense")]
    [InlineData("license status extra --store s")]
    [InlineData("license nonsense")]
    [InlineData("license")]
    [InlineData("license verify --store s")]
    public void Wrong_use_is_exit_code_2(string arguments) => Fails(station.Run(arguments.Split(' ')), "usage.wrong", 2);

    [Fact]
    public void The_home_directory_and_the_station_resolve_paths()
    {
        station.Variables["HOME"] = station["secrets"];
        Assert.Equal(station["secrets"] + "/license_store.json", station.Json("license", "status", "--store", "~/license_store.json", "--read-local").GetProperty("store_path").GetString());
    }

    [Fact]
    public void Polish_is_the_default_language_of_its_errors()
    {
        var run = Program.Run(station.Variables, "license", "status", "--store", "x", "--station", station.Station.Root, "--lang", "pl");
        Assert.StartsWith("błąd fingerprint.missing: nie podano fingerprintu", run.Error, StringComparison.Ordinal);
    }
}
