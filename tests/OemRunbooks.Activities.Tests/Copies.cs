using System.Security.Cryptography;
using System.Text.Json;
using OemRunbooks.Activities.Common;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Activities.Tests;

/// <summary>Copies and their restoring.</summary>
public sealed class Copies : IDisposable
{
    private readonly CallFactory station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task A_copy_is_identical_keeps_its_permissions_and_is_made_once()
    {
        var source = station.Write("secrets/store.json", "one");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var outcome = await station.Succeeds("backup.file", Inputs);
        Assert.Equal("secrets/store.json.preupdate", outcome.Outputs["path"].ToText());
        Assert.Equal("one", File.ReadAllText(station["secrets/store.json.preupdate"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(File.GetUnixFileMode(source), File.GetUnixFileMode(source + ".preupdate"));
        }

        Assert.Empty((await station.Succeeds("backup.file", Inputs)).Remarks);
        Assert.Equal(2, Directory.GetFiles(station["secrets"]).Length);
    }

    [Fact]
    public async Task An_older_copy_is_kept_beside_the_new_one()
    {
        station.Write("secrets/store.json", "two");
        station.Write("secrets/store.json.preupdate", "one");
        await station.Fails("file.exists", "backup.file", [.. Inputs, ("overwrite", Value.False)]);
        var remark = Assert.Single((await station.Succeeds("backup.file", Inputs)).Remarks);
        Assert.Equal("backup.older-kept", remark.Code);
        Assert.Equal("one", File.ReadAllText(station["secrets/store.json.preupdate.20261123T195312Z"]));
        Assert.Equal("two", File.ReadAllText(station["secrets/store.json.preupdate"]));
    }

    [Fact]
    public async Task A_crash_before_and_after_the_copy_is_told_apart()
    {
        station.Write("secrets/store.json", "one");
        station.Write("secrets/.store.json.preupdate.abc.tmp", "on");
        var activity = CallFactory.Activity("backup.file");
        Assert.Null((await activity.ReconcileAsync(station.Call(Inputs), CancellationToken.None)).Outcome);
        Assert.Single(Directory.GetFiles(station["secrets"]));
        await station.Succeeds("backup.file", Inputs);
        Assert.Null((await activity.ReconcileAsync(station.Call(Inputs), CancellationToken.None)).Outcome!.Failure);
    }

    [Fact]
    public async Task Links_and_missing_files_are_refused()
    {
        await station.Fails("file.missing", "backup.file", Inputs);
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(station["secrets"]);
            File.CreateSymbolicLink(station["secrets/store.json"], "/etc/hostname");
            await station.Fails("file.link", "backup.file", Inputs);
        }

        await station.Fails("backup.missing", "backup.restore", ("from", Value.Of("none")), ("to", Value.Of("x")));
        Assert.Equal(
            "path.outside",
            (await station.Run("backup.file", ("source", Value.Of("../x")), ("target", Value.Of("y")))).Failure?.Code
        );
    }

    [Fact]
    public async Task Where_nothing_was_before_the_new_is_moved_aside()
    {
        station.Write("opt/core/file", "new");
        (string, Value)[] inputs = [("from", Value.Null), ("to", Value.Of("opt/core")), ("existed", Value.False)];
        var outcome = await station.Succeeds("backup.restore", inputs);
        Assert.Equal(
            (Value.False, "opt/core.failed-" + CallFactory.RunId),
            (outcome.Outputs["restored"], outcome.Outputs["kept"].ToText())
        );
        Assert.False(Directory.Exists(station["opt/core"]));
        await station.Succeeds("backup.restore", inputs);
        Assert.True(Directory.Exists(station["opt/core.failed-" + CallFactory.RunId]));
    }

    [Fact]
    public async Task A_tree_comes_back_from_its_copy_which_stays()
    {
        station.Write("opt/core/a", "1");
        station.Write("opt/core/sub/b", "2");
        var copy = await station.Succeeds("backup.tree", ("source", Value.Of("opt/core")), ("target", Value.Of("backups/core")));
        Assert.Equal((Value.Of(2), Value.Of(2)), (copy.Outputs["files"], copy.Outputs["size"]));
        await station.Fails("file.exists", "backup.tree", ("source", Value.Of("opt/core")), ("target", Value.Of("backups/core")));
        var before = station.Snapshot("opt/core");
        station.Write("opt/core/a", "changed");
        await station.Succeeds("backup.restore", ("from", Value.Of("backups/core")), ("to", Value.Of("opt/core")));
        Assert.Equal(before, station.Snapshot("opt/core"));
        Assert.True(Directory.Exists(station["backups/core"]));
        var none = await station.Succeeds(
            "backup.tree",
            ("source", Value.Of("none")),
            ("target", Value.Of("backups/none")),
            ("optional", Value.True)
        );
        Assert.Equal((Value.False, Value.Null), (none.Outputs["existed"], none.Outputs["path"]));
        await station.Fails("file.missing", "backup.tree", ("source", Value.Of("none")), ("target", Value.Of("backups/none")));
    }

    [Fact]
    public async Task A_large_tree_is_copied_by_several_and_listed_in_order()
    {
        var files = Enumerable.Range(0, 6).Select(static i => $"opt/core/part-{i}/data").ToList();
        var random = new Random(1);
        foreach (var file in files)
        {
            var bytes = new byte[(4 << 20) + random.Next(1000)];
            random.NextBytes(bytes);
            Directory.CreateDirectory(Path.GetDirectoryName(station[file])!);
            File.WriteAllBytes(station[file], bytes);
        }

        var before = station.Snapshot("opt/core");
        var copy = await station.Succeeds("backup.tree", ("source", Value.Of("opt/core")), ("target", Value.Of("backups/core")));
        Assert.Equal(
            (Value.Of(6), Value.Of(files.Sum(f => new FileInfo(station[f]).Length))),
            (copy.Outputs["files"], copy.Outputs["size"])
        );
        Assert.Equal(
            files.Select(f => $"{f["opt/core/".Length..]} {Convert.ToHexStringLower(SHA384.HashData(File.ReadAllBytes(station[f])))}"),
            JsonDocument
                .Parse(File.ReadAllBytes(station["backups/core.manifest.json"]))
                .RootElement.GetProperty("files")
                .EnumerateArray()
                .Select(static f => $"{f.GetProperty("path").GetString()} {f.GetProperty("sha384").GetString()}")
        );
        Directory.Delete(station["opt/core"], recursive: true);
        await station.Succeeds("backup.restore", ("from", Value.Of("backups/core")), ("to", Value.Of("opt/core")));
        Assert.Equal(before, station.Snapshot("opt/core"));
    }

    // RFC 3720, B.4, and the well-known check value; pieces of any length come to the same.
    [Fact]
    public void A_checksum_is_the_one_of_the_standard()
    {
        Assert.Equal(0x8A9136AAu, Of(new byte[32]));
        Assert.Equal(0xE3069283u, Of("123456789"u8));
        var pieces = new Checksum();
        pieces.Append("123"u8);
        pieces.Append("456789"u8);
        Assert.Equal(0xE3069283u, pieces.Value);

        static uint Of(ReadOnlySpan<byte> bytes)
        {
            var whole = new Checksum();
            whole.Append(bytes);
            return whole.Value;
        }
    }

    [Fact]
    public async Task A_restore_that_stopped_between_its_renames_is_finished()
    {
        station.Write("opt/core.previous/a", "old");
        station.Write("opt/core.failed-" + CallFactory.RunId + "/a", "new");
        (string, Value)[] inputs = [("from", Value.Of("opt/core.previous")), ("to", Value.Of("opt/core")), ("existed", Value.True)];
        var found = await CallFactory.Activity("backup.restore").ReconcileAsync(station.Call(inputs), CancellationToken.None);
        Assert.Equal((Finding.HalfDone, null), (found.Found, found.Outcome!.Failure));
        Assert.Equal("old", File.ReadAllText(station["opt/core/a"]));
    }

    [Fact]
    public async Task A_restore_says_whether_it_was_done_or_had_not_begun()
    {
        station.Write("a.old", "old");
        station.Write("a", "new");
        (string, Value)[] inputs = [("from", Value.Of("a.old")), ("to", Value.Of("a"))];
        var restore = CallFactory.Activity("backup.restore");
        Assert.Same(Reconciliation.NotBegun, await restore.ReconcileAsync(station.Call(inputs), CancellationToken.None));
        Assert.Equal("new", File.ReadAllText(station["a"]));
        await station.Succeeds("backup.restore", inputs);
        Assert.Equal(Finding.Done, (await restore.ReconcileAsync(station.Call(inputs), CancellationToken.None)).Found);
    }

    [Fact]
    public async Task The_parts_of_the_fingerprint_are_kept_as_digests_but_for_host_and_kernel()
    {
        var outcome = await station.Succeeds("backup.fingerprint");
        var record = File.ReadAllText(station[outcome.Outputs["path"].ToText()]);
        Assert.Contains("\"hostname\"", record, StringComparison.Ordinal);
        Assert.Contains("\"kernel\"", record, StringComparison.Ordinal);
        Assert.Matches("\"cpu_id\": \"[0-9a-f]{64}\"", record);
        Assert.Single(outcome.Artefacts);
    }

    private static (string, Value)[] Inputs =>
        [("source", Value.Of("secrets/store.json")), ("target", Value.Of("secrets/store.json.preupdate"))];
}
