using System.IO.Compression;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Testing.Disks;

namespace OemRunbooks.Activities.Tests;

/// <summary>Whoever may write in the station must not lead the program elsewhere, make it wait, or gain by it.</summary>
public sealed class HostileGround : IDisposable
{
    private readonly CallFactory station = new();
    private readonly string elsewhere = Directory.CreateTempSubdirectory("elsewhere-").FullName;

    public void Dispose()
    {
        station.Dispose();
        Directory.Delete(elsewhere, recursive: true);
    }

    [Theory]
    [InlineData("backup.file", "source", "a", "target", "planted/copy")]
    [InlineData("backup.file", "source", "planted/secret", "target", "copy")]
    [InlineData("backup.tree", "source", "tree", "target", "planted/copy")]
    [InlineData("backup.restore", "from", "a", "to", "planted/a")]
    [InlineData("backup.hardware", "target", "planted/hardware.json", "keyId", "k")]
    [InlineData("escalate.note", "article", "planted", "id", "ticket")]
    public async Task A_link_on_the_way_is_not_followed(string activity, string one, string first, string other, string second)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        station.Demo();
        station.Write("a", "x");
        station.Write("tree/a", "x");
        File.WriteAllText(Path.Combine(elsewhere, "secret"), "s");
        Directory.CreateSymbolicLink(station["planted"], elsewhere);
        await station.Fails("file.link", activity, (one, Value.Of(first)), (other, Value.Of(second)));
        Assert.Equal(["secret"], Directory.GetFileSystemEntries(elsewhere).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_link_that_an_administrator_names_is_followed_and_what_lies_behind_it_is_held_to_the_same()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateSymbolicLink(station["var"], elsewhere);
        station.Write("a", "x");
        await station.Fails("file.link", "backup.file", ("source", Value.Of("a")), ("target", Value.Of("var/copy")));
        station.Station = new StationDirectory(station.Root, links: ["var"]);
        await station.Succeeds("backup.file", ("source", Value.Of("a")), ("target", Value.Of("var/copy")));
        Assert.True(File.Exists(Path.Combine(elsewhere, "copy")));
        Directory.CreateSymbolicLink(Path.Combine(elsewhere, "deeper"), "/tmp");
        await station.Fails("file.link", "backup.file", ("source", Value.Of("a")), ("target", Value.Of("var/deeper/copy")));
    }

    [Theory]
    [InlineData("verify.license", "license", "pipe", "store", "secrets/license_store.json")]
    [InlineData("backup.file", "source", "pipe", "target", "copy")]
    [InlineData("verify.drift", "baseline", "pipe", "candidate", "local")]
    [InlineData("prepare.checklist", "document", "pipe", "document", "pipe")]
    [InlineData("extract.bundle", "bundle", "pipe", "target", "opt/new")]
    public async Task A_pipe_is_told_and_not_waited_for(string activity, string one, string first, string other, string second)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        station.Demo();
        SystemTool.Run("mkfifo", station["pipe"]);
        var key = Value.SecretReference("env:OEM_BUNDLE_HMAC_KEY");
        (string, Value)[] inputs = [(one, Value.Of(first)), (other, Value.Of(second)), ("key", key)];
        var known = CallFactory.Activity(activity).Info.Inputs.Select(static i => i.Name).ToHashSet(StringComparer.Ordinal);
        await station.Fails("file.special", activity, [.. inputs.Where(i => known.Contains(i.Item1)).DistinctBy(static i => i.Item1)]);
    }

    [Fact]
    public async Task Pipes_and_what_systems_leave_are_passed_over_where_a_directory_is_looked_through()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        station.Demo();
        SystemTool.Run("mkfifo", station["var/log/core/p.log"]);
        station.Write("var/log/core/._core.log", "ERROR of nobody");
        var outcome = await station.Succeeds("verify.logs", ("directory", Value.Of("var/log/core")));
        Assert.Equal(0, outcome.Outputs["errors"].AsInteger());
        var bundle = Directory
            .GetFiles(station["media/usb"], "core-oem-*.tar.gz")
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .Last();
        station.Write("media/usb/._" + bundle, "junk");
        station.Write("media/usb/notary/._a.json", "junk");
        var chosen = await station.Succeeds("prepare.select-bundle", ("platform", Value.Of("linux")), ("media", Value.Of("media/usb")));
        Assert.DoesNotContain("._", chosen.Outputs["path"].ToText(), StringComparison.Ordinal);
        await station.Succeeds(
            "verify.notarization",
            ("reports", Value.List([Value.Of("media/usb/notary/*.json"), Value.Of("var/dist/notary/*.json")]))
        );
    }

    [Fact]
    public async Task A_compressed_log_is_looked_into_and_what_can_not_be_is_no_evidence()
    {
        station.Redactor.Add("hunter2-hunter2");
        using (var log = new GZipStream(File.Create(station["old.log.gz"]), CompressionLevel.Fastest))
        {
            log.Write("key=hunter2-hunter2 end"u8);
        }

        var kept = await station.Succeeds("backup.evidence", ("files", Value.List([Value.Of("old.log.gz")])));
        var copy = station[kept.Outputs["files"].Items[0].ToText()];
        using (var text = new StreamReader(new GZipStream(File.OpenRead(copy), CompressionMode.Decompress)))
        {
            Assert.Equal("key=••• end", await text.ReadToEndAsync());
        }

        File.WriteAllBytes(station["old.log.xz"], [0xFD, .. "7zXZ"u8, 0, 1, 2, 3]);
        await station.Fails("evidence.closed", "backup.evidence", ("files", Value.List([Value.Of("old.log.xz")])));
        var optional = await station.Succeeds(
            "backup.evidence",
            ("files", Value.List([Value.Of("old.log.xz")])),
            ("required", Value.False)
        );
        Assert.Equal("evidence.closed", Assert.Single(optional.Remarks).Code);
    }

    [Fact]
    public async Task A_copy_keeps_the_owner_and_loses_what_would_lend_his_rights()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            return;
        }

        station.Write("tree/tool", "#!");
        station.Write("tree/log/l", "x");
        SystemTool.Run("chown", "-R", "4711:4712", station["tree"]);
        SystemTool.Run("chmod", "6755", station["tree/tool"]);
        await station.Succeeds("backup.tree", ("source", Value.Of("tree")), ("target", Value.Of("copy")));
        await station.Succeeds("backup.file", ("source", Value.Of("tree/tool")), ("target", Value.Of("tool")));
        await station.Succeeds("backup.restore", ("from", Value.Of("copy")), ("to", Value.Of("back")));
        foreach (var copy in new[] { "copy/tool", "tool", "back/tool" })
        {
            Assert.Equal("4711:4712 755", SystemTool.Run("stat", "-c", "%u:%g %a", station[copy]));
        }

        Assert.Equal("4711:4712", SystemTool.Run("stat", "-c", "%u:%g", station["copy/log"]));
        Assert.Equal("4711:4712", SystemTool.Run("stat", "-c", "%u:%g", station["back"]));
    }
}
