using System.Formats.Tar;
using System.IO.Compression;
using OemRunbooks.Oem.Bundles;
using Xunit;
using static OemRunbooks.EndToEnd.Tools.ToolStation;

namespace OemRunbooks.EndToEnd.Tools;

public sealed class BundleTools : IDisposable
{
    private static readonly string Usb = $"media/usb/{Bundle}";
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public void An_archive_and_an_installation_verify()
    {
        Assert.Contains("signature and all digests are good", station.Run("bundle", "verify", Usb).Out, StringComparison.Ordinal);
        var archive = station.Json("bundle", "verify", Usb, "--platform", Platform, "--version", "2024.06", "--format", "json");
        Assert.Equal("2024.06", archive.GetProperty("version").GetString());
        Assert.Equal(96, archive.GetProperty("archiveSha384").GetString()!.Length);
        Assert.Equal("2024.05", station.Json("bundle", "verify", "opt/core-oem", "--format", "json").GetProperty("version").GetString());
    }

    [Fact]
    public void Anything_changed_in_an_installation_is_told()
    {
        var file = Directory.EnumerateFiles(station["opt/core-oem/ui"], "*", SearchOption.AllDirectories).First();
        File.AppendAllText(file, "x");
        Fails(station.Run("bundle", "verify", "opt/core-oem"), "bundle.digest-mismatch");
        var json = station.Run("bundle", "verify", "opt/core-oem", "--format", "json");
        Assert.Equal(("bundle.digest-mismatch", false, 1), (Parse(json).GetProperty("code").GetString(), Parse(json).GetProperty("ok").GetBoolean(), json.ExitCode));
    }

    [Fact]
    public void Expectations_come_from_the_options_then_from_the_name()
    {
        Fails(station.Run("bundle", "verify", Usb, "--version", "2024.07"), "bundle.wrong-version");
        Fails(station.Run("bundle", "verify", Usb, "--platform", "macos"), "bundle.wrong-platform");
        File.Copy(station[Usb], station[new BundleName("2024.99", Platform).FileName]);
        Fails(station.Run("bundle", "verify", new BundleName("2024.99", Platform).FileName), "bundle.wrong-version");
    }

    [Fact]
    public void Keys_are_demanded_long_enough_and_right()
    {
        Fails(station.Run("bundle", "verify", Usb, "--hmac-key", "hex:00"), "key.too-short", 2);
        Fails(station.Run("bundle", "verify", Usb, "--hmac-key", "hex:" + new string('0', 64)), "bundle.signature-mismatch");
        Assert.Equal(0, station.Run("bundle", "verify", Usb, "--hmac-key", "env:OEM_BUNDLE_HMAC_KEY").ExitCode);
        station.Variables.Remove("OEM_BUNDLE_HMAC_KEY");
        Fails(station.Run("bundle", "verify", Usb), "key.missing", 2);
    }

    [Fact]
    public void Extraction_makes_a_directory_that_verifies_and_never_touches_one_that_is_not_empty()
    {
        Directory.CreateDirectory(station["empty"]);
        foreach (var target in new[] { "a/b/core-oem", "empty", "slash/" })
        {
            Assert.Equal(0, station.Run("bundle", "extract", Usb, "--to", target).ExitCode);
            Assert.Equal("2024.06", station.Json("bundle", "verify", target, "--format", "json").GetProperty("version").GetString());
        }

        var before = station.Station.Snapshot(".");
        Fails(station.Run("bundle", "extract", Usb, "--to", "opt/core-oem"), "file.exists", 2);
        Fails(station.Run("bundle", "extract", Usb, "--to", "demo.env"), "file.exists", 2);
        Assert.Equal(before, station.Station.Snapshot("."));
        Assert.Empty(station.Station.Leftovers());
    }

    [Fact]
    public void What_is_refused_leaves_nothing_behind()
    {
        var bytes = File.ReadAllBytes(station[Usb]);
        station.Write("cut.tar.gz", bytes[..(bytes.Length / 2)]);
        station.Write("text.tar.gz", "no archive");
        Hostile("hostile.tar.gz", "core_oem_staging/../../evil");
        Hostile("link.tar.gz", "core_oem_staging/link", TarEntryType.SymbolicLink);
        var before = station.Station.Snapshot(".");
        Assert.Equal(1, station.Run("bundle", "extract", "cut.tar.gz", "--to", "made/x").ExitCode);
        Fails(station.Run("bundle", "extract", "text.tar.gz", "--to", "made/x"), "archive.unsupported");
        Fails(station.Run("bundle", "extract", "hostile.tar.gz", "--to", "made/x"), "archive.hostile-name");
        Fails(station.Run("bundle", "extract", "link.tar.gz", "--to", "made/x"), "archive.link");
        Fails(station.Run("bundle", "extract", Usb, "--to", "made/x", "--hmac-key", "hex:" + new string('0', 64)), "bundle.signature-mismatch");
        Fails(station.Run("bundle", "extract", "opt/core-oem", "--to", "made/x"), "archive.unsupported");
        Fails(station.Run("bundle", "extract", "none.tar.gz", "--to", "made/x"), "file.missing", 2);
        Assert.Equal(before, station.Station.Snapshot("."));
    }

    private void Hostile(string name, string entry, TarEntryType type = TarEntryType.RegularFile)
    {
        using var gzip = new GZipStream(File.Create(station[name]), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        tar.WriteEntry(type == TarEntryType.SymbolicLink ? new UstarTarEntry(type, entry) { LinkName = "/etc/passwd" } : new UstarTarEntry(type, entry) { DataStream = new MemoryStream([1]) });
    }
}
