using Xunit;

namespace OemRunbooks.EndToEnd;

public sealed class BehindCalls
{
    [Fact]
    public void Behind_a_call_the_paths_part_in_the_called_runbooks_text_and_its_steps_are_skipped_by_their_paths()
    {
        using var station = new TestStation();
        const string backup = "{source: secrets/license_store.json, target: backups/";
        Directory.CreateDirectory(station["runbooks"]);
        File.WriteAllText(
            station["runbooks/inner.yaml"],
            Runbook(
                "inner",
                "ask, action: person.confirm, with: {prompt: {pl: Już?, en: Ready?}}",
                $"copy, action: backup.file, with: {backup}inner.json}}"
            )
        );
        File.WriteAllText(
            station["runbooks/outer.yaml"],
            Runbook("outer", $"copy, action: backup.file, with: {backup}outer.json}}", "sub, action: runbook.run, with: {runbook: inner}")
        );
        foreach (var run in (string[])["r1", "r2"])
        {
            Assert.Equal(3, station.Run("run", "outer", "--run-id", run).ExitCode);
            Assert.Equal(0, station.Run("confirm", run, "sub/ask").ExitCode);
            var end = station.Run(["resume", run, .. run == "r2" ? (string[])["--skip", "sub/copy", "--reason", "done by hand"] : []]);
            Assert.True(end.ExitCode == 0, end.All);
            File.Delete(station["backups/outer.json"]);
            Assert.Equal(run == "r1", File.Exists(station["backups/inner.json"]));
            File.Delete(station["backups/inner.json"]);
        }

        File.WriteAllText(
            station["runbooks/inner.yaml"],
            File.ReadAllText(station["runbooks/inner.yaml"]).Replace("inner.json", "other.json", StringComparison.Ordinal)
        );
        var parted = station.Run("replay", "r1", "--against", "outer");
        Assert.Equal(1, parted.ExitCode);
        Assert.Equal(3, parted.Out.Split('\n').Count(static l => l.Contains("inner.yaml:7:", StringComparison.Ordinal)));
        Assert.DoesNotContain("outer.yaml:", parted.Out, StringComparison.Ordinal);

        static string Runbook(string id, params string[] steps) =>
            $"schemaVersion: \"1.0\"\nid: {id}\nversion: 1.0.0\nname: {{pl: Próba, en: Trial}}\nsteps:\n"
            + $"{string.Concat(steps.Select(static s => $"  - {{id: {s}}}\n"))}";
    }
}
