using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Testing.Disks;

namespace OemRunbooks.Activities.Tests;

/// <summary>Archives of every kind: listed, unpacked in one step, refused as a whole.</summary>
public sealed class Archives : IDisposable
{
    private readonly CallFactory station = new();

    public static TheoryData<string> Kinds => ["tar", "tar.gz", "tar.bz2", "tar.zst", "zip", "7z", "rar"];

    public void Dispose() => station.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_archive_of_any_kind_is_listed_and_unpacked(string kind)
    {
        Write(kind, ("bin/tool", "#!"), ("readme", "zażółć"));
        var listed = await station.Succeeds("archive.list", Inputs(kind)[0]);
        Assert.Equal(["bin/tool", "readme"], listed.Outputs["members"].Items.Select(static m => m["path"].ToText()));
        var plan = await Activity("archive.extract").PlanAsync(station.Call(Inputs(kind)), CancellationToken.None);
        Assert.Null(plan.Failure);
        Assert.False(Directory.Exists(station["out"]));
        var outcome = await station.Succeeds("archive.extract", Inputs(kind));
        Assert.Equal((Value.True, Value.Of(2)), (outcome.Outputs["changed"], outcome.Outputs["files"]));
        Assert.Equal("zażółć", File.ReadAllText(station["out/readme"]));
        var again = await station.Succeeds("archive.extract", Inputs(kind));
        Assert.Equal((Value.False, "out"), (again.Outputs["changed"], again.Outputs["former"].ToText()));
        Assert.Equal(2, Directory.GetFileSystemEntries(station.Root).Length);
    }

    [Fact]
    public async Task An_archive_of_xz_is_unpacked_as_the_systems_tool_packed_it()
    {
        if (!File.Exists("/usr/bin/xz"))
        {
            return;
        }

        Write("tar", ("readme", "x"));
        using (var xz = Process.Start("/usr/bin/xz", ["-k", station["a.tar"]]))
        {
            await xz.WaitForExitAsync();
        }

        await station.Succeeds("archive.extract", Inputs("tar.xz"));
        Assert.Equal("x", File.ReadAllText(station["out/readme"]));
    }

    [Fact]
    public async Task A_compressed_file_that_is_no_archive_is_one_file()
    {
        File.WriteAllBytes(station["core.log.gz"], MadeArchives.Gzip("error\n"u8.ToArray()));
        await station.Succeeds("archive.extract", Text("archive", "core.log.gz"), Text("target", "out"));
        Assert.Equal("error\n", File.ReadAllText(station["out/core.log"]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task One_that_is_cut_or_has_one_bit_turned_leaves_nothing(string kind)
    {
        Write(kind, ("bin/tool", new string('x', 3000)), ("readme", string.Join(' ', Enumerable.Range(0, 2000))));
        var whole = File.ReadAllBytes(station["a." + kind]);
        await Refused(whole[..(whole.Length / 2)]);
        var turned = (byte[])whole.Clone();

        // A tar alone has checksums of its headers only.
        turned[kind == "tar" ? 10 : whole.Length / 2] ^= 0x10;
        await Refused(turned);

        async Task Refused(byte[] bytes)
        {
            File.WriteAllBytes(station["a." + kind], bytes);
            var outcome = await station.Run("archive.extract", Inputs(kind));
            Assert.StartsWith("archive.", outcome.Failure?.Code, StringComparison.Ordinal);
            Assert.Contains(Activity("archive.extract").Info.Errors, e => e.Code == outcome.Failure!.Code);
            Assert.Equal(["a." + kind], Directory.GetFileSystemEntries(station.Root).Select(static p => Path.GetFileName(p)));
        }
    }

    [Theory]
    [InlineData("tar", "../x", "archive.hostile-name")]
    [InlineData("tar.gz", "/etc/x", "archive.hostile-name")]
    [InlineData("7z", "../x", "archive.hostile-name")]
    [InlineData("rar", "../x", "archive.hostile-name")]
    [InlineData("zip", "a:b", "archive.hostile-name")]
    [InlineData("7z", "CON", "archive.hostile-name")]
    public async Task A_name_that_leads_elsewhere_ends_it(string kind, string name, string code)
    {
        Write(kind, ("ok", "1"), (name, "2"));
        await station.Fails(code, "archive.extract", Inputs(kind));
        await station.Fails(code, "archive.list", Inputs(kind)[0]);
        Assert.Single(Directory.GetFileSystemEntries(station.Root));
    }

    [Theory]
    [InlineData("tar")]
    [InlineData("7z")]
    public async Task Names_that_are_one_for_some_system_end_it(string kind)
    {
        Write(kind, ("readme", "1"), ("README", "2"));
        await station.Fails("archive.name-collision", "archive.extract", Inputs(kind));
    }

    [Fact]
    public async Task Links_and_devices_end_it()
    {
        using (var tar = new TarWriter(File.Create(station["a.tar"])))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "l") { LinkName = "/etc/passwd" });
        }

        await station.Fails("archive.link", "archive.extract", Inputs("tar"));
        using (var tar = new TarWriter(File.Create(station["a.tar"])))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Fifo, "p"));
        }

        await station.Fails("archive.special", "archive.extract", Inputs("tar"));
    }

    [Theory]
    [InlineData("tar.gz", "total-bytes")]
    [InlineData("tar.bz2", "total-bytes")]
    [InlineData("tar.zst", "total-bytes")]
    [InlineData("7z", "total-bytes")]
    [InlineData("zip", "")]
    public async Task A_bomb_ends_at_its_ceiling(string kind, string what)
    {
        Write(kind, ("zeros", new string('\0', 4 << 20)));
        var failure = await station.Fails("archive.too-large", "archive.extract", [.. Inputs(kind), ("maxSize", Value.Of(1 << 20))]);
        Assert.True(what.Length == 0 || failure.Arguments["what"].ToText() is var said && (said == what || said == "file-bytes"));
        await station.Fails("archive.too-large", "archive.list", Inputs(kind)[0], ("maxSize", Value.Of(1 << 20)));
        Assert.Single(Directory.GetFileSystemEntries(station.Root));
    }

    [Fact]
    public async Task A_bomb_of_many_small_files_or_of_one_letter_ends_too()
    {
        Write("tar.gz", [.. Enumerable.Range(0, 50).Select(static i => ($"f{i}", ""))]);
        await station.Fails("archive.too-large", "archive.list", Inputs("tar.gz")[0], ("maxFiles", Value.Of(20)));
        using (var file = File.Create(station["a.tar.gz"]))
        using (var gzip = new GZipStream(file, CompressionLevel.SmallestSize))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 300; i++)
            {
                gzip.Write(zeros);
            }
        }

        var failure = await station.Fails("archive.too-large", "archive.list", Inputs("tar.gz")[0]);
        Assert.Equal("ratio", failure.Arguments["what"].ToText());
    }

    [Fact]
    public async Task What_follows_the_end_and_what_is_no_archive_is_refused()
    {
        Write("tar.gz", ("readme", "1"));
        File.AppendAllText(station["a.tar.gz"], "and more");
        var outcome = await station.Run("archive.list", Inputs("tar.gz")[0]);
        Assert.True(outcome.Failure?.Code is "archive.trailing-data" or "archive.corrupt", outcome.Failure?.Code);
        File.WriteAllText(station["a.tar.gz"], "hello");
        await station.Fails("archive.unsupported", "archive.list", Inputs("tar.gz")[0]);
    }

    [Fact]
    public async Task What_is_there_is_replaced_only_when_that_is_said_and_is_kept()
    {
        Write("tar.gz", ("readme", "new"));
        station.Write("out/readme", "old");
        await station.Fails("file.exists", "archive.extract", Inputs("tar.gz"));
        var outcome = await station.Succeeds("archive.extract", [.. Inputs("tar.gz"), ("replace", Value.True)]);
        Assert.Equal("old", File.ReadAllText(station[outcome.Outputs["former"].ToText() + "/readme"]));
        await station.Succeeds(
            "backup.restore",
            ("from", outcome.Outputs["former"]),
            Text("to", "out"),
            ("existed", outcome.Outputs["existed"])
        );
        Assert.Equal("old", File.ReadAllText(station["out/readme"]));
        await station.Fails("file.reserved", "archive.extract", Inputs("tar.gz")[0], Text("target", "var/runbook/x"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_extraction_that_lost_power_anywhere_comes_to_the_same_end(bool replaces) =>
        await CrashPoints.Dies(
            [Survives.Everything],
            s =>
            {
                MadeArchives.Write(s, "tar.gz", ("bin/tool", "#!"), ("readme", "new"));
                if (replaces)
                {
                    s.Write("out/readme", "old");
                }
            },
            "archive.extract",
            [.. Inputs("tar.gz"), ("replace", Value.True)]
        );

    [Theory]
    [InlineData("tar.gz")]
    [InlineData("tar")]
    [InlineData("zip")]
    public async Task What_is_packed_is_what_is_unpacked(string kind)
    {
        station.Write("src/a", "1");
        station.Write("src/deep/b", "2");
        (string, Value)[] inputs = [("files", Value.TextList(["src/**"])), Text("below", "src"), Text("target", "a." + kind)];
        var plan = await Activity("archive.create").PlanAsync(station.Call(inputs), CancellationToken.None);
        Assert.Equal(Value.Of(2), plan.Outputs["files"]);
        Assert.False(File.Exists(station["a." + kind]));
        await station.Succeeds("archive.create", inputs);
        var bytes = File.ReadAllBytes(station["a." + kind]);
        await station.Succeeds("archive.extract", Inputs(kind));
        Assert.Equal(station.Snapshot("src"), station.Snapshot("out"));
        File.Delete(station["a." + kind]);
        await station.Succeeds("archive.create", inputs);
        Assert.Equal(bytes, File.ReadAllBytes(station["a." + kind]));
    }

    [Fact]
    public async Task What_cannot_be_packed_is_told()
    {
        station.Write("src/a", "1");
        await station.Fails("archive.nothing", "archive.create", ("files", Value.TextList(["none/*"])), Text("target", "a.zip"));
        await station.Fails("archive.form-unknown", "archive.create", ("files", Value.TextList(["src/*"])), Text("target", "a.xz"));
        station.Write("src/a:b", "1");
        await station.Fails("archive.hostile-name", "archive.create", ("files", Value.TextList(["src/*"])), Text("target", "a.zip"));
    }

    [Fact]
    public async Task Packing_that_lost_power_anywhere_comes_to_the_same_end() =>
        await CrashPoints.Dies(
            static s =>
            {
                s.Write("src/a", "1");
                s.Write("a.tar.gz", "old");
            },
            "archive.create",
            ("files", Value.TextList(["src/*"])),
            Text("target", "a.tar.gz")
        );

    [Fact]
    public async Task A_file_that_becomes_shorter_while_it_is_packed_ends_it()
    {
        station.Write("src/a", new string('x', 100));
        var files = new List<Oem.Unpacking.ArchivedFile> { new("a", false, 200, () => File.OpenRead(station["src/a"])) };
        var error = Assert.Throws<Oem.OemException>(() =>
            Oem.Unpacking.AnyArchive.Create(new MemoryStream(), false, true, files, CallFactory.Now, CancellationToken.None)
        );
        Assert.Equal("archive.source-changed", error.Code);
        await Task.CompletedTask;
    }

    private static IActivity Activity(string name) => CallFactory.Activity(name);

    private static (string, Value)[] Inputs(string kind) => [Text("archive", "a." + kind), Text("target", "out")];

    private void Write(string kind, params (string Path, string Text)[] files) => MadeArchives.Write(station, kind, files);

    private static (string, Value) Text(string name, string value) => (name, Value.Of(value));
}
