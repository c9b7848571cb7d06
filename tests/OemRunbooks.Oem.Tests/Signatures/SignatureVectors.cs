using System.Text.Json;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Signatures;

public sealed class SignatureVectors
{
    public static IEnumerable<object[]> Signing => Vectors.Rows("hmac", "sign");

    public static IEnumerable<object[]> Checking => Vectors.Rows("hmac", "validate", "cases");

    [Theory, MemberData(nameof(Signing))]
    public void Signing_gives_the_original_objects(int row)
    {
        var v = Vectors.Row("hmac", row, "sign");
        var signature = OemSignature.Sign(OemJsonReader.Parse(v.Text("payload")), v.Hex("key_hex"), v.Text("algorithm"), v.Maybe("key_id"));
        var expected = OemJsonReader.Parse(v.GetProperty("signature").GetRawText());
        Assert.Equal(OemJsonWriter.Write(expected, JsonStyle.Canonical), OemJsonWriter.Write(signature, JsonStyle.Canonical));
    }

    [Theory, MemberData(nameof(Checking))]
    public void Checking_gives_the_original_outcomes(int row)
    {
        var all = Vectors.Load("hmac").GetProperty("validate");
        var v = all.GetProperty("cases")[row];
        var payload = all.GetProperty("payload");
        var text = payload.ValueKind == JsonValueKind.String ? payload.GetString()! : payload.GetRawText();
        var check = OemSignature.Examine(
            OemJsonReader.Parse(text),
            OemJsonReader.Parse(v.GetProperty("signature").GetRawText()),
            all.Hex("key_hex")
        );
        Assert.Equal(v.Text("outcome").Replace("-", string.Empty, StringComparison.Ordinal), check.Outcome.ToString(), ignoreCase: true);
    }

    [Fact]
    public void An_unknown_algorithm_is_not_signed_with() =>
        Refused.With(Codes.SignatureUnsupportedAlgorithm, () => OemSignature.Sign(new OemObject(), [], "HMAC-SHA512"));
}
