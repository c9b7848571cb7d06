using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Licensing;
using Xunit;

namespace OemRunbooks.EndToEnd.Tools;

/// <summary>What only the store's own reader, or a file's time, can show. The rest is the subject of scripts.</summary>
public sealed class LicenseRecover : IDisposable
{
    private const string Old = "backups/license_store.old.json";
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public void Everything_in_the_store_is_there_again_to_the_letter()
    {
        station.WriteStore("s.json", """{"licenses": {"a": {"status": "active"}}, "zone": [1, 1.0]}""", "old");
        station.Json("license", "recover", "--store", "s.json", "--old-fingerprint", "old", "--new-fingerprint", "new");
        var zone = LicenseStore.Open(Disk.All, station["s.json"], "new", mustExist: true).Data["zone"]!;
        Assert.Equal("[\n  1,\n  1.0\n]\n", Oem.Json.OemJsonWriter.Write(zone, Oem.Json.JsonStyle.PrettyInOrder));
    }

    [Fact]
    public void The_former_file_stays_as_bak_with_its_time()
    {
        var (path, time) = (station[Old], new DateTime(2024, 5, 1, 2, 3, 4, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(path, time);
        station.Json("license", "recover", "--store", Old, "--old-fingerprint-file", "backups/fingerprint.old", "--read-local-new");
        Assert.Equal(time, File.GetLastWriteTimeUtc(path + ".bak"));
    }
}
