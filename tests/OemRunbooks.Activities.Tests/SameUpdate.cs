using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Tests;

/// <summary>When an installation already is what an update would make of it, and when it only looks so.</summary>
public sealed class SameUpdate : IDisposable
{
    private const string Root = "opt/core-oem";
    private const string Bundle = "var/releases/linux/core-oem-2024.06-linux.tar.gz";
    private const string Delta = "var/releases/linux/core-oem-linux-2024.06-to-2024.06.1.delta.tar.gz";
    private static readonly Value BundleKey = Value.SecretReference("env:OEM_BUNDLE_HMAC_KEY");
    private readonly CallFactory station = new();

    public SameUpdate() => station.Demo();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task Without_an_installation_or_over_another_version_there_is_something_to_do()
    {
        Assert.Equal((false, "other-version"), await Compared(Delta));
        Assert.Equal((false, "other-version"), await Compared(null));
        Directory.Delete(station[Root], recursive: true);
        Assert.Equal((false, "not-installed"), await Compared(Delta));
    }

    [Fact]
    public async Task What_the_bundle_made_is_the_same_without_a_delta_alone()
    {
        await Install();
        Assert.Equal((true, "none"), await Compared(null));
        Assert.Equal((false, "other-version"), await Compared(Delta));
    }

    [Fact]
    public async Task What_bundle_and_delta_made_is_the_same_with_both()
    {
        await Install();
        await Apply();
        Assert.Equal((true, "none"), await Compared(Delta));
        Assert.Equal((false, "other-version"), await Compared(null));
    }

    [Fact]
    public async Task One_byte_less_in_a_file_of_the_bundle_or_of_the_delta_is_told()
    {
        await Install();
        await Apply();
        foreach (var file in (string[])["config/core.json", "ui/app.js", "daemon/core-oem"])
        {
            var before = File.ReadAllBytes(station[$"{Root}/{file}"]);
            File.WriteAllBytes(station[$"{Root}/{file}"], before[..^1]);
            Assert.Equal((false, "damaged"), await Compared(Delta));
            File.WriteAllBytes(station[$"{Root}/{file}"], before);
        }

        Assert.Equal((true, "none"), await Compared(Delta));
    }

    // The state file has no signature: whoever can write the station can write it.
    [Fact]
    public async Task A_state_that_claims_a_foreign_file_for_the_delta_is_not_believed()
    {
        await Install();
        await Apply();
        var text = File.ReadAllText(station[$"{Root}/{InstallationState.FileName}"]);
        var changed = JsonDocument.Parse(text).RootElement.GetProperty("deltas")[0].GetProperty("changed");
        var entry = changed.EnumerateObject().First(static c => !c.Name.StartsWith("config/", StringComparison.Ordinal));
        var (file, digest) = (entry.Name, entry.Value.GetString()!);
        var foreign = "foreign"u8.ToArray();
        File.WriteAllBytes(station[$"{Root}/{file}"], foreign);
        File.WriteAllText(station[$"{Root}/{InstallationState.FileName}"], text.Replace(digest, Digest(foreign), StringComparison.Ordinal));
        await station.Succeeds("verify.bundle", ("bundle", Value.Of(Root)), ("key", BundleKey));
        Assert.Equal((false, "other-delta"), await Compared(Delta));
    }

    // Who can write the station can write the archive too, but not its signed manifest.
    [Fact]
    public async Task A_delta_to_which_a_foreign_file_was_added_is_not_believed_though_state_and_installation_agree_with_it()
    {
        await Install();
        await Apply();
        var foreign = "foreign"u8.ToArray();
        File.WriteAllBytes(station[$"{Root}/daemon/extra"], foreign);
        Add(station[Delta], "daemon/extra", foreign);
        var state = station[$"{Root}/{InstallationState.FileName}"];
        var json = JsonNode.Parse(File.ReadAllText(state))!;
        json["deltas"]![0]!["archive_sha384"] = Digest(File.ReadAllBytes(station[Delta]));
        json["deltas"]![0]!["changed"]!["daemon/extra"] = Digest(foreign);
        File.WriteAllText(state, json.ToJsonString());
        await station.Fails("delta.members-mismatch", "verify.installed", Given(Delta));
    }

    [Fact]
    public async Task A_delta_without_its_signature_is_refused_as_it_would_be_when_applied()
    {
        await Install();
        await Apply();
        File.Delete(station[Delta.Replace(".tar.gz", ".json.sig", StringComparison.Ordinal)]);
        Assert.StartsWith("delta.", (await station.Run("verify.installed", Given(Delta))).Failure?.Code, StringComparison.Ordinal);
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA384.HashData(bytes));

    private static void Add(string archive, string name, byte[] content)
    {
        var packed = File.ReadAllBytes(archive);
        using var made = File.Create(archive);
        using var deflated = new GZipStream(made, CompressionLevel.Fastest);
        using var writer = new TarWriter(deflated, TarEntryFormat.Pax);
        using var reader = new TarReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            writer.WriteEntry(entry);
        }

        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
    }

    [Fact]
    public async Task A_damaged_archive_is_no_reason_to_leave_the_installation()
    {
        await Install();
        File.WriteAllBytes(station[Bundle], File.ReadAllBytes(station[Bundle])[..^100]);
        await station.Fails("archive.truncated", "verify.installed", Given(null));
    }

    private async Task Install() =>
        await station.Succeeds("extract.bundle", ("bundle", Value.Of(Bundle)), ("target", Value.Of(Root)), ("key", BundleKey));

    private async Task Apply() =>
        await station.Succeeds(
            "extract.delta",
            ("archive", Value.Of(Delta)),
            ("target", Value.Of(Root)),
            ("key", Value.SecretReference("env:OEM_DELTA_HMAC_KEY")),
            ("bundleKey", BundleKey)
        );

    private async Task<(bool? Current, string Reason)> Compared(string? delta)
    {
        var before = station.Snapshot("opt");
        var outcome = await station.Succeeds("verify.installed", Given(delta));
        Assert.Equal(before, station.Snapshot("opt"));
        return (outcome.Outputs["current"].AsBoolean(), outcome.Outputs["reason"].ToText());
    }

    private static (string Name, Value Value)[] Given(string? delta) =>
        [
            ("installRoot", Value.Of(Root)),
            ("bundle", Value.Of(Bundle)),
            ("delta", Value.Of(delta)),
            ("deltaKey", Value.SecretReference("env:OEM_DELTA_HMAC_KEY")),
            ("key", BundleKey),
        ];
}
