using OemRunbooks.Oem.Licensing;
using Xunit;
using static OemRunbooks.EndToEnd.Tools.ToolStation;

namespace OemRunbooks.EndToEnd.Tools;

public sealed class LicenseRecover : IDisposable
{
    private const string Old = "backups/license_store.old.json";
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public void The_store_opens_again_with_the_new_fingerprint_and_everything_in_it()
    {
        station.WriteStore("s.json", """{"licenses": {"a": {"status": "active"}}, "zone": [1, 1.0]}""", "old");
        var json = station.Json("license", "recover", "--store", "s.json", "--old-fingerprint", "old", "--new-fingerprint", "new");
        Assert.Equal(["store_path", "output_path", "old_fingerprint", "new_fingerprint", "licenses"], Names(json));
        Assert.Equal(1, json.GetProperty("licenses").GetInt32());
        Assert.Equal("[\n  1,\n  1.0\n]\n", Oem.Json.OemJsonWriter.Write(LicenseStore.Open(station["s.json"], "new", mustExist: true).Data["zone"]!, Oem.Json.JsonStyle.PrettyInOrder));
        Assert.Equal("a", station.Json("license", "status", "--store", "s.json", "--fingerprint", "new").GetProperty("licenses")[0].GetProperty("license_id").GetString());
        Fails(station.Run("license", "status", "--store", "s.json", "--fingerprint", "old"), "store.decryption-failed");
    }

    [Fact]
    public void The_former_file_stays_as_bak_with_its_mode_and_time()
    {
        var (path, time) = (station[Old], new DateTime(2024, 5, 1, 2, 3, 4, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(path, time);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        var before = File.ReadAllBytes(path);
        station.Json("license", "recover", "--store", Old, "--old-fingerprint-file", "backups/fingerprint.old", "--read-local-new");
        Assert.Equal(before, File.ReadAllBytes(path + ".bak"));
        Assert.Equal(time, File.GetLastWriteTimeUtc(path + ".bak"));
        Assert.NotEqual(before, File.ReadAllBytes(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
            Assert.Equal(File.GetUnixFileMode(path), File.GetUnixFileMode(path + ".bak"));
        }
    }

    [Fact]
    public void Another_output_leaves_the_source_alone_and_the_report_lacks_its_own_path()
    {
        var before = File.ReadAllBytes(station[Old]);
        var json = station.Json("license", "recover", "--store", Old, "--output", "new/dir/s.json", "--old-fingerprint-file", "backups/fingerprint.old", "--new-fingerprint", "n", "--report", "var/reports/licensing/r.json");
        Assert.Equal(before, File.ReadAllBytes(station[Old]));
        Assert.False(File.Exists(station["new/dir/s.json.bak"]));
        Assert.Equal("report_path", Names(json)[^1]);
        Assert.Equal(2, json.GetProperty("licenses").GetInt32());
        Assert.Equal(
            $"{{\n  \"store_path\": \"{Old}\",\n  \"output_path\": \"new/dir/s.json\",\n  \"old_fingerprint\": \"{station.OldFingerprint}\",\n  \"new_fingerprint\": \"n\",\n  \"licenses\": 2\n}}\n",
            File.ReadAllText(station["var/reports/licensing/r.json"]));
    }

    [Theory]
    [InlineData("store.decryption-failed", "--old-fingerprint", "wrong", "--new-fingerprint", "n")]
    [InlineData("fingerprint.blank", "--old-fingerprint", " ", "--new-fingerprint", "n")]
    [InlineData("fingerprint.missing", "--new-fingerprint", "n")]
    [InlineData("fingerprint.missing", "--old-fingerprint-file", "backups/fingerprint.old")]
    [InlineData("fingerprint.blank", "--old-fingerprint-file", "backups/fingerprint.old", "--new-fingerprint", "\u00a0")]
    [InlineData("fingerprint.missing", "--old-fingerprint-file", "nowhere", "--new-fingerprint", "n")]
    public void A_refusal_changes_nothing(string code, params string[] options)
    {
        var before = station.Station.Snapshot(".");
        Fails(station.Run(["license", "recover", "--store", Old, .. options]), code);
        Assert.Equal(before, station.Station.Snapshot("."));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    public void Licenses_that_cannot_be_counted_are_refused_before_anything_is_written(string licenses)
    {
        station.WriteStore("s.json", $$"""{"licenses": {{licenses}}}""", "o");
        var before = station.Station.Snapshot(".");
        Fails(station.Run("license", "recover", "--store", "s.json", "--old-fingerprint", "o", "--new-fingerprint", "n"), "store.malformed");
        Assert.Equal(before, station.Station.Snapshot("."));
    }

    [Fact]
    public void A_missing_store_becomes_an_empty_one_with_a_warning()
    {
        var run = station.Run("license", "recover", "--store", "none.json", "--old-fingerprint", "o", "--new-fingerprint", "n");
        Assert.Equal(0, run.ExitCode);
        Warns(run, "store.taken-as-empty");
        Assert.Equal(0, Parse(run).GetProperty("licenses").GetInt32());
        Assert.True(LicenseStore.Open(station["none.json"], "n", mustExist: true).Exists);
    }

    [Fact]
    public void A_directory_or_a_link_as_output_is_refused_and_nothing_is_left()
    {
        string[] call = ["license", "recover", "--store", Old, "--old-fingerprint-file", "backups/fingerprint.old", "--new-fingerprint", "n", "--output"];
        Directory.CreateDirectory(station["dir"]);
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(station["link.json"], station["secrets/license_store.json"]);
        }

        var before = station.Station.Snapshot(".");
        var run = station.Run([.. call, "dir"]);
        Assert.True(run.ExitCode == 1 && run.Out.Length == 0 && run.ErrorLines.Count == 1, run.All);
        if (!OperatingSystem.IsWindows())
        {
            Fails(station.Run([.. call, "link.json"]), "file.link");
        }

        Assert.Equal(before, station.Station.Snapshot("."));
    }
}
