using System.Text;
using System.Text.Json;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Fingerprints;

public sealed class FingerprintVectors
{
    public static IEnumerable<object[]> Factors => Vectors.Rows("fingerprints", "fingerprints");

    public static IEnumerable<object[]> Overrides => Vectors.Rows("fingerprints", "mac_overrides");

    public static IEnumerable<object[]> Components => Vectors.Rows("components");

    public static IEnumerable<object[]> Drifts => Vectors.Rows("drift");

    [Theory, MemberData(nameof(Factors))]
    public void Factors_give_the_original_fingerprint(int row)
    {
        var v = Vectors.Row("fingerprints", row, "fingerprints");
        var factors = Parse(v.GetProperty("factors"));
        Assert.Equal(v.Text("canonical"), OemJsonWriter.Write(Fingerprint.Normalise(factors), JsonStyle.Canonical));
        Assert.Equal(v.Text("fingerprint"), Fingerprint.Of(factors));
    }

    [Theory, MemberData(nameof(Overrides))]
    public void The_address_override_is_split_and_sorted(int row)
    {
        var v = Vectors.Row("fingerprints", row, "mac_overrides");
        Assert.Equal(v.Texts("addresses"), FactorCollector.AddressesOf(v.Text("override")));
    }

    [Fact]
    public void The_signed_document_is_the_originals_to_the_byte()
    {
        var v = Vectors.Load("fingerprints").GetProperty("signed_document");
        var document = (OemObject)OemJsonReader.Parse(v.Text("text"));
        var factors = (OemObject)((OemObject)document["payload"]!)["factors"]!;
        Assert.Equal(
            v.Text("text"),
            FingerprintDocument.Build(factors, v.Hex("key_hex"), "oem-1", new FixedClock("2024-06-01T12:30:45.9Z"))
        );
        Assert.Equal(Fingerprint.Of(factors), FingerprintDocument.Check(Encoding.UTF8.GetBytes(v.Text("text")), v.Hex("key_hex")));
        Assert.Null(FingerprintDocument.Check(Encoding.UTF8.GetBytes(v.Text("text")), new byte[32]));
    }

    [Theory, MemberData(nameof(Components))]
    public void Components_are_normalised_and_digested(int row)
    {
        var v = Vectors.Row("components", row);
        var expected = v.GetProperty("component");
        var found = ComponentRecord.Component(v.Text("text"));
        Assert.Equal(expected.ValueKind == JsonValueKind.Null, found is null);
        Assert.True(
            found is null || OemJsonWriter.Write(Parse(expected), JsonStyle.Canonical) == OemJsonWriter.Write(found, JsonStyle.Canonical)
        );
    }

    [Fact]
    public void An_address_keeps_only_hex_digits_in_its_normal_form() =>
        Assert.Equal("aabbccddee0f", ComponentRecord.Component("AA-BB-CC-DD-EE-0F", isAddress: true)!.TextOf("normalized"));

    [Theory, MemberData(nameof(Drifts))]
    public void Drift_is_judged_as_the_original_judges_it(int row)
    {
        var v = Vectors.Row("drift", row);
        var tolerances = v.GetProperty("tolerances");
        var found = HardwareDrift
            .Evaluate(
                Parse(v.GetProperty("baseline")),
                Parse(v.GetProperty("candidate")),
                tolerances.ValueKind == JsonValueKind.Null ? null : Parse(tolerances)
            )
            .Json.Without("summary");
        Assert.Equal(
            OemJsonWriter.Write(Parse(v.GetProperty("expected")), JsonStyle.Canonical),
            OemJsonWriter.Write(found, JsonStyle.Canonical)
        );
    }

    [Fact]
    public void Keys_are_chosen_by_rotation_then_age_then_name()
    {
        var recent = new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero);
        NamedKey[] keys =
        [
            new("never", [], KeyRotation.Current, null),
            new("due", [], KeyRotation.Due, recent),
            new("b", [], KeyRotation.Current, recent),
            new("a", [], KeyRotation.Current, recent),
            new("older", [], KeyRotation.Current, recent.AddDays(-1)),
            new("overdue", [], KeyRotation.Overdue, recent),
        ];
        Assert.Equal(["a", "b", "older", "due", "overdue", "never"], ComponentRecord.Order(keys).Select(k => k.Id));
    }

    private static OemObject Parse(JsonElement e) => (OemObject)OemJsonReader.Parse(e.GetRawText());
}
