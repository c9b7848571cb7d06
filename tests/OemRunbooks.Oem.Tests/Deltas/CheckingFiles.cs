using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Deltas;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Deltas;

public sealed class CheckingFiles : IDisposable
{
    private static readonly OemObject Manifest = (OemObject)
        OemJsonReader.Parse(
            """
            {
              "bundle": "core-oem", "platform": "linux", "base_version": "1", "target_version": "2",
              "changed_files": ["a"], "removed_files": [], "fingerprint": "HERE"
            }
            """
        );

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_signature_is_the_file_beside_the_manifest()
    {
        var path = Write(Manifest);
        Assert.Equal(["missing-signature"], DeltaManifestCheck.Of(Disk.All, path, Some.Key, null).Issues);
        directory.Write(
            "d.json.sig",
            OemJsonWriter.WriteBytes(
                new OemObject { { "signature", OemSignature.Sign(Manifest, Some.Key, OemSignature.Sha256) } },
                JsonStyle.PrettySorted
            )
        );
        Assert.Empty(DeltaManifestCheck.Of(Disk.All, path, Some.Key, "HERE").Issues);
        Assert.Equal(["signature-mismatch"], DeltaManifestCheck.Of(Disk.All, path, new byte[32], null).Issues);
        Assert.Equal(["fingerprint-mismatch"], DeltaManifestCheck.Of(Disk.All, path, Some.Key, "THERE").Issues);
    }

    [Fact]
    public void Versions_are_trimmed_before_they_are_judged_and_shown()
    {
        var manifest = Manifest.Without("base_version").Without("target_version");
        manifest.Add("base_version", " 1 ");
        manifest.Add("target_version", "2\n");
        Assert.Empty(DeltaManifestCheck.Of(Disk.All, Write(manifest), null, null).Issues);
        var parsed = DeltaManifest.Parse(OemJsonWriter.WriteBytes(manifest, JsonStyle.PrettySorted));
        Assert.Equal(("1", "2"), (parsed.BaseVersion, parsed.TargetVersion));
    }

    [Theory]
    [InlineData("THERE", true, "")]
    [InlineData("HERE", true, "fingerprint-mismatch")]
    [InlineData("HERE", false, "")]
    public void A_blank_fingerprint_falls_through_to_the_one_under_metadata(string device, bool isBound, string issues)
    {
        var manifest = Manifest.Without("fingerprint");
        manifest.Add("fingerprint", " ");
        manifest.Add("metadata", new OemObject { { "fingerprint", isBound ? "THERE" : "\t" } });
        var check = DeltaManifestCheck.Of(Disk.All, Write(manifest), null, device);
        Assert.Equal(issues, string.Join(' ', check.Issues));
        Assert.Equal(isBound, check.IsBound);
    }

    [Fact]
    public void Binding_is_told_with_and_without_a_device()
    {
        Assert.True(DeltaManifestCheck.Of(Disk.All, Write(Manifest), null, null).IsBound);
        Assert.False(DeltaManifestCheck.Of(Disk.All, Write(Manifest.Without("fingerprint")), null, null).IsBound);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\n\"a\"")]
    public void What_is_no_object_has_line_and_column(string text)
    {
        directory.Write("d.json", Encoding.UTF8.GetBytes(text));
        var error = Assert.Throws<OemException>(() => DeltaManifestCheck.Of(Disk.All, Path.Combine(directory.Path, "d.json"), null, null));
        Assert.Equal(Codes.JsonMalformed, error.Code);
        Assert.True(error.Args.ContainsKey("line") && error.Args.ContainsKey("column") && error.Args.ContainsKey("path"));
    }

    [Fact]
    public void A_missing_manifest_has_its_own_code() =>
        Assert.Equal(
            Codes.DeltaManifestMissing,
            Assert.Throws<OemException>(() => DeltaManifestCheck.Of(Disk.All, Path.Combine(directory.Path, "none"), null, null)).Code
        );

    private string Write(OemObject manifest)
    {
        directory.Write("d.json", OemJsonWriter.WriteBytes(manifest, JsonStyle.PrettySorted));
        return Path.Combine(directory.Path, "d.json");
    }
}
