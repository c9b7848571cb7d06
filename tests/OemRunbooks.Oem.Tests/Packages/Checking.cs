using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Packages;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Packages;

public sealed class Checking : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_signed_package_with_sound_artifacts_is_valid()
    {
        Package();
        Assert.True(UpdatePackage.Check(Disk.All, directory.Path, Some.Key).IsValid);
        Assert.Equal(
            (SignatureOutcome.NotChecked, true),
            (
                UpdatePackage.Check(Disk.All, directory.Path, null).Signature,
                UpdatePackage.Check(Disk.All, directory.Path, null).HasSignature
            )
        );
        Assert.Equal(SignatureOutcome.Mismatch, UpdatePackage.Check(Disk.All, directory.Path, new byte[32]).Signature);
    }

    [Fact]
    public void A_package_without_signature_is_not_valid_when_there_is_a_key()
    {
        Package(sign: false);
        Assert.False(UpdatePackage.Check(Disk.All, directory.Path, Some.Key).IsValid);
        Assert.True(UpdatePackage.Check(Disk.All, directory.Path, null).IsValid);
    }

    [Fact]
    public void The_wrapped_separate_signature_is_read()
    {
        var manifest = Package();
        directory.Write("manifest.json", OemJsonWriter.WriteBytes(manifest.Without("signature"), JsonStyle.PrettySorted));
        directory.Write(
            "manifest.sig",
            OemJsonWriter.WriteBytes(new OemObject { { "signature", manifest["signature"]! } }, JsonStyle.PrettySorted)
        );
        Assert.True(UpdatePackage.Check(Disk.All, directory.Path, Some.Key).IsValid);
    }

    [Theory]
    [InlineData("path", "\"../a.bin\"", "unsafe-path")]
    [InlineData("path", "\"/etc/passwd\"", "unsafe-path")]
    [InlineData("path", "\"b.bin\"", "missing")]
    [InlineData("size", "4", "size-mismatch")]
    [InlineData("size", "-1", "size-mismatch")]
    [InlineData("sha384", "\"00\"", "sha384-mismatch")]
    [InlineData("sha256", "\"00\"", "sha256-mismatch")]
    public void Each_fault_of_an_artifact_is_told(string field, string value, string issue)
    {
        Package(a => a[field] = OemJsonReader.Parse(value));
        Assert.Equal([issue], UpdatePackage.Check(Disk.All, directory.Path, Some.Key).Artifacts.Single().Issues);
    }

    [Theory]
    [InlineData("size", "\"3\"")]
    [InlineData("size", "3.0")]
    [InlineData("path", "5")]
    public void Artifacts_of_another_shape_are_malformed(string field, string value)
    {
        Package(a => a[field] = OemJsonReader.Parse(value));
        Refused.With(Codes.PackageMalformed, () => UpdatePackage.Check(Disk.All, directory.Path, Some.Key));
    }

    [Fact]
    public void A_linked_artifact_is_unsafe()
    {
        Package();
        File.Move(directory["a.bin"], directory["real"]);
        File.CreateSymbolicLink(directory["a.bin"], directory["real"]);
        Assert.Equal(["unsafe-path"], UpdatePackage.Check(Disk.All, directory.Path, Some.Key).Artifacts.Single().Issues);
    }

    private OemObject Package(Action<OemObject>? change = null, bool sign = true)
    {
        directory.Write("a.bin", "abc");
        var artifact = new OemObject
        {
            { "path", "a.bin" },
            { "size", OemJson.Of(3) },
            { "sha384", BundleManifest.Digest(Encoding.ASCII.GetBytes("abc")) },
            { "type", "full" },
        };
        change?.Invoke(artifact);
        var manifest = new OemObject
        {
            { "id", "core-oem" },
            { "version", "2024.06" },
            { "platform", "linux" },
            { "runtime", "native" },
            { "artifacts", new OemArray([artifact]) },
        };
        if (sign)
        {
            manifest.Add("signature", OemSignature.Sign(manifest, Some.Key, OemSignature.Sha256));
        }

        directory.Write("manifest.json", OemJsonWriter.WriteBytes(manifest, JsonStyle.PrettySorted));
        return manifest;
    }
}
