using System.Text.Json;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using Xunit;
using static OemRunbooks.EndToEnd.Tools.ToolStation;

namespace OemRunbooks.EndToEnd.Tools;

public sealed class LicenseVerify : IDisposable
{
    private const string Licence = "media/usb/licence.json";
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public void Its_fields_are_the_originals_in_the_originals_order()
    {
        var json = Verify(Licence, "--hmac-key", "env:OEM_LICENSE_HMAC_KEY");
        Assert.Equal(["store_path", "fingerprint", "license_path", "license_id", "expected_fingerprint", "signature", "store_contains", "issues"], Names(json));
        Assert.Equal(["algorithm", "errors", "valid"], Names(json.GetProperty("signature")));
        Assert.True(json.GetProperty("signature").GetProperty("valid").GetBoolean());
        Assert.True(json.GetProperty("store_contains").GetBoolean());
        Assert.Empty(Texts(json.GetProperty("issues")));
    }

    [Fact]
    public void A_wrong_key_is_told_in_the_signature_alone_and_exits_0()
    {
        var json = Verify(Licence, "--hmac-key", "hex:00");
        Assert.False(json.GetProperty("signature").GetProperty("valid").GetBoolean());
        Assert.Single(Texts(json.GetProperty("signature").GetProperty("errors")));
        Assert.Empty(Texts(json.GetProperty("issues")));
    }

    [Fact]
    public void Without_a_key_nothing_is_checked()
    {
        Assert.Equal(JsonValueKind.Null, Verify(Licence).GetProperty("signature").ValueKind);
        Assert.Equal(JsonValueKind.Null, Verify(Licence, "--hmac-key", "hex:00", "--hmac-key=").GetProperty("signature").ValueKind);
    }

    [Fact]
    public void Issues_stand_in_their_order_and_exit_0()
    {
        station.Write("l.json", """{"license_id": "other", "fingerprint": ["elsewhere", "second"], "signature": "ignored"}""");
        var json = Verify("l.json", "--hmac-key", "hex:00");
        Assert.Equal(["fingerprint-mismatch", "missing-in-store"], Texts(json.GetProperty("issues")));
        Assert.Equal("elsewhere", json.GetProperty("expected_fingerprint").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("signature").ValueKind);
    }

    [Fact]
    public void A_bare_key_that_was_taken_as_base64_is_warned_of()
    {
        var run = Run(Licence, "--hmac-key", "offline-secret-key");
        Assert.Equal(0, run.ExitCode);
        Warns(run, "secret.decoded-bare");
        Assert.DoesNotContain("offline-secret-key", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_store_is_warned_of()
    {
        var run = station.Run("license", "verify", "--store", "none.json", "--license", Licence, "--read-local");
        Warns(run, "store.taken-as-empty");
        Assert.Equal(["missing-in-store"], Texts(Parse(run).GetProperty("issues")));
    }

    [Fact]
    public void An_unknown_algorithm_is_a_readable_failure()
    {
        var payload = new OemObject { { "license_id", License } };
        var signed = OemSignature.Wrap(payload, "k"u8, OemSignature.Sha256);
        ((OemObject)signed["signature"]!).Add("algorithm", "HMAC-MD5");
        station.Write("l.json", OemJsonWriter.WriteBytes(signed, JsonStyle.PrettySorted));
        var run = Run("l.json", "--hmac-key", "hex:6b");
        Fails(run, "signature.unsupported-algorithm");
        Assert.Contains("HMAC-MD5", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_is_one_line_and_shows_no_secret()
    {
        Fails(Run("no-such.json"), "license.missing");
        Fails(Run("media"), "license.unreadable");
        Fails(Run(station.Write("l.json", "[1]")), "license.malformed");
        Fails(Run(station.Write("l.json", [.. "{\"a\": \""u8, 0xFF, .. "\"}"u8])), "license.malformed");
        Fails(Run(Licence, "--hmac-key", "env:NO_SUCH_VARIABLE"), "secret.undefined");
        Fails(Run(Licence, "--hmac-key", "file:no-such"), "secret.unreadable");
        foreach (var secret in new[] { "hex:s3cret", "base64:c3cretX" })
        {
            var run = Run(Licence, "--hmac-key", secret);
            Fails(run, "secret.malformed");
            Assert.DoesNotContain(secret[5..], run.All, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_cannot_be_written_as_UTF_8_is_a_failure_with_nothing_printed() =>
        Fails(Run(station.Write("l.json", """{"license_id": "\ud800"}""")), "json.unwritable");

    private Finished Run(string licence, params string[] more) =>
        station.Run(["license", "verify", "--store", "secrets/license_store.json", "--license", licence, "--read-local", .. more]);

    private JsonElement Verify(string licence, params string[] more)
    {
        var run = Run(licence, more);
        Assert.True(run.ExitCode == 0 && run.Error.Length == 0, run.All);
        return Parse(run);
    }
}
