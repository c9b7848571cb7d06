using System.IO.Compression;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Deltas;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Deltas;

public sealed class Applying : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly BundleRecipe from;
    private readonly BundleRecipe to;
    private readonly string installed;

    public Applying()
    {
        from = Some.Recipe(directory, "2024.05");
        var files = Some.Files;
        files["daemon/botd"] = "#!newer";
        files["daemon/new/thing"] = "new";
        files["config/core.json"] = "{\"newer\":true}";
        files.Remove("ui/index.html");
        to = Some.Recipe(directory, "2024.06", files: files);
        installed = directory["opt/core-oem"];
        using var tree = BundleExtractor
            .Extract(
                Disk.All,
                BundleBuilder.Build(from, directory.Make("r"), FixedClock.Usual),
                Some.Key,
                new BundleExpectations(),
                directory["opt"]
            )
            .Tree;
        Directory.Move(tree.Path, installed);
    }

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_delta_gives_the_target_versions_tree(bool zip)
    {
        var built = Build(zip);
        var before = Snapshot(installed);
        var (tree, info) = DeltaApplier.Stage(Disk.All, Request(built) with { TargetManifestPath = Target(built) });
        using (tree)
        {
            Assert.Equal(before, Snapshot(installed));
            Assert.Equal(["config/core.json", "config/core.json.sig", "daemon/botd", "daemon/new/thing"], info.Changed);
            Assert.Equal(["ui/index.html"], info.Removed);
            Assert.Equal(("2024.05", "2024.06", true), (info.BaseVersion, info.TargetVersion, info.Signed));
            Assert.Empty(info.Warnings);
            Assert.Equal("#!newer", File.ReadAllText(Path.Combine(tree.Path, "daemon/botd")));
            Assert.False(File.Exists(Path.Combine(tree.Path, "ui/index.html")));
            Assert.False(File.Exists(Path.Combine(tree.Path, "delta.json")));
            var verified = BundleVerifier.Verify(Disk.All, tree.Path, Some.Key, new BundleExpectations("linux", "2024.06"));
            Assert.Equal(info.Changed, verified.Unsigned);
        }

        Assert.Equal(["core-oem"], Directory.GetFileSystemEntries(directory["opt"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_to_be_removed_may_be_gone_already_and_any_other_may_not()
    {
        var built = Build();
        File.Delete(Path.Combine(installed, "ui/index.html"));
        var (tree, info) = DeltaApplier.Stage(Disk.All, Request(built));
        using (tree)
        {
            Assert.Equal("2024.06", info.TargetVersion);
            Assert.False(File.Exists(Path.Combine(tree.Path, "ui/index.html")));
        }

        File.Delete(Path.Combine(installed, "daemon/botd"));
        Refused.With(Codes.DeltaBaseMismatch, () => DeltaApplier.Stage(Disk.All, Request(built)));
    }

    [Fact]
    public void Two_deltas_follow_one_another_and_the_first_does_not_fit_twice()
    {
        var first = Build();
        Publish(first);
        Refused.With(Codes.DeltaBaseMismatch, () => DeltaApplier.Stage(Disk.All, Request(first)));
        var files = Some.Files;
        files["ui/index.html"] = "back again";
        var third = Some.Recipe(directory, "2024.07", files: files);
        Publish(DeltaBuilder.Build(to, third, directory.Make("deltas"), FixedClock.Usual));
        Assert.Equal("back again", File.ReadAllText(Path.Combine(installed, "ui/index.html")));
        Assert.Equal(["2024.06", "2024.07"], InstallationState.Load(Disk.All, installed)!.Deltas.Select(d => d.Target));
        BundleVerifier.Verify(Disk.All, installed, Some.Key, new BundleExpectations(Version: "2024.07"));
    }

    [Fact]
    public void A_target_manifest_authenticates_the_content_and_its_absence_is_a_warning()
    {
        var built = Build();
        var (tree, info) = DeltaApplier.Stage(Disk.All, Request(built));
        tree.Dispose();
        Assert.Equal([Faults.DeltaContentUnauthenticated()], info.Warnings);

        var altered = Repack(built, "daemon/botd", "#!evil");
        Refused.With(
            Codes.DeltaResultMismatch,
            () => DeltaApplier.Stage(Disk.All, Request(altered) with { TargetManifestPath = Target(built) })
        );
    }

    [Fact]
    public void A_changed_config_file_needs_its_signature_even_without_a_target_manifest() =>
        Refused.With(
            Codes.BundleSignatureMismatch,
            () => DeltaApplier.Stage(Disk.All, Request(Repack(Build(), "config/core.json", "{\"evil\":1}")))
        );

    [Fact]
    public void An_unsigned_delta_needs_to_be_allowed()
    {
        var built = Build();
        File.Delete(built.Manifest + ".sig");
        Refused.With(Codes.DeltaUnsigned, () => DeltaApplier.Stage(Disk.All, Request(built)));
        Refused.With(Codes.DeltaUnsigned, () => DeltaApplier.Stage(Disk.All, Request(built) with { Key = null }));
        using (var tree = DeltaApplier.Stage(Disk.All, Request(built) with { AllowUnsigned = true }).Tree)
        {
            Assert.True(File.Exists(Path.Combine(tree.Path, "daemon/new/thing")));
        }

        File.Delete(built.Manifest);
        Refused.With(Codes.DeltaUnsigned, () => DeltaApplier.Stage(Disk.All, Request(built)));
        var (unsigned, info) = DeltaApplier.Stage(Disk.All, Request(built) with { AllowUnsigned = true, Key = null });
        unsigned.Dispose();
        Assert.False(info.Signed);
        Assert.Contains(Faults.DeltaUnsigned(), info.Warnings);
    }

    [Fact]
    public void A_wrong_signature_is_refused_even_when_unsigned_deltas_are_allowed() =>
        Refused.With(
            Codes.BundleSignatureMismatch,
            () => DeltaApplier.Stage(Disk.All, Request(Build()) with { Key = new byte[32], AllowUnsigned = true })
        );

    [Fact]
    public void A_manifest_signed_by_another_key_is_refused()
    {
        var built = DeltaBuilder.Build(
            from,
            to with
            {
                Key = [.. Enumerable.Repeat((byte)9, 32)],
            },
            directory.Make("deltas"),
            FixedClock.Usual
        );
        Refused.With(Codes.DeltaSignatureMismatch, () => DeltaApplier.Stage(Disk.All, Request(built) with { AllowUnsigned = true }));
    }

    [Fact]
    public void An_archive_whose_manifest_differs_from_the_published_one_is_refused()
    {
        var built = Build();
        var text =
            "{\"bundle\":\"core-oem\",\"platform\":\"linux\",\"base_version\":\"2024.05\",\"target_version\":\"2024.06\","
            + "\"changed_files\":[\"daemon/botd\"],\"removed_files\":[]}";
        Refused.With(Codes.DeltaMembersMismatch, () => DeltaApplier.Stage(Disk.All, Request(Repack(built, "delta.json", text))));
    }

    [Fact]
    public void Members_must_be_the_changed_files()
    {
        var built = Build();
        Refused.With(Codes.DeltaMembersMismatch, () => DeltaApplier.Stage(Disk.All, Request(Repack(built, "daemon/extra", "x"))));
        Refused.With(Codes.DeltaMembersMismatch, () => DeltaApplier.Stage(Disk.All, Request(Repack(built, "daemon/botd", null))));
        Refused.With(Codes.DeltaManifestMissing, () => DeltaApplier.Stage(Disk.All, Request(Repack(Build(), "delta.json", null))));
    }

    [Fact]
    public void An_installation_with_a_changed_file_is_no_base()
    {
        var built = Build();
        File.AppendAllText(Path.Combine(installed, "ui/zażółć 😀.txt"), "x");
        Assert.Equal(
            "ui/zażółć 😀.txt",
            Refused.With(Codes.DeltaBaseMismatch, () => DeltaApplier.Stage(Disk.All, Request(built))).Args["file"]
        );
        Assert.Equal(["core-oem"], Directory.GetFileSystemEntries(directory["opt"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_link_in_place_of_an_installed_file_is_no_base()
    {
        var path = Path.Combine(installed, "daemon/botd");
        File.Move(path, directory["botd"]);
        File.CreateSymbolicLink(path, directory["botd"]);
        Refused.With(Codes.DeltaBaseMismatch, () => DeltaApplier.Stage(Disk.All, Request(Build())));
    }

    [Theory]
    [InlineData(false, "old", "delta.fingerprint-kept")]
    [InlineData(true, "new", "delta.fingerprint-replaced")]
    public void A_provisioned_fingerprint_is_kept_unless_the_caller_says_otherwise(bool replace, string expected, string warning)
    {
        var later = new FixedClock("2025-01-01T00:00:00Z");
        File.WriteAllBytes(
            Path.Combine(installed, ExpectedFingerprint.BundlePath),
            ExpectedFingerprint.Build("old", Some.Key, null, FixedClock.Usual)
        );
        var target = to with { Fingerprint = "new" };
        var built = DeltaBuilder.Build(from, target, directory.Make("deltas"), later);
        var (tree, info) = DeltaApplier.Stage(
            Disk.All,
            Request(built) with
            {
                ReplaceProvisionedFingerprint = replace,
                TargetManifestPath = Target(built),
            }
        );
        using (tree)
        {
            Assert.Equal([Failure.Of(warning, ("path", Value.Of(ExpectedFingerprint.BundlePath)))], info.Warnings);
            Assert.Equal(
                expected,
                BundleVerifier.Verify(Disk.All, tree.Path, Some.Key, new BundleExpectations(Version: "2024.06")).ExpectedFingerprint
            );
        }
    }

    [Fact]
    public void Files_of_others_are_copied_told_and_never_linked()
    {
        var log = Path.Combine(installed, "var/log.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.WriteAllText(log, "one");
        File.CreateSymbolicLink(Path.Combine(installed, "current"), "daemon");
        var (tree, info) = DeltaApplier.Stage(Disk.All, Request(Build()));
        using (tree)
        {
            File.AppendAllText(log, " two");
            Assert.Equal("one", File.ReadAllText(Path.Combine(tree.Path, "var/log.txt")));
            Assert.Equal("daemon", new FileInfo(Path.Combine(tree.Path, "current")).LinkTarget);
            Assert.Equal(
                ["current", "var/log.txt"],
                info.Warnings.Where(w => w.Code == "delta.extra-file").Select(w => w.Arguments["path"].ToText())
            );
        }
    }

    [Fact]
    public void Nothing_is_written_where_a_link_of_the_installation_leads()
    {
        var elsewhere = directory.Make("elsewhere");
        var files = Some.Files;
        files["plugins/p"] = "p";
        var built = DeltaBuilder.Build(from, Some.Recipe(directory, "2024.07", files: files), directory.Make("deltas"), FixedClock.Usual);
        Directory.CreateSymbolicLink(Path.Combine(installed, "plugins"), elsewhere);
        Refused.With("file.link", () => DeltaApplier.Stage(Disk.All, Request(built)));
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
        Assert.Equal(["core-oem"], Directory.GetFileSystemEntries(directory["opt"]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("config/core.json.sig", "bundle.signature-missing")]
    [InlineData("config/core.json", "bundle.file-unexpected")]
    [InlineData("config/fingerprint.expected.json", "bundle.file-missing")]
    public void What_a_verification_would_refuse_a_delta_does_not_leave(string removed, string code)
    {
        var built = Build();
        var text =
            "{\"bundle\":\"core-oem\",\"platform\":\"linux\",\"base_version\":\"2024.05\",\"target_version\":\"2024.06\","
            + $"\"changed_files\":[],\"removed_files\":[\"{removed}\"]}}";
        File.Delete(built.Manifest);
        File.Delete(built.Manifest + ".sig");
        ArchiveBuilder.TarGz(
            built.Archive,
            "./",
            ".",
            [SourceFile.Of("delta.json", System.Text.Encoding.UTF8.GetBytes(text))],
            FixedClock.Usual.GetUtcNow(),
            CompressionLevel.Fastest
        );
        Refused.With(code, () => DeltaApplier.Stage(Disk.All, Request(built) with { AllowUnsigned = true }));
    }

    [Fact]
    public void A_delta_bound_to_another_machine_is_refused()
    {
        var built = DeltaBuilder.Build(from, to, directory.Make("deltas"), FixedClock.Usual, boundTo: "F");
        Refused.With(Codes.FingerprintMismatch, () => DeltaApplier.Stage(Disk.All, Request(built) with { DeviceFingerprint = () => "G" }));
        DeltaApplier.Stage(Disk.All, Request(built) with { DeviceFingerprint = () => "F" }).Tree.Dispose();
    }

    [Fact]
    public void Without_an_installation_there_is_nothing_to_apply_to() =>
        Refused.With(
            Codes.InstallationMissing,
            () => DeltaApplier.Stage(Disk.All, Request(Build()) with { Installation = directory.Make("empty") })
        );

    [Fact]
    public void A_delta_for_another_platform_is_refused() =>
        Refused.With(Codes.BundleWrongPlatform, () => DeltaApplier.Stage(Disk.All, Request(Build()) with { Platform = "macos" }));

    private static Dictionary<string, string> Snapshot(string root) =>
        Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(f => f, f => BundleManifest.Digest(File.ReadAllBytes(f)) + File.GetLastWriteTimeUtc(f).Ticks);

    private BuiltDelta Build(bool zip = false) => DeltaBuilder.Build(from, to, directory.Make("deltas"), FixedClock.Usual, zip);

    private DeltaRequest Request(BuiltDelta built) => new(built.Archive, installed) { Key = Some.Key };

    private string Target(BuiltDelta built)
    {
        directory.Write("target/manifest.sig", built.TargetSignature);
        return directory.Write("target/manifest.json", built.TargetManifest);
    }

    private void Publish(BuiltDelta built)
    {
        using var tree = DeltaApplier.Stage(Disk.All, Request(built)).Tree;
        Directory.Delete(installed, recursive: true);
        Directory.Move(tree.Path, installed);
    }

    /// <summary>The same delta with one member replaced, added or left out.</summary>
    private BuiltDelta Repack(BuiltDelta built, string path, string? text)
    {
        var unpacked = directory.Make("unpacked-" + Guid.NewGuid());
        BundleVerifier.Read(Disk.All, built.Archive, Layout.Delta, unpacked, null, new ArchiveLimits(), CancellationToken.None);
        var target = Path.Combine(unpacked, path);
        File.Delete(target);
        if (text is not null)
        {
            File.WriteAllText(target, text);
        }

        var files = Directory
            .EnumerateFiles(unpacked, "*", SearchOption.AllDirectories)
            .Select(f => SourceFile.OfDisk(Path.GetRelativePath(unpacked, f), new FileInfo(f)));
        ArchiveBuilder.TarGz(built.Archive, "./", ".", [.. files], FixedClock.Usual.GetUtcNow(), CompressionLevel.Fastest);
        return built;
    }
}
