using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using Xunit;
using static OemRunbooks.EndToEnd.Tools.ToolStation;

namespace OemRunbooks.EndToEnd.Tools;

public sealed class DeltaTools : IDisposable
{
    private const string Key = "env:OEM_DELTA_HMAC_KEY";
    private readonly ToolStation station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public void A_sound_manifest_has_no_issues()
    {
        var json = station.Json("delta", "check", $"media/usb/{DeltaManifest}", "--hmac-key", Key);
        Assert.Equal(["manifest_path", "platform", "base_version", "target_version", "signature_checked", "fingerprint_checked", "issues"], Names(json));
        Assert.Empty(Texts(json.GetProperty("issues")));
    }

    [Fact]
    public void Issues_stand_in_the_order_of_the_specification_and_exit_1()
    {
        station.Write("d.json", """{"base_version": "2024.06", "target_version": "2024.05", "platform": " ", "changed_files": ["a", "A"], "removed_files": ["../x"], "fingerprint": "THERE"}""");
        var run = station.Run("delta", "check", "d.json", "--hmac-key", "hex:00", "--fingerprint", "HERE");
        Assert.True(run.ExitCode == 1 && run.Error.Length == 0, run.All);
        Assert.Equal(
            ["missing-signature", "missing-bundle", "missing-platform", "non-incremental-version", "duplicate-changed-files-casefold", "invalid-removed-file-path", "fingerprint-mismatch"],
            Texts(Parse(run).GetProperty("issues")));
    }

    [Fact]
    public void What_was_not_checked_is_said()
    {
        station.Write("d.json", """{"bundle": "core-oem", "base_version": "1", "target_version": "2", "platform": "linux", "changed_files": ["a"], "removed_files": [], "metadata": {"fingerprint": "THERE"}}""");
        var run = station.Run("delta", "check", "d.json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["warning delta.signature-unchecked", "warning delta.fingerprint-unchecked"], run.ErrorLines.Select(static l => l.Split(':')[0]));
    }

    [Fact]
    public void What_is_no_manifest_is_bad_input()
    {
        Fails(station.Run("delta", "check", "none.json"), "delta.manifest-missing", 2);
        Fails(station.Run("delta", "check", station.Write("d.json", "[]")), "json.malformed", 2);
        Fails(station.Run("delta", "check", "media"), "file.unreadable", 2);
        Fails(station.Run("delta", "check", $"media/usb/{DeltaManifest}", "--fingerprint", " "), "fingerprint.blank", 2);
    }

    [Fact]
    public void Applying_makes_the_target_version_and_keeps_the_former_one()
    {
        var before = station.Station.Snapshot("opt/core-oem").Select(static l => l.Replace("opt/core-oem", "", StringComparison.Ordinal));
        var run = station.Run("delta", "apply", $"media/usb/{Delta}", "--to", "opt/core-oem", "--hmac-key", Key, "--format", "json");
        Assert.Equal(0, run.ExitCode);
        Warns(run, "delta.content-unauthenticated");
        var json = Parse(run);
        Assert.Equal(("2024.06", true), (json.GetProperty("version").GetString(), json.GetProperty("signed").GetBoolean()));
        var previous = json.GetProperty("previous").GetString()!;
        Assert.StartsWith("opt/core-oem.previous-", previous, StringComparison.Ordinal);
        Assert.Equal(before, station.Station.Snapshot(previous).Select(l => l.Replace(previous, "", StringComparison.Ordinal)));
        Assert.Equal("2024.06", Parse(station.Run("bundle", "verify", "opt/core-oem", "--format", "json")).GetProperty("version").GetString());
        Assert.Empty(station.Station.Leftovers());
    }

    [Fact]
    public void A_refused_delta_changes_nothing()
    {
        File.Copy(station[$"media/usb/{Delta}"], station["alone.tar.gz"]);
        station.Write("link-target/x", "x");
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateSymbolicLink(station["opt/link"], station["opt/core-oem"]);
        }

        var before = station.Station.Snapshot(".");
        Fails(Apply("alone.tar.gz", "--hmac-key", Key), "delta.unsigned");
        Fails(Apply($"media/usb/{Delta}"), "delta.unsigned");
        Fails(Apply($"media/usb/{Delta}", "--hmac-key", "hex:00"), "delta.signature-mismatch");
        Fails(Apply("alone.tar.gz", "--hmac-key", Key, "--manifest", "none.json"), "delta.manifest-missing", 2);
        Fails(station.Run("delta", "apply", $"media/usb/{Delta}", "--to", "media", "--hmac-key", Key), "installation.missing", 2);
        if (!OperatingSystem.IsWindows())
        {
            Fails(station.Run("delta", "apply", $"media/usb/{Delta}", "--to", "opt/link/", "--hmac-key", Key), "file.link", 2);
        }

        Assert.Equal(before, station.Station.Snapshot("."));
    }

    [Fact]
    public void An_unsigned_delta_is_applied_only_when_that_is_allowed_and_said()
    {
        File.Copy(station[$"media/usb/{Delta}"], station["alone.tar.gz"]);
        var run = Apply("alone.tar.gz", "--allow-unsigned");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.ErrorLines, static l => l.StartsWith("warning delta.unsigned", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_application_finds_another_base()
    {
        Assert.Equal(0, Apply($"media/usb/{Delta}", "--hmac-key", Key).ExitCode);
        Fails(Apply($"media/usb/{Delta}", "--hmac-key", Key), "delta.base-mismatch");
    }

    [Fact]
    public void A_manifest_for_another_machine_is_refused()
    {
        var manifest = (OemObject)OemJsonReader.Parse(File.ReadAllBytes(station[$"media/usb/{DeltaManifest}"]));
        manifest.Add("fingerprint", "ANOTHER");
        var key = Convert.FromBase64String(station.Variables["OEM_DELTA_HMAC_KEY"]["base64:".Length..]);
        station.Write("bound.json", OemJsonWriter.WriteBytes(manifest, JsonStyle.PrettySorted));
        station.Write("bound.json.sig", OemJsonWriter.WriteBytes(new OemObject { { "signature", OemSignature.Sign(manifest, key, OemSignature.Sha256) } }, JsonStyle.PrettySorted));
        Fails(Apply($"media/usb/{Delta}", "--hmac-key", Key, "--manifest", "bound.json"), "fingerprint.mismatch");
    }

    private Finished Apply(string archive, params string[] more) => station.Run(["delta", "apply", archive, "--to", "opt/core-oem", .. more]);
}
