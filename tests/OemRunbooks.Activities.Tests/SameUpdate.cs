using System.Text.Json;
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
        File.WriteAllText(
            station[$"{Root}/{InstallationState.FileName}"],
            text.Replace(digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA384.HashData(foreign)), StringComparison.Ordinal)
        );
        await station.Succeeds("verify.bundle", ("bundle", Value.Of(Root)), ("key", BundleKey));
        Assert.Equal((false, "other-delta"), await Compared(Delta));
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
        [("installRoot", Value.Of(Root)), ("bundle", Value.Of(Bundle)), ("delta", Value.Of(delta)), ("key", BundleKey)];
}
