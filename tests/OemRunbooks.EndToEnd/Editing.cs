using System.Text.Json;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What a support lead does with a runbook before anybody meets it.</summary>
public sealed class Editing
{
    [Fact]
    public void A_built_in_runbook_can_be_taken_edited_and_compared_in_both_languages()
    {
        using var station = new TestStation();
        var given = station.Run("show", "client-update", "--format", "yaml").Out;
        var edited = given.Replace("timeout: 1h", "timeout: 2h", StringComparison.Ordinal);
        File.WriteAllText(station["edited.yaml"], edited);
        Assert.Equal(0, station.Run("lint", station["edited.yaml"]).ExitCode);
        var en = station.Run("diff", "client-update", station["edited.yaml"]);
        Assert.Contains("~ step extract-bundle: timeout: 1h → 2h", en.Out, StringComparison.Ordinal);
        Assert.Contains("~ krok apply-delta: timeout: 1h → 2h", Program.Run(station.Variables, "diff", "client-update", station["edited.yaml"], "--lang", "pl").Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(station.Run("diff", "client-update", station["edited.yaml"], "--format", "json").Out);
        Assert.Equal(["extract-bundle", "apply-delta"], json.RootElement.GetProperty("changes").EnumerateArray().Select(static c => c.GetProperty("name").GetString()));
        Assert.Equal(1, station.Run("diff", "client-update", station["edited.yaml"], "--exit-code").ExitCode);
        Assert.Equal(0, station.Run("diff", "client-update", "aktualizacja-klienta", "--exit-code").ExitCode);
    }

    [Fact]
    public void A_runbook_with_errors_cannot_be_compared_and_its_findings_are_shown()
    {
        using var station = new TestStation();
        File.WriteAllText(station["broken.yaml"], "id: broken\n");
        var run = station.Run("diff", "client-update", station["broken.yaml"]);
        Assert.True(run.ExitCode == 2 && run.Out.Length == 0 && run.Error.Contains("RB0104", StringComparison.Ordinal), run.All);
    }

    [Fact]
    public void A_run_becomes_a_regression_test_in_one_command()
    {
        using var station = new TestStation();
        File.WriteAllText(station["client-update.yaml"], station.Run("show", "client-update", "--format", "yaml").Out);
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "good").ExitCode);
        Assert.Equal(3, station.Run("run", "client-update", "--run-id", "waits").ExitCode);
        var bundle = station["var/releases/linux/core-oem-2024.06-linux.tar.gz"];
        File.WriteAllBytes(bundle, File.ReadAllBytes(bundle)[..^100]);
        Assert.Equal(3, station.Run("run", "client-update", "--run-id", "bad", "--set", "bundle=var/releases/linux/core-oem-2024.06-linux.tar.gz", "--set", "installRoot=opt/other").ExitCode);
        var tests = station["client-update.test.yaml"];
        foreach (var run in (string[])["good", "waits", "bad"])
        {
            var recorded = station.Run("test", "--record", run, "--out", tests);
            Assert.True(recorded.ExitCode == 0, recorded.All);
        }

        Assert.Equal(0, station.Run("test", tests).ExitCode);
        var text = File.ReadAllText(tests);
        Assert.Contains("outcome: waiting", text, StringComparison.Ordinal);
        Assert.Contains("outcome: escalated", text, StringComparison.Ordinal);
        Assert.All(station.Variables.Values.Where(static v => v.Length > 12), secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.DoesNotContain("OEM_LICENSE_HMAC_KEY", text, StringComparison.Ordinal);

        // The test can fail: the edited runbook goes another way.
        File.WriteAllText(station["client-update.yaml"], File.ReadAllText(station["client-update.yaml"]).Replace("  - on: [bundle.signature-mismatch", "  - on: [archive.*]\n    team: l3\n  - on: [bundle.signature-mismatch", StringComparison.Ordinal));
        var edited = station.Run("test", tests);
        Assert.Equal(1, edited.ExitCode);
        Assert.Contains("scenario.escalated-to", edited.All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_is_not_added_to_a_file_that_would_be_broken_by_it()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "hardware-drift", "--run-id", "r").ExitCode);
        File.WriteAllText(station["odd.test.yaml"], "# no tests\nother: 1\n");
        var run = station.Run("test", "--record", "r", "--out", station["odd.test.yaml"]);
        Assert.True(run.ExitCode == 2 && run.Error.Contains("record.not-appended", StringComparison.Ordinal), run.All);
        Assert.Equal("# no tests\nother: 1\n", File.ReadAllText(station["odd.test.yaml"]));
    }

    [Fact]
    public void Watched_tests_run_again_when_a_file_changes()
    {
        var directory = Directory.CreateTempSubdirectory("watch-").FullName;
        try
        {
            var file = Path.Combine(directory, "a.yaml");
            File.WriteAllText(file, "schemaVersion: \"1.0\"\nid: a\nversion: 1.0.0\nname: A\nsteps:\n  - {id: look, action: verify.logs}\n");
            File.WriteAllText(Path.Combine(directory, "a.test.yaml"), "tests:\n  - {name: T, expect: {path: [look]}}\n");
            using var started = Program.StartIn(directory, "test", file, "--watch");
            Assert.Contains("1 test", started.ReadUntil("passed"), StringComparison.Ordinal);
            File.WriteAllText(file, File.ReadAllText(file).Replace("id: look", "id: see", StringComparison.Ordinal));
            Assert.Contains("a.yaml", started.ReadUntil("RB0205"), StringComparison.Ordinal);
            started.Terminate();
            Assert.Equal(130, started.Wait().ExitCode);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void The_impact_of_an_edit_is_told_on_one_page_before_it_is_published()
    {
        using var station = new TestStation();
        Assert.Equal(0, station.Run("run", "client-update", "--run-id", "done").ExitCode);
        Assert.Equal(0, station.Run("run", "hardware-drift", "--run-id", "other").ExitCode);
        var yaml = station.Run("show", "client-update", "--format", "yaml").Out;
        File.WriteAllText(station["same.yaml"], yaml.Replace("en: Look through the logs", "en: Read <b>the</b> logs", StringComparison.Ordinal));
        var same = station.Run("impact", station["same.yaml"]);
        Assert.True(same.ExitCode == 0, same.All);
        Assert.Contains("1 stored run: 1 unchanged, 0 another way, 0 that can't be told.", same.Out, StringComparison.Ordinal);
        Assert.Contains("Left out: 1 run of another runbook.", same.Out, StringComparison.Ordinal);
        Assert.Contains("coverage 100%", same.Out, StringComparison.Ordinal);
        var html = station.Run("impact", station["same.yaml"], "--format", "html").Out;
        Assert.Contains("Read &lt;b&gt;the&lt;/b&gt; logs", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);

        File.WriteAllText(station["edited.yaml"], yaml.Replace("when: ${{ steps.select-delta.outputs.applies }}", "when: ${{ !steps.select-delta.outputs.applies }}", StringComparison.Ordinal));
        var edited = station.Run("impact", station["edited.yaml"], "--journals", station.Root, "--format", "json");
        Assert.Equal(1, edited.ExitCode);
        using var json = JsonDocument.Parse(edited.Out);
        Assert.Equal("apply-delta", json.RootElement.GetProperty("runs")[0].GetProperty("difference").GetProperty("step").GetString());
        Assert.Equal("when", json.RootElement.GetProperty("diff").GetProperty("changes")[0].GetProperty("field").GetString());
        Assert.True(json.RootElement.GetProperty("tests").GetProperty("failed").GetInt32() > 0);
        Assert.Equal(1, Program.Run(station.Variables, "impact", station["edited.yaml"], "--journals", station.Root, "--lang", "pl", "--format", "md", "--out", station["wplyw.md"]).ExitCode);
        Assert.Contains("# Wpływ zmiany: Aktualizacja klienta", File.ReadAllText(station["wplyw.md"]), StringComparison.Ordinal);
    }
}
