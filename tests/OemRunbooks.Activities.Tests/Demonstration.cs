using System.Diagnostics;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Demo;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Tests;

/// <summary>The demo station, and section 2 of the runbook on it, step by step.</summary>
public sealed class Demonstration : IDisposable
{
    private static readonly Value Linux = Value.Of("linux");
    private static readonly Value BundleKey = Value.SecretReference("env:OEM_BUNDLE_HMAC_KEY");
    private static readonly Value DeltaKey = Value.SecretReference("env:OEM_DELTA_HMAC_KEY");
    private static readonly Value Root = Value.Of("opt/core-oem");
    private readonly CallFactory station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task The_update_runs_through_on_it()
    {
        var demo = station.Demo();
        Assert.Equal("2024.05", InstallationState.Load(Disk.All, station["opt/core-oem"])!.Version);
        var selected = await station.Succeeds(
            "prepare.select-bundle",
            ("platform", Linux),
            ("media", Value.Of("media/usb")),
            ("installRoot", Root)
        );
        Assert.Equal("2024.06", selected.Outputs["version"].ToText());
        Assert.Equal("releases", selected.Outputs["source"].ToText());
        Assert.Equal(Value.False, selected.Outputs["downgrade"]);
        var bundle = selected.Outputs["path"];

        var licence = await station.Succeeds("verify.license", GivenInputs.Licence());
        Assert.Equal("valid", licence.Outputs["signature"].ToText());
        Assert.Equal(demo.Fingerprint, licence.Outputs["fingerprint"].ToText());
        Assert.Empty(licence.Remarks);
        await station.Succeeds("verify.bundle", ("bundle", bundle), ("key", BundleKey));
        var notary = await station.Succeeds("verify.notarization", ("bundle", bundle));
        Assert.Equal(Value.Of(2), notary.Outputs["checked"]);

        var extracted = await station.Succeeds(
            "extract.bundle",
            ("bundle", bundle),
            ("target", Root),
            ("key", BundleKey),
            ("platform", Linux)
        );
        Assert.Equal("2024.06", InstallationState.Load(Disk.All, station["opt/core-oem"])!.Version);
        Assert.Equal("2024.05", InstallationState.Load(Disk.All, station[extracted.Outputs["previous"].ToText()])!.Version);
        var installer = await station.Succeeds("run.installer", ("installRoot", Root), ("platform", Linux), ("key", BundleKey));
        Assert.Contains(installer.Outputs["reason"].ToText(), new[] { "ran", "python-missing", "other-platform" });
        await station.Succeeds("verify.fingerprint", ("installRoot", Root), ("key", BundleKey));
        Assert.Contains("\"status\": \"verified\"", File.ReadAllText(station["logs/security_admin.log"]), StringComparison.Ordinal);

        var delta = await station.Succeeds(
            "prepare.select-delta",
            ("platform", Linux),
            ("media", Value.Of("media/usb")),
            ("afterVersion", Value.Of("2024.06"))
        );
        Assert.Equal("applicable", delta.Outputs["reason"].ToText());
        var applied = await station.Succeeds(
            "extract.delta",
            ("archive", delta.Outputs["path"]),
            ("manifest", delta.Outputs["manifest"]),
            ("target", Root),
            ("key", DeltaKey),
            ("bundleKey", BundleKey),
            ("platform", Linux)
        );
        Assert.Equal("2024.06.1", applied.Outputs["version"].ToText());
        Assert.NotEqual(extracted.Outputs["previous"], applied.Outputs["previous"]);
        await station.Succeeds("verify.fingerprint", ("installRoot", Root), ("key", BundleKey));
        await station.Succeeds("verify.bundle", ("bundle", Root), ("key", BundleKey));
        var logs = await station.Succeeds("verify.logs", ("directory", Value.Of("var/log/core")));
        Assert.Equal((Value.Of(0), Value.Of(1)), (logs.Outputs["errors"], logs.Outputs["warnings"]));
        Assert.Empty(Directory.GetFileSystemEntries(station["opt"], ".*"));
        Assert.DoesNotContain(
            station.Snapshot("var/runbook"),
            l =>
                File.Exists(station["var/runbook/" + l.Split(' ')[0]])
                && File.ReadAllText(station["var/runbook/" + l.Split(' ')[0]])
                    .Contains(station.Environment["OEM_BUNDLE_HMAC_KEY"], StringComparison.Ordinal)
        );

        // And back again, in reverse order, as a rollback does it.
        await station.Succeeds("backup.restore", ("from", applied.Outputs["previous"]), ("to", Root));
        Assert.Equal("2024.06", InstallationState.Load(Disk.All, station["opt/core-oem"])!.Version);
        await station.Succeeds("backup.restore", ("from", extracted.Outputs["previous"]), ("to", Root), ("existed", Value.True));
        Assert.Equal("2024.05", InstallationState.Load(Disk.All, station["opt/core-oem"])!.Version);
        await station.Succeeds("backup.restore", ("from", extracted.Outputs["previous"]), ("to", Root), ("existed", Value.True));
        Assert.Equal("2024.05", InstallationState.Load(Disk.All, station["opt/core-oem"])!.Version);
    }

    [Fact]
    public async Task A_delta_whose_target_the_bundle_brought_is_skipped_with_that_reason()
    {
        station.Demo();
        var outcome = await station.Succeeds(
            "prepare.select-delta",
            ("platform", Linux),
            ("delta", Value.Of("media/usb/core-oem-2024.06-linux.delta.tar.gz")),
            ("afterVersion", Value.Of("2024.06"))
        );
        Assert.Equal("already-brought", outcome.Outputs["reason"].ToText());
        Assert.Equal("delta.skipped-already-brought", Assert.Single(outcome.Remarks).Code);
        File.Delete(station["media/usb/core-oem-2024.06-linux.delta.json"]);
        var peeked = await station.Succeeds(
            "prepare.select-delta",
            ("platform", Linux),
            ("delta", Value.Of("media/usb/core-oem-2024.06-linux.delta.tar.gz")),
            ("afterVersion", Value.Of("2024.05"))
        );
        Assert.Equal(("applicable", Value.Null), (peeked.Outputs["reason"].ToText(), peeked.Outputs["manifest"]));
        await station.Fails(
            "delta.unsigned",
            "extract.delta",
            ("archive", peeked.Outputs["path"]),
            ("target", Root),
            ("key", DeltaKey),
            ("bundleKey", BundleKey)
        );
        var unsigned = await station.Succeeds(
            "extract.delta",
            ("archive", peeked.Outputs["path"]),
            ("target", Root),
            ("key", DeltaKey),
            ("bundleKey", BundleKey),
            ("allowUnsigned", Value.True)
        );
        Assert.Contains(unsigned.Remarks, r => r is { Code: "delta.unsigned", IsDeviation: true });
    }

    [Fact]
    public void It_builds_fast_and_again_in_place_but_never_over_something_else()
    {
        var watch = Stopwatch.StartNew();
        station.Demo();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
        station.Write("var/runbook/keep", "x");
        File.WriteAllText(station["var/releases/linux/junk"], "x");
        File.WriteAllText(station["own.txt"], "x");
        station.Demo();
        Assert.True(File.Exists(station["own.txt"]));
        Assert.True(File.Exists(station["var/runbook/keep"]));
        Assert.False(File.Exists(station["var/releases/linux/junk"]));
        using var other = new CallFactory();
        other.Write("mine.txt", "x");
        var refused = Assert.Throws<CodedException>(() => DemoStation.Build(other.Root, TimeProvider.System, new DemoOptions()));
        Assert.Equal("demo.not-empty", refused.Failure.Code);
        Assert.Equal(["OEM_BUNDLE_HMAC_KEY", "OEM_CPU_ID"], DemoStation.LoadEnvironment(station["demo.env"]).Keys.Take(2));
    }

    [Theory]
    [InlineData("windows")]
    [InlineData("macos")]
    public void Other_platforms_build_too(string platform)
    {
        var info = DemoStation.Build(station.Root, TimeProvider.System, new DemoOptions { Platform = platform });
        Assert.Equal(platform, InstallationState.Load(Disk.All, station["opt/core-oem"])!.Platform);
        Assert.Equal(platform, info.Platform);
    }

    [Fact]
    public async Task Planning_the_whole_update_leaves_the_station_byte_identical()
    {
        station.Demo();
        var before = station.Snapshot();
        foreach (var (name, inputs) in Steps())
        {
            var plan = await CallFactory.Activity(name).PlanAsync(station.Call(inputs), CancellationToken.None);
            Assert.True(plan.Failure is null, $"{name}: {plan.Failure?.Code} {plan.Failure?.Arguments}");
            Assert.NotEmpty(plan.Lines);
            Assert.All(plan.Lines, l => Assert.True(l.Text.Pl.Length > 0 && l.Text.En.Length > 0));
        }

        Assert.Equal(before, station.Snapshot());
        // Only verify.medium needs a medium that was prepared before; Media looks at it. Whoever adds an activity plans it in its own test.
        Assert.Equal(27, Steps().Select(static s => s.Name).Distinct().Count());
    }

    [Fact]
    public async Task Failures_leave_the_installation_alone()
    {
        station.Demo();
        var before = station.Snapshot("opt");
        var bundle = Value.Of("var/releases/linux/core-oem-2024.06-linux.tar.gz");
        station.Environment["WRONG"] = Convert.ToBase64String(new byte[40]);
        await station.Fails(
            "bundle.signature-mismatch",
            "extract.bundle",
            ("bundle", bundle),
            ("target", Root),
            ("key", Value.SecretReference("env:WRONG"))
        );
        await station.Fails(
            "secret.undefined",
            "extract.bundle",
            ("bundle", bundle),
            ("target", Root),
            ("key", Value.SecretReference("env:NONE"))
        );
        await station.Fails(
            "bundle.wrong-platform",
            "extract.bundle",
            ("bundle", bundle),
            ("target", Root),
            ("key", BundleKey),
            ("platform", Value.Of("macos"))
        );
        await station.Fails("file.missing", "extract.bundle", ("bundle", Value.Of("nothing.tar.gz")), ("target", Root), ("key", BundleKey));
        using (var file = File.OpenWrite(station["var/releases/linux/core-oem-2024.06-linux.tar.gz"]))
        {
            file.SetLength(file.Length / 2);
        }

        await station.Fails("archive.truncated", "extract.bundle", ("bundle", bundle), ("target", Root), ("key", BundleKey));
        Assert.Equal(before, station.Snapshot("opt"));
    }

    [Fact]
    public async Task An_older_bundle_needs_permission()
    {
        station.Demo();
        var newer = Value.Of("var/releases/linux/core-oem-2024.06-linux.tar.gz");
        var older = Value.Of("var/releases/linux/core-oem-2024.05-linux.tar.gz");
        await station.Succeeds("extract.bundle", ("bundle", newer), ("target", Root), ("key", BundleKey));
        var selected = await station.Succeeds("prepare.select-bundle", ("platform", Linux), ("bundle", older));
        Assert.Equal((Value.True, "given"), (selected.Outputs["downgrade"], selected.Outputs["source"].ToText()));
        await station.Fails("bundle.downgrade", "extract.bundle", ("bundle", older), ("target", Root), ("key", BundleKey));
        var allowed = await station.Succeeds(
            "extract.bundle",
            ("bundle", older),
            ("target", Root),
            ("key", BundleKey),
            ("allowDowngrade", Value.True)
        );
        Assert.Contains(allowed.Remarks, r => r is { Code: "bundle.downgrade", IsDeviation: true });
        await station.Fails("bundle.none-found", "prepare.select-bundle", ("platform", Value.Of("macos")));
    }

    [Theory]
    [InlineData("before-publish")]
    [InlineData("exchanged")]
    [InlineData("published")]
    [InlineData("between-renames")]
    public async Task A_crash_in_the_middle_of_extraction_is_reconciled(string where)
    {
        station.Demo();
        (string, Value)[] inputs =
        [
            ("bundle", Value.Of("var/releases/linux/core-oem-2024.06-linux.tar.gz")),
            ("target", Root),
            ("key", BundleKey),
        ];
        var target = station["opt/core-oem"];
        var previous = $"{target}.previous-{CallFactory.RunId}";
        var room = station[$"opt/.core-oem.staging-{CallFactory.RunId}"];
        station.OnCheckpoint = _ => throw new InvalidOperationException("crash");
        var saved = station["saved"];
        station.OnCheckpoint = checkpoint =>
        {
            // What a kill at this moment leaves on the disk, put aside before the activity tidies up.
            Directory.Move(room, saved);
            throw new InvalidOperationException("crash");
        };
        await Assert.ThrowsAnyAsync<Exception>(() => station.Run("extract.bundle", inputs));
        station.OnCheckpoint = null;
        Directory.Move(saved, room);
        var tree = Path.Combine(room, station.Checkpoints[^1]["tree"].ToText());
        if (where != "before-publish")
        {
            Directory.Move(target, previous);
            if (where != "between-renames")
            {
                Directory.Move(tree, target);
                if (where == "exchanged")
                {
                    Directory.Move(previous, tree);
                }
            }
        }

        var found = await CallFactory.Activity("extract.bundle").ReconcileAsync(station.Call(inputs), CancellationToken.None);
        Assert.Equal(where is "exchanged" or "published" ? Finding.HalfDone : Finding.NotBegun, found.Found);
        Assert.False(Directory.Exists(room));
        if (found.Outcome is null)
        {
            Assert.Equal("2024.05", InstallationState.Load(Disk.All, target)!.Version);
            await station.Succeeds("extract.bundle", inputs);
        }

        Assert.Equal("2024.06", InstallationState.Load(Disk.All, target)!.Version);
        Assert.Equal("2024.05", InstallationState.Load(Disk.All, previous)!.Version);
        Assert.Equal(
            ["core-oem", Path.GetFileName(previous)],
            Directory.GetFileSystemEntries(station["opt"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    private static IEnumerable<(string Name, (string, Value)[] Inputs)> Steps() =>
        [
            ("prepare.select-bundle", [("platform", Linux), ("media", Value.Of("media/usb"))]),
            (
                "backup.file",
                [("source", Value.Of("secrets/license_store.json")), ("target", Value.Of("secrets/license_store.json.preupdate"))]
            ),
            (
                "backup.restore",
                [("from", Value.Of("secrets/license_store.json.preupdate")), ("to", Value.Of("secrets/license_store.json"))]
            ),
            ("backup.tree", [("source", Root), ("target", Value.Of("backups/core"))]),
            ("verify.license", GivenInputs.Licence()),
            ("verify.notarization", [("bundle", Value.Of("var/releases/linux/core-oem-2024.06-linux.tar.gz"))]),
            ("verify.bundle", [("bundle", Value.Of("var/releases/linux/core-oem-2024.06-linux.tar.gz")), ("key", BundleKey)]),
            (
                "extract.bundle",
                [("bundle", Value.Of("var/releases/linux/core-oem-2024.06-linux.tar.gz")), ("target", Root), ("key", BundleKey)]
            ),
            ("run.installer", [("installRoot", Root), ("key", BundleKey)]),
            ("run.command", [("program", Value.Of("opt/core-oem/daemon/core-oem"))]),
            ("verify.fingerprint", [("installRoot", Root), ("key", BundleKey)]),
            ("prepare.select-delta", [("platform", Linux), ("afterVersion", Value.Of("2024.06"))]),
            (
                "extract.delta",
                [
                    ("archive", Value.Of("var/releases/linux/core-oem-linux-2024.06-to-2024.06.1.delta.tar.gz")),
                    ("target", Root),
                    ("key", DeltaKey),
                    ("bundleKey", BundleKey),
                ]
            ),
            ("verify.logs", [("directory", Value.Of("var/log/core"))]),
            ("escalate.team", [("team", Value.Of("hardware"))]),
            ("escalate.evidence", [("team", Value.Of("hardware"))]),
            ("escalate.case", [("kind", Value.Of("other"))]),
            ("backup.evidence", [("files", Value.List([Value.Of("var/log/core/**")]))]),
            ("backup.hardware", []),
            ("prepare.checklist", []),
            ("prepare.select-deltas", [("platform", Linux), ("version", Value.Of("2024.06"))]),
            (
                "prepare.plan-medium",
                [("media", Value.Of("media/usb")), ("bundle", Value.Of("var/releases/linux/core-oem-2024.06-linux.tar.gz"))]
            ),
            (
                "prepare.medium",
                [
                    ("media", Value.Of("media/usb")),
                    ("key", BundleKey),
                    (
                        "items",
                        Value.List([Value.MapOf(("from", Value.Of("docs/deployment/oem_installation.md")), ("to", Value.Of("x.md")))])
                    ),
                ]
            ),
            ("recover.license", [("store", Value.Of("secrets/license_store.json"))]),
            ("verify.drift", []),
            ("verify.store", [("store", Value.Of("secrets/license_store.json"))]),
            ("escalate.note", []),
        ];
}
