using System.Text;
using OemRunbooks.Oem.Deltas;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Deltas;

public sealed class DeltaVectors
{
    public static IEnumerable<object[]> Manifests => Vectors.Rows("delta-manifests");

    public static IEnumerable<object[]> Names => Vectors.Rows("names", "deltas");

    [Theory, MemberData(nameof(Manifests))]
    public void Issues_are_the_originals(int row)
    {
        var v = Vectors.Row("delta-manifests", row);
        Assert.Equal(v.Texts("issues"), DeltaIssues.Find((OemObject)OemJsonReader.Parse(v.GetProperty("document").GetRawText())));
    }

    [Theory, MemberData(nameof(Names))]
    public void Names_are_the_pipelines(int row)
    {
        var v = Vectors.Row("names", row, "deltas");
        var archive = DeltaName.Archive(v.Text("base"), v.Text("target"), v.Text("platform"), v.Text("compression") == "zip");
        Assert.Equal(v.Text("archive"), archive);
        Assert.Equal(v.Text("manifest"), DeltaName.Manifest(v.Text("base"), v.Text("target"), v.Text("platform")));
        Assert.Equal(v.Text("manifest"), DeltaName.ManifestBeside(archive));
    }

    [Theory]
    [InlineData("\"changed_files\":[\"ß\",\"SS\"]", "duplicate-changed-files-casefold")]
    [InlineData("\"changed_files\":[\"a\",\" a \"]", "duplicate-changed-files")]
    [InlineData("\"changed_files\":[\"a\",\"\\n\"]", "invalid-changed-files")]
    [InlineData("\"changed_files\":\"a\"", "invalid-changed-files")]
    [InlineData("\"changed_files\":[\"a/\"]", "invalid-changed-file-path")]
    [InlineData("\"removed_files\":[\"DAEMON\"],\"changed_files\":[\"daemon\"]", "conflicting-file-lists-casefold")]
    [InlineData("\"base_version\":\"2024 05\"", "invalid-base-version")]
    [InlineData("\"target_version\":\"\"", "missing-target-version")]
    [InlineData("\"fingerprint\":\" F \"", "fingerprint-mismatch")]
    [InlineData("\"metadata\":{\"fingerprint\":\"F\"}", "fingerprint-mismatch")]
    public void Each_rule_has_its_code(string member, string issue) =>
        Assert.Equal([issue], DeltaIssues.Find(Document(member), device: () => "D"));

    [Fact]
    public void A_machine_without_fingerprint_is_an_issue_only_for_bound_deltas()
    {
        static string None() => throw new OemException(Faults.FingerprintUnavailable());
        Assert.Equal(["fingerprint-unavailable"], DeltaIssues.Find(Document("\"fingerprint\":\"F\""), device: None));
        Assert.Empty(DeltaIssues.Find(Document("\"x\":1"), device: None));
        Assert.Empty(DeltaIssues.Find(Document("\"fingerprint\":\"F\"")));
    }

    [Fact]
    public void The_signature_covers_the_whole_object_and_only_SHA_256_counts()
    {
        var document = Document("\"x\":1.0");
        byte[] File(OemJson signature) => OemJsonWriter.WriteBytes(new OemObject { { "signature", signature } }, JsonStyle.PrettySorted);
        Assert.Empty(DeltaIssues.Find(document, Some.Key, File(OemSignature.Sign(document, Some.Key, OemSignature.Sha256, "k"))));
        Assert.Equal(["missing-signature"], DeltaIssues.Find(document, Some.Key));
        Assert.Equal(
            ["signature-mismatch"],
            DeltaIssues.Find(document, new byte[32], File(OemSignature.Sign(document, Some.Key, OemSignature.Sha256)))
        );
        Assert.Equal(
            ["signature-mismatch"],
            DeltaIssues.Find(Document("\"x\":1"), Some.Key, File(OemSignature.Sign(document, Some.Key, OemSignature.Sha256)))
        );
        Assert.Equal(
            ["signature-unsupported-algorithm"],
            DeltaIssues.Find(document, Some.Key, File(OemSignature.Sign(document, Some.Key, OemSignature.Sha384)))
        );
        Assert.Equal(["signature-mismatch"], DeltaIssues.Find(document, Some.Key, Encoding.UTF8.GetBytes("{}")));
    }

    private static OemObject Document(string member)
    {
        var document = (OemObject)
            OemJsonReader.Parse(
                "{\"bundle\":\"core-oem\",\"platform\":\"linux\",\"base_version\":\"2024.05\",\"target_version\":\"2024.06\","
                    + "\"changed_files\":[\"daemon/botd\"],\"removed_files\":[]}"
            );
        foreach (var (key, value) in (OemObject)OemJsonReader.Parse("{" + member + "}"))
        {
            document[key] = value;
        }

        return document;
    }
}
