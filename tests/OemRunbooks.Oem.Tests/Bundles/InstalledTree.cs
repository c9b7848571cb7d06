using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Bundles;

public sealed class InstalledTree : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly StagedTree tree;

    public InstalledTree() =>
        tree = BundleExtractor.Extract(Disk.All, Some.Bundle(directory), Some.Key, new BundleExpectations(), directory["opt"]).Tree;

    public void Dispose()
    {
        tree.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void A_provisioned_fingerprint_document_is_told_and_accepted()
    {
        File.WriteAllBytes(At(ExpectedFingerprint.BundlePath), ExpectedFingerprint.Build("F-1", Some.Key, "k1", FixedClock.Usual));
        var info = Verify();
        Assert.Equal("F-1", info.ExpectedFingerprint);
        Assert.Equal([ExpectedFingerprint.BundlePath], info.Unsigned);
    }

    [Fact]
    public void A_fingerprint_document_by_another_key_is_refused()
    {
        File.WriteAllBytes(At(ExpectedFingerprint.BundlePath), ExpectedFingerprint.Build("F-1", new byte[32], "k1", FixedClock.Usual));
        Refused.With(Codes.FingerprintSignatureMismatch, () => Verify());
    }

    [Fact]
    public void A_changed_file_is_found()
    {
        File.AppendAllText(At("ui/index.html"), "x");
        Assert.Equal("ui/index.html", Refused.With(Codes.BundleDigestMismatch, () => Verify()).Args["file"]);
    }

    [Fact]
    public void A_link_in_place_of_a_file_is_refused()
    {
        File.Move(At("ui/index.html"), directory["elsewhere"]);
        File.CreateSymbolicLink(At("ui/index.html"), directory["elsewhere"]);
        Refused.With(Codes.ArchiveLink, () => Verify());
    }

    [Fact]
    public void A_linked_directory_is_not_entered()
    {
        Directory.CreateSymbolicLink(At("ui/loop"), tree.Path);
        Refused.With(Codes.ArchiveLink, () => Verify());
    }

    [Fact]
    public void A_state_file_about_another_manifest_is_refused()
    {
        File.WriteAllText(
            At(InstallationState.FileName),
            "{\"platform\":\"linux\",\"version\":\"2024.06\",\"manifest_sha384\":\"00\",\"deltas\":[]}"
        );
        Refused.With(Codes.BundleDigestMismatch, () => Verify());
        File.WriteAllText(At(InstallationState.FileName), "{}");
        Refused.With(Codes.InstallationStateMalformed, () => Verify());
    }

    private string At(string path) => Path.Combine(tree.Path, path);

    private BundleInfo Verify() => BundleVerifier.Verify(Disk.All, tree.Path, Some.Key, new BundleExpectations("linux", "2024.06"));
}
