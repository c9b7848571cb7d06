using System.IO.Compression;
using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Tests.Support;
using OemRunbooks.Testing.Disks;

namespace OemRunbooks.Oem.Tests.Bundles;

public sealed class Extraction : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("linux")]
    [InlineData("windows")]
    public void A_bundle_is_extracted_verified_and_described(string platform)
    {
        var archive = Some.Bundle(directory, platform: platform);
        var reports = new List<ArchiveProgress>();
        var (tree, info) = BundleExtractor.Extract(
            Disk.All,
            archive,
            Some.Key,
            new BundleExpectations(platform, "2024.06"),
            directory["opt"],
            new Recorder(reports)
        );
        using (tree)
        {
            foreach (var (path, text) in Some.Files)
            {
                Assert.Equal(text, File.ReadAllText(Path.Combine(tree.Path, path)));
            }

            Assert.Equal(("2024.06", platform, "UNPROVISIONED"), (info.Version, info.Platform, info.ExpectedFingerprint));
            Assert.Equal(Some.Files.Count + 2, info.Files);
            Assert.Equal(BundleManifest.Digest(File.ReadAllBytes(archive)), info.ArchiveSha384);
            Assert.Equal(BundleManifest.Digest(File.ReadAllBytes(Path.Combine(tree.Path, "manifest.json"))), info.ManifestSha384);
            Assert.Equal("2024.06", InstallationState.Load(Disk.All, tree.Path)!.Version);
            Assert.Equal(info.Files, reports[^1].Files - 2);
            Assert.Equal(new FileInfo(archive).Length, reports[^1].ArchiveLength);
            Assert.Equal(
                info with
                {
                    ArchiveSha384 = null,
                    Unsigned = [],
                },
                BundleVerifier.Verify(Disk.All, tree.Path, Some.Key, new BundleExpectations()) with
                {
                    Unsigned = info.Unsigned,
                }
            );
            Assert.Equal(
                info with
                {
                    Unsigned = [],
                },
                BundleVerifier.Verify(Disk.All, archive, Some.Key, new BundleExpectations().OrFromFileName(archive)) with
                {
                    Unsigned = info.Unsigned,
                }
            );
        }

        Assert.Empty(Directory.GetFileSystemEntries(directory["opt"]));
    }

    [Fact]
    public void A_member_that_the_manifest_does_not_list_ends_it_before_it_is_written()
    {
        var archive = Some.Tampered(
            directory,
            static files =>
                files
                    .OrderBy(static f => f.Path is BundleManifest.FileName or BundleManifest.SignatureName ? 0 : 1)
                    .Append(SourceFile.Of("zzz/not-listed", new byte[100_000]))
        );
        var disk = FaultyDisk.Sound();
        Refused.With(
            Codes.BundleFileUnexpected,
            () => BundleExtractor.Extract(disk, archive, Some.Key, new BundleExpectations(), directory["opt"])
        );
        Assert.Contains(disk.Opened, static o => o.Path.EndsWith("daemon/botd", StringComparison.Ordinal));
        Assert.DoesNotContain(disk.Opened, static o => o.Path.EndsWith("not-listed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sound_archive_that_is_no_bundle_is_told_so_and_not_called_hostile()
    {
        foreach (var foreign in new[] { new RawTar().File("notes.txt").End().Gzip, new RawZip().File("docs/notes.txt").Bytes })
        {
            var archive = directory.Write("some", foreign);
            Refused.With(Codes.ArchiveNoBundle, () => BundleVerifier.Verify(Disk.All, archive, Some.Key, new BundleExpectations()));
        }
    }

    [Fact]
    public void A_bundle_packed_from_the_directory_above_is_a_bundle()
    {
        var archive = directory["dotted.tar.gz"];
        var files = BundleBuilder.Files(Some.Recipe(directory), FixedClock.Usual);
        var top = CheckedReader.TopDirectory;
        ArchiveBuilder.TarGz(archive, $"./{top}/", $"./{top}", files, FixedClock.Usual.GetUtcNow(), CompressionLevel.Fastest);
        Assert.Equal("2024.06", BundleVerifier.Verify(Disk.All, archive, Some.Key, new BundleExpectations()).Version);
    }

    [Fact]
    public void Signatures_that_are_kept_count_against_a_ceiling()
    {
        var archive = Some.Tampered(
            directory,
            static files => Enumerable.Range(0, 300).Select(static n => SourceFile.Of($"config/{n}.sig", new byte[60_000])).Concat(files)
        );
        Refused.With(Codes.ArchiveTooLarge, () => BundleVerifier.Verify(Disk.All, archive, Some.Key, new BundleExpectations()));
    }

    [Fact]
    public void Modes_are_reduced_and_the_staging_room_is_private()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var tree = BundleExtractor
            .Extract(Disk.All, Some.Bundle(directory), Some.Key, new BundleExpectations(), directory["opt"])
            .Tree;
        string ModeOf(string path) =>
            OperatingSystem.IsWindows()
                ? string.Empty
                : "0" + Convert.ToString((int)File.GetUnixFileMode(Path.Combine(tree.Path, path)), 8);
        Assert.Equal(["0755", "0644", "0755", "0700"], new[] { "daemon/botd", "ui/index.html", "daemon/lib", ".." }.Select(ModeOf));
    }

    [Fact]
    public void A_published_tree_stays_and_its_room_goes()
    {
        var (tree, _) = BundleExtractor.Extract(Disk.All, Some.Bundle(directory), Some.Key, new BundleExpectations(), directory["opt"]);
        Directory.Move(tree.Path, directory["opt/core-oem"]);
        tree.Dispose();
        Assert.Equal(["core-oem"], Directory.GetFileSystemEntries(directory["opt"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Another_platform_or_version_is_refused()
    {
        var archive = Some.Bundle(directory);
        Fails(Codes.BundleWrongPlatform, archive, new BundleExpectations("macos"));
        Fails(Codes.BundleWrongVersion, archive, new BundleExpectations(Version: "2024.07"));
    }

    [Fact]
    public void Another_key_or_a_short_one_is_refused()
    {
        var archive = Some.Bundle(directory);
        Refused.With(Codes.BundleSignatureMismatch, () => BundleVerifier.Verify(Disk.All, archive, new byte[32], new BundleExpectations()));
        Refused.With(Codes.KeyTooShort, () => BundleVerifier.Verify(Disk.All, archive, new byte[31], new BundleExpectations()));
    }

    [Theory]
    [InlineData("linux")]
    [InlineData("windows")]
    public void A_changed_file_is_refused(string platform) =>
        Fails(Codes.BundleDigestMismatch, Replaced("ui/index.html", "<p>evil</p>", platform));

    [Fact]
    public void A_changed_manifest_is_refused() => Fails(Codes.BundleSignatureMismatch, Replaced("manifest.json", "{}"));

    [Fact]
    public void A_changed_signature_is_refused() => Fails(Codes.BundleSignatureMismatch, Replaced("manifest.sig", "{}"));

    [Fact]
    public void A_config_signature_that_is_about_another_file_is_refused()
    {
        var files = Some.Files;
        files["config/b.json"] = "[]";
        var recipe = Some.Recipe(directory, files: files);
        var made = BundleBuilder.Files(recipe, FixedClock.Usual);
        var wrong = made.Single(f => f.Path == "config/b.json.sig") with { Path = "config/core.json.sig" };
        Fails(Codes.BundleDigestMismatch, Some.Tampered(directory, list => list.Select(f => f.Path == wrong.Path ? wrong : f)));
    }

    [Fact]
    public void An_additional_file_is_refused() =>
        Fails(Codes.BundleFileUnexpected, Some.Tampered(directory, files => files.Append(SourceFile.Of("ui/extra", [1]))));

    [Fact]
    public void A_state_file_in_an_archive_is_refused() =>
        Fails(Codes.BundleFileUnexpected, Some.Tampered(directory, files => files.Append(SourceFile.Of(InstallationState.FileName, [1]))));

    [Fact]
    public void A_missing_file_is_refused() => Fails(Codes.BundleFileMissing, Without("ui/index.html"));

    [Fact]
    public void A_missing_manifest_is_refused() => Fails(Codes.BundleManifestMissing, Without("manifest.json"));

    [Fact]
    public void A_missing_signature_is_refused() => Fails(Codes.BundleSignatureMissing, Without("manifest.sig"));

    [Fact]
    public void The_manifest_may_come_first_or_last()
    {
        foreach (var first in new[] { true, false })
        {
            var archive = Some.Tampered(
                directory,
                files => files.OrderBy(f => f.Path.StartsWith("manifest", StringComparison.Ordinal) != first)
            );
            Assert.Equal("2024.06", BundleVerifier.Verify(Disk.All, archive, Some.Key, new BundleExpectations()).Version);
        }
    }

    [Fact]
    public void An_entry_beside_the_top_directory_is_refused()
    {
        var archive = directory.Write("a", new RawTar().Directory("core_oem_staging").File("other/x").End().Gzip);
        Fails(Codes.ArchiveNoBundle, archive);
    }

    [Fact]
    public void Two_top_directories_are_refused()
    {
        var archive = directory.Write("a", new RawTar().Directory("core_oem_staging").Directory("core_oem_staging").End().Gzip);
        Fails(Codes.ArchiveNameCollision, archive);
    }

    [Fact]
    public void A_document_that_is_too_large_to_parse_is_refused() =>
        Fails(Codes.ArchiveTooLarge, Replaced("manifest.sig", new string(' ', 70_000)));

    [Fact]
    public void Cancelling_leaves_nothing_behind()
    {
        var archive = Some.Bundle(directory);
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            BundleExtractor.Extract(
                Disk.All,
                archive,
                Some.Key,
                new BundleExpectations(),
                directory["opt"],
                new Cancel(cancellation),
                cancellation: cancellation.Token
            )
        );
        Assert.Empty(Directory.GetFileSystemEntries(directory["opt"]));
    }

    [Fact]
    public void The_same_recipe_gives_the_same_bytes()
    {
        var recipe = Some.Recipe(directory);
        var one = File.ReadAllBytes(BundleBuilder.Build(recipe, directory.Make("one"), FixedClock.Usual));
        Assert.Equal(one, File.ReadAllBytes(BundleBuilder.Build(recipe, directory.Make("two"), FixedClock.Usual)));
    }

    [Fact]
    public void A_missing_archive_has_its_own_code() => Fails(Codes.FileMissing, directory["none.tar.gz"]);

    private void Fails(string code, string archive, BundleExpectations? expectations = null)
    {
        Refused.With(
            code,
            () => BundleExtractor.Extract(Disk.All, archive, Some.Key, expectations ?? new BundleExpectations(), directory["opt"])
        );
        Refused.With(code, () => BundleVerifier.Verify(Disk.All, archive, Some.Key, expectations ?? new BundleExpectations()));
        Assert.Empty(Directory.GetFileSystemEntries(directory["opt"]));
    }

    private string Replaced(string path, string text, string platform = "linux") =>
        Some.Tampered(
            directory,
            files => files.Select(f => f.Path == path ? SourceFile.Of(path, Encoding.UTF8.GetBytes(text)) : f),
            platform
        );

    private string Without(string path) => Some.Tampered(directory, files => files.Where(f => f.Path != path));

    private sealed class Recorder(List<ArchiveProgress> reports) : IProgress<ArchiveProgress>
    {
        public void Report(ArchiveProgress value) => reports.Add(value);
    }

    private sealed class Cancel(CancellationTokenSource source) : IProgress<ArchiveProgress>
    {
        public void Report(ArchiveProgress value) => source.Cancel();
    }
}
