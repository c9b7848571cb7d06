using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Licensing;

public sealed class LicenseVectors
{
    public static IEnumerable<object[]> Stores => Vectors.Rows("license-stores");

    public static IEnumerable<object[]> Licenses => Vectors.Rows("license-verify", "cases");

    [Theory, MemberData(nameof(Stores))]
    public void Stores_open_as_the_original_opens_them(int row)
    {
        var v = Vectors.Row("license-stores", row);
        var bytes = Encoding.UTF8.GetBytes(v.Text("text"));
        if (v.Maybe("error") is { } error)
        {
            Refused.With(
                error == "decryption" ? Codes.StoreDecryptionFailed : Codes.StoreMalformed,
                () => LicenseStore.Read(bytes, v.Text("fingerprint"))
            );
            return;
        }

        var store = LicenseStore.Read(bytes, v.Text("fingerprint"));
        Assert.Equal(v.GetProperty("migrated").GetBoolean(), store.Migrated);
        Assert.Equal(v.Maybe("fingerprint_hash"), store.FingerprintHash);
        Assert.Equal(v.Text("data_canonical"), OemJsonWriter.Write(store.Data, JsonStyle.Canonical));
        Assert.Equal(v.Texts("license_order"), store.Licenses?.Keys ?? []);

        var again = LicenseStore.Read(LicenseStore.Seal(store.Data, v.Text("fingerprint"), FixedClock.Usual), v.Text("fingerprint"));
        Assert.Equal(v.Text("data_canonical"), OemJsonWriter.Write(again.Data, JsonStyle.Canonical));
    }

    [Theory, MemberData(nameof(Licenses))]
    public void Verify_reports_what_the_original_reports(int row)
    {
        using var directory = new TemporaryDirectory();
        var all = Vectors.Load("license-verify");
        var v = all.GetProperty("cases")[row];
        var fingerprint = all.Text("fingerprint");
        var licenses = new OemObject(all.Texts("store_license_ids").Select(id => KeyValuePair.Create(id, (OemJson)new OemObject())));
        LicenseStore.Save(Disk.All, directory["store.json"], new OemObject { { "licenses", licenses } }, fingerprint, FixedClock.Usual);
        directory.Write("licence.json", v.Text("license"));

        var result = LicenseTool.Verify(
            Disk.All,
            new VerifyRequest(directory["store.json"], directory["licence.json"], fingerprint, all.Hex("key_hex"))
        );

        var expected = (OemObject)OemJsonReader.Parse(v.GetProperty("expected").GetRawText());
        var found = new OemObject(result.Json.Where(m => m.Key is not ("store_path" or "license_path" or "fingerprint")));
        if (found["signature"] is OemObject signature)
        {
            signature["errors"] = OemJson.Of(((OemArray)signature["errors"]!).Count);
        }

        Assert.Equal(OemJsonWriter.Write(expected, JsonStyle.PrettyInOrder), OemJsonWriter.Write(found, JsonStyle.PrettyInOrder));
    }
}
