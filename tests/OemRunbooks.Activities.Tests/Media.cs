using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem.Media;

namespace OemRunbooks.Activities.Tests;

/// <summary>Preparing a medium: what goes on it, what is in the way, what goes wrong in the middle.</summary>
public sealed class Media : IDisposable
{
    private const string Bundle = "var/releases/linux/core-oem-2024.06-linux.tar.gz";
    private static readonly Value Key = Value.SecretReference("env:OEM_BUNDLE_HMAC_KEY");
    private readonly CallFactory station = new();

    public Media()
    {
        station.Demo();
        Directory.CreateDirectory(station["stick"]);
    }

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task Everything_of_the_section_lands_on_the_stick_and_verifies()
    {
        var deltas = await station.Succeeds("prepare.select-deltas", ("platform", Value.Of("linux")), ("version", Value.Of("2024.06")));
        Assert.Equal(1, deltas.Outputs["count"].AsInteger());
        var reports = await station.Succeeds("verify.notarization", ("bundle", Value.Of(Bundle)));
        var plan = await Plan(
            ("deltas", deltas.Outputs["deltas"]),
            ("reports", reports.Outputs["reports"]),
            ("checklist", Value.Of("docs/deployment/oem_installation.md"))
        );
        var outcome = await station.Succeeds("prepare.medium", Write(plan));
        var there = station.Snapshot("stick").Select(static l => l.Split(' ')[0]).ToList();
        foreach (
            var name in (string[])
                [
                    "core-oem-2024.06-linux.tar.gz",
                    "core-oem-linux-2024.06-to-2024.06.1.delta.tar.gz",
                    "core-oem-linux-2024.06-to-2024.06.1.delta.json",
                    "core-oem-linux-2024.06-to-2024.06.1.delta.json.sig",
                    "oem_installation.md",
                    "runbooks/client-update.yaml",
                    "runbooks/teams.yaml",
                    MediaManifest.FileName,
                ]
        )
        {
            Assert.Contains(name, there);
        }

        Assert.Contains(there, static n => n.StartsWith("notary/", StringComparison.Ordinal));
        var verified = await station.Succeeds("verify.medium", ("media", Value.Of("stick")), ("key", Key));
        Assert.Equal(outcome.Outputs["files"], verified.Outputs["files"]);
        Assert.Equal("core-oem-2024.06-linux.tar.gz", verified.Outputs["bundle"].ToText());

        // Once more changes nothing: what is there is found to be the same.
        var before = station.Snapshot("stick");
        Assert.Equal(0, (await station.Succeeds("prepare.medium", Write(plan))).Outputs["written"].AsInteger());
        Assert.Equal(before, station.Snapshot("stick"));
    }

    [Fact]
    public async Task What_is_on_the_stick_is_replaced_only_when_told_so_and_the_rest_stays()
    {
        station.Write("stick/core-oem-2024.06-linux.tar.gz", "an older build of that name");
        station.Write("stick/photos/cat.jpg", "mine");
        station.Write("stick/media-manifest.json", "a list of photographs");
        var plan = await Plan();
        Assert.Equal(
            ["core-oem-2024.06-linux.tar.gz", "media-manifest.json"],
            plan.Outputs["conflicts"].Items.Select(static c => c.ToText())
        );
        var before = station.Snapshot("stick");
        var refused = await station.Fails("media.would-replace", "prepare.medium", Write(plan));
        Assert.Equal(2, refused.Arguments["count"].AsInteger());
        Assert.Equal(before, station.Snapshot("stick"));
        await station.Succeeds("prepare.medium", [.. Write(plan), ("replace", Value.True)]);
        Assert.Equal("mine", File.ReadAllText(station["stick/photos/cat.jpg"]));
        await station.Succeeds("verify.medium", ("media", Value.Of("stick")), ("key", Key));
    }

    [Fact]
    public async Task A_stick_that_is_missing_or_too_small_is_told_before_anything_is_written()
    {
        await station.Fails("media.missing", "prepare.plan-medium", ("media", Value.Of("nowhere")), ("bundle", Value.Of(Bundle)));
        await station.Fails(
            "media.missing",
            "prepare.medium",
            ("media", Value.Of("nowhere")),
            ("items", Value.List([Value.MapOf(("from", Value.Of(Bundle)), ("to", Value.Of("b")))])),
            ("key", Key)
        );
        using (var sparse = File.Create(station["huge.bin"]))
        {
            sparse.SetLength(12L << 40);
        }

        var failure = await station.Fails(
            "media.no-space",
            "prepare.plan-medium",
            ("media", Value.Of("stick")),
            ("bundle", Value.Of(Bundle)),
            ("documents", Value.List([Value.Of("huge.bin")]))
        );
        Assert.EndsWith(" MiB", failure.Arguments["needed"].ToText(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(station["stick"]));
    }

    [Fact]
    public async Task A_stick_pulled_out_in_the_middle_has_its_code_and_can_be_gone_on_with()
    {
        var plan = await Plan();
        station.OnProgress = _ =>
        {
            if (Directory.Exists(station["stick"]))
            {
                Directory.Delete(station["stick"], recursive: true);
            }
        };
        await station.Fails("media.removed", "prepare.medium", Write(plan));
        station.OnProgress = null;
        Directory.CreateDirectory(station["stick"]);
        await station.Succeeds("prepare.medium", Write(plan));
        await station.Succeeds("verify.medium", ("media", Value.Of("stick")), ("key", Key));
    }

    [Fact]
    public async Task An_interrupted_write_leaves_no_half_file_under_its_name_and_goes_on()
    {
        var plan = await Plan();
        using var stop = new CancellationTokenSource();
        var reports = 0;
        station.OnProgress = _ =>
        {
            if (++reports == 3)
            {
                stop.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            CallFactory.Activity("prepare.medium").ExecuteAsync(station.Call(Write(plan)), stop.Token).AsTask()
        );
        station.OnProgress = null;
        Assert.False(File.Exists(station["stick/core-oem-2024.06-linux.tar.gz"]));

        // What a crash would leave, which a cancellation cleans up.
        station.Write("stick/.core-oem-2024.06-linux.tar.gz.0123456789ab.tmp", "half");
        Assert.Null(
            (await CallFactory.Activity("prepare.medium").ReconcileAsync(station.Call(Write(plan)), CancellationToken.None)).Outcome
        );
        Assert.Empty(Directory.EnumerateFiles(station["stick"], "*.tmp"));
        await station.Succeeds("prepare.medium", Write(plan));
    }

    [Fact]
    public async Task A_changed_medium_does_not_verify()
    {
        await station.Fails("media.manifest-missing", "verify.medium", ("media", Value.Of("stick")), ("key", Key));
        await station.Succeeds("prepare.medium", Write(await Plan()));
        var file = station["stick/runbooks/client-update.yaml"];
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace("15m", "16m", StringComparison.Ordinal));
        await station.Fails("media.digest-mismatch", "verify.medium", ("media", Value.Of("stick")), ("key", Key));
        File.Delete(file);
        await station.Fails("media.file-missing", "verify.medium", ("media", Value.Of("stick")), ("key", Key));
        File.WriteAllText(file, text);
        station.Environment["WRONG"] = Convert.ToBase64String(new byte[40]);
        await station.Fails(
            "media.signature-mismatch",
            "verify.medium",
            ("media", Value.Of("stick")),
            ("key", Value.SecretReference("env:WRONG"))
        );
        var manifest = station[$"stick/{MediaManifest.FileName}"];
        var signed = File.ReadAllText(manifest);
        File.WriteAllText(manifest, signed.Replace("\"platform\": \"linux\"", "\"platform\": \"macos\"", StringComparison.Ordinal));
        await station.Fails("media.signature-mismatch", "verify.medium", ("media", Value.Of("stick")), ("key", Key));
        File.WriteAllText(manifest, "{");
        await station.Fails("media.manifest-invalid", "verify.medium", ("media", Value.Of("stick")), ("key", Key));
    }

    [Fact]
    public async Task A_checklist_is_read_from_the_document_and_an_empty_one_is_refused()
    {
        var list = await station.Succeeds("prepare.checklist");
        Assert.Equal(8, list.Outputs["count"].AsInteger());
        Assert.Equal("licencja zgodna z urządzeniem", list.Outputs["items"].Items[1]["text"].ToText());
        station.Write("empty.md", "# Lista\n\nBez punktów.\n");
        await station.Fails("checklist.empty", "prepare.checklist", ("document", Value.Of("empty.md")));
        File.WriteAllBytes(station["bad.md"], [0x2d, 0x20, 0xff]);
        await station.Fails("text.malformed", "prepare.checklist", ("document", Value.Of("bad.md")));
        await station.Fails("file.missing", "prepare.checklist", ("document", Value.Of("none.md")));
    }

    private Task<Outcome> Plan(params (string, Value)[] more) =>
        station.Succeeds(
            "prepare.plan-medium",
            [("media", Value.Of("stick")), ("bundle", Value.Of(Bundle)), ("program", Value.False), .. more]
        );

    private static (string, Value)[] Write(Outcome plan) =>
        [("media", Value.Of("stick")), ("items", plan.Outputs["items"]), ("platform", Value.Of("linux")), ("key", Key)];
}
