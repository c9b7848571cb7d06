using System.IO.Compression;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Writers.SevenZip;

namespace OemRunbooks.Activities.Tests;

/// <summary>Logs collected, old files pruned, conditions checked.</summary>
public sealed class Collecting : IDisposable
{
    private readonly CallFactory station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task The_ends_of_young_files_are_kept_masked()
    {
        station.Redactor.Add("known-secret-1");
        station.Write("log/a.log", "one\ntwo password=abc\nthree known-secret-1\n");
        station.Write("log/b/a.log", "x\n");
        File.SetLastWriteTimeUtc(station["log/a.log"], CallFactory.Now.UtcDateTime);
        File.SetLastWriteTimeUtc(station["log/b/a.log"], CallFactory.Now.AddDays(-8).UtcDateTime);
        var outcome = await station.Succeeds(
            "collect.files",
            ("files", Value.TextList(["log/**"])),
            ("lastLines", Value.Of(2)),
            ("maxAge", Value.Of("7d")),
            ("redact", Value.TextList([@"password=\S+"]))
        );
        Assert.Equal((Value.Of(1), Value.Of(1)), (outcome.Outputs["count"], outcome.Outputs["redacted"]));
        var kept = File.ReadAllText(station[outcome.Outputs["files"].Items[0].ToText()]);
        Assert.StartsWith("two ***\nthree ", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("known-secret-1", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_one_name_do_not_hide_each_other_and_bytes_are_cut_at_a_line()
    {
        station.Write("log/a__b", "first\n");
        station.Write("log/a/b", "0123456789\nlast\n");
        var outcome = await station.Succeeds("collect.files", ("files", Value.TextList(["log/**"])), ("lastBytes", Value.Of(8)));
        Assert.Equal(
            ["first\n", "last\n"],
            outcome.Outputs["files"].Items.Select(f => File.ReadAllText(station[f.ToText()])).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_finds_nothing_or_can_not_be_masked_is_told()
    {
        await station.Fails("collect.nothing", "collect.files", ("files", Value.TextList(["none/*"])));
        await station.Succeeds("collect.files", ("files", Value.TextList(["none/*"])), ("required", Value.False));
        station.Write("log/a", "x");
        await station.Fails(
            "pattern.invalid",
            "collect.files",
            ("files", Value.TextList(["log/*"])),
            ("redact", Value.TextList([@"(a)\1"]))
        );
        File.WriteAllBytes(station["log/a"], [0xFF, 0xFE, 0x00]);
        var outcome = await station.Succeeds("collect.files", ("files", Value.TextList(["log/*"])), ("redact", Value.TextList(["x"])));
        Assert.Equal("evidence.closed", Assert.Single(outcome.Remarks).Code);
        Assert.Empty(outcome.Artefacts);
    }

    [Fact]
    public async Task The_newest_stay_by_time_or_by_name_and_the_plan_lists_the_others()
    {
        foreach (var (name, age) in new[] { ("core-20261101.gz", 1), ("core-20261102.gz", 3), ("core-20261103.gz", 2) })
        {
            station.Write("backups/" + name, name);
            File.SetLastWriteTimeUtc(station["backups/" + name], CallFactory.Now.AddDays(-age).UtcDateTime);
        }

        (string, Value)[] inputs = [("files", Value.TextList(["backups/*"])), ("keep", Value.Of(1))];
        var plan = await CallFactory.Activity("prune.files").PlanAsync(station.Call(inputs), CancellationToken.None);
        Assert.Equal(["backups/core-20261102.gz", "backups/core-20261103.gz"], plan.Lines.Select(static l => l.Effect!.Path));
        Assert.Equal(3, Directory.GetFiles(station["backups"]).Length);
        (string, Value)[] byName = [inputs[0], ("keep", Value.Of(2)), ("by", Value.Of("name"))];
        var pruned = await station.Succeeds("prune.files", byName);
        Assert.Equal(["backups/core-20261101.gz"], pruned.Outputs["removed"].Items.Select(static f => f.ToText()));
        Assert.Equal(Value.False, (await station.Succeeds("prune.files", byName)).Outputs["changed"]);
        station.Write("backups/undated.gz", "x");
        await station.Fails("prune.time-unknown", "prune.files", byName);
    }

    [Fact]
    public async Task What_the_run_and_its_undoing_need_is_never_pruned()
    {
        station.Write("var/runbook/runs/a/journal.jsonl", "x");
        station.Write("a.former-" + CallFactory.RunId, "x");
        station.Write("opt.previous-x/f", "x");
        var outcome = await station.Succeeds("prune.files", ("files", Value.TextList(["**"])), ("keep", Value.Of(0)));
        Assert.Empty(outcome.Outputs["removed"].Items);
        Assert.True(File.Exists(station["var/runbook/runs/a/journal.jsonl"]));
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_fails_with_its_code_and_words()
    {
        await station.Succeeds("check.that", ("that", Value.True));
        var plain = await station.Fails("check.failed", "check.that", ("that", Value.False));
        Assert.Equal("check.failed", plain.Code);
        var own = await station.Run(
            "check.that",
            ("that", Value.False),
            ("code", Value.Of("site.no-room")),
            ("message", Value.MapOf(("pl", Value.Of("Za mało miejsca.")), ("en", Value.Of("Too little room."))))
        );
        Assert.Equal("site.no-room", own.Failure?.Code);
        var plan = await CallFactory.Activity("check.that").PlanAsync(station.Call(("that", Value.False)), CancellationToken.None);
        Assert.Equal("check.failed", plan.Failure?.Code);
    }

    [Fact]
    public async Task Rotated_logs_are_read_and_a_damaged_one_is_told()
    {
        station.Write("log/core.log", "error one\n");
        Pack("log/core.log.1.gz", "gz", "error two\n");
        Pack("log/core.log.2.bz2", "bz2", "error three\n");
        Pack("log/core.log.3.zst", "zst", "error four\n");
        (string, Value) directory = ("directory", Value.Of("log"));
        Assert.Equal(Value.Of(4), (await station.Succeeds("verify.logs", directory)).Outputs["errors"]);
        Assert.Equal(Value.Of(1), (await station.Succeeds("verify.logs", directory, ("rotated", Value.False))).Outputs["errors"]);
        var bytes = File.ReadAllBytes(station["log/core.log.2.bz2"]);
        bytes[^8] ^= 0xFF;
        File.WriteAllBytes(station["log/core.log.2.bz2"], bytes);
        var outcome = await station.Succeeds("verify.logs", directory);
        Assert.Contains("logs.damaged", outcome.Remarks.Select(static r => r.Code));
    }

    [Theory]
    [InlineData("gz", true)]
    [InlineData("bz2", false)]
    [InlineData("zst", false)]
    [InlineData("7z", false)]
    public void Secrets_are_looked_for_in_what_is_packed(string form, bool canBeMasked)
    {
        var redactor = new Redactor();
        redactor.Add("known-secret-1");
        var clean = Packed(form, "nothing here\n");
        Assert.Equal(clean, Assert.IsType<MaskedFile.Looked>(MaskedFile.Of(clean, redactor)).Bytes);
        var dirty = MaskedFile.Of(Packed(form, "a known-secret-1\n"), redactor);
        Assert.Equal(canBeMasked, dirty is MaskedFile.Looked { Count: 1 });
        Assert.Equal(!canBeMasked, dirty is MaskedFile.Opaque);
        Assert.True(form == "gz" || MaskedFile.Of(clean[..(clean.Length / 2)], redactor) is MaskedFile.Opaque);
    }

    [Fact]
    public void A_bomb_in_an_attachment_is_closed_not_unpacked()
    {
        var bomb = Packed("zst", new string('\0', 200 << 20));
        Assert.True(bomb.Length < 1 << 20);
        Assert.IsType<MaskedFile.Opaque>(MaskedFile.Of(bomb, new Redactor()));
    }

    private void Pack(string path, string form, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(station[path])!);
        File.WriteAllBytes(station[path], Packed(form, text));
    }

    private static byte[] Packed(string form, string text)
    {
        var (output, bytes) = (new MemoryStream(), System.Text.Encoding.UTF8.GetBytes(text));
        if (form == "7z")
        {
            using var seven = new SevenZipWriter(output, new SevenZipWriterOptions { LeaveStreamOpen = true });
            seven.Write("a.log", new MemoryStream(bytes), null);
        }
        else
        {
            using Stream stream = form switch
            {
                "gz" => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true),
                "bz2" => BZip2Stream.Create(output, SharpCompress.Compressors.CompressionMode.Compress, false, leaveOpen: true),
                _ => new CompressionStream(output, 3, 0, leaveOpen: true),
            };
            stream.Write(bytes);
        }

        return output.ToArray();
    }
}
