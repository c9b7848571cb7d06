using System.Globalization;
using System.Text;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Bundles;

public sealed class BundleVectors
{
    public static IEnumerable<object[]> Manifests => Vectors.Rows("bundle-manifests");

    public static IEnumerable<object[]> Names => Vectors.Rows("names", "bundles");

    public static IEnumerable<object[]> Versions => Vectors.Rows("names", "bundle_versions");

    [Theory, MemberData(nameof(Manifests))]
    public void A_manifest_is_the_originals_to_the_byte(int row)
    {
        var v = Vectors.Row("bundle-manifests", row);
        var digests = v.GetProperty("files_base64")
            .EnumerateObject()
            .ToDictionary(f => f.Name, f => BundleManifest.Digest(f.Value.GetBytesFromBase64()));
        var created = DateTimeOffset.Parse(v.Text("created"), CultureInfo.InvariantCulture);
        var manifest = BundleManifest.Build(v.Text("version"), v.Text("platform"), created, digests);
        Assert.Equal(v.Text("manifest_json"), Encoding.UTF8.GetString(manifest));
        var signature = FileSignature.Build(BundleManifest.FileName, BundleManifest.Digest(manifest), v.Hex("key_hex"), null);
        Assert.Equal(v.Text("manifest_sig"), Encoding.UTF8.GetString(signature));
        Assert.Equal(digests.Count, BundleManifest.Authenticate(manifest, signature, v.Hex("key_hex")).Files.Count);
        Refused.With(Codes.BundleSignatureMismatch, () => BundleManifest.Authenticate(manifest, signature, new byte[32]));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_bundles_name_is_made_and_taken_apart(int row)
    {
        var v = Vectors.Row("names", row, "bundles");
        var name = new BundleName(v.Text("version"), v.Text("platform"));
        Assert.Equal(v.Text("bundle"), name.FileName);
        Assert.Equal(name, BundleName.Parse("some/where/" + v.Text("bundle")));
    }

    [Theory, MemberData(nameof(Versions))]
    public void Versions_have_a_shape(int row)
    {
        var v = Vectors.Row("names", row, "bundle_versions");
        Assert.Equal(v.GetProperty("valid").GetBoolean(), BundleName.IsVersion(v.Text("version")));
    }

    [Theory]
    [InlineData("2024.05", "2024.06", -1)]
    [InlineData("2024.9", "2024.10", -1)]
    [InlineData("2024.6", "2024.06", 0)]
    [InlineData("2024.06", "2024.06.0", 0)]
    [InlineData("2024.06", "2024.06.1", -1)]
    [InlineData("2024.06a", "2024.06", -1)]
    [InlineData("1.0-rc1", "1.0", -1)]
    [InlineData("2024.06", "2024.06-hotfix_1", -1)]
    [InlineData("99999999999999999999999", "100000000000000000000000", -1)]
    public void Versions_are_ordered_by_their_numbers(string one, string other, int order)
    {
        Assert.Equal(order, Math.Sign(VersionOrder.Instance.Compare(one, other)));
        Assert.Equal(-order, Math.Sign(VersionOrder.Instance.Compare(other, one)));
    }

    [Theory]
    [InlineData("core-oem-linux-2024.05-to-2024.06.delta.tar.gz")]
    [InlineData("core-oem-2024.06-linux.delta.tar.gz")]
    [InlineData("core-oem-linux.tar.gz")]
    [InlineData("core-oem-2024.06-beos.tar.gz")]
    [InlineData("licence.json")]
    public void Other_names_are_not_bundles(string name) => Assert.Null(BundleName.Parse(name));
}
