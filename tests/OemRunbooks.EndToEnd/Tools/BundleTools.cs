using System.Formats.Tar;
using System.IO.Compression;
using Xunit;
using static OemRunbooks.EndToEnd.Tools.ToolStation;

namespace OemRunbooks.EndToEnd.Tools;

/// <summary>Archives that no ordinary tool makes. What else the tools for bundles do is the subject of scripts.</summary>
public sealed class BundleTools : IDisposable
{
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public void A_hostile_archive_is_refused_and_leaves_nothing_behind()
    {
        Hostile("hostile.tar.gz", "core_oem_staging/../../evil");
        Hostile("link.tar.gz", "core_oem_staging/link", TarEntryType.SymbolicLink);
        var before = station.Station.Snapshot(".");
        Fails(station.Run("bundle", "extract", "hostile.tar.gz", "--to", "made/x"), "archive.hostile-name");
        Fails(station.Run("bundle", "extract", "link.tar.gz", "--to", "made/x"), "archive.link");
        Assert.Equal(before, station.Station.Snapshot("."));
    }

    private void Hostile(string name, string entry, TarEntryType type = TarEntryType.RegularFile)
    {
        using var gzip = new GZipStream(File.Create(station[name]), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        tar.WriteEntry(
            type == TarEntryType.SymbolicLink
                ? new UstarTarEntry(type, entry) { LinkName = "/etc/passwd" }
                : new UstarTarEntry(type, entry) { DataStream = new MemoryStream([1]) }
        );
    }
}
