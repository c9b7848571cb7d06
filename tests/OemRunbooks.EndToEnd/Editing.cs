using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What a support lead does with a runbook before anybody meets it.</summary>
public sealed class Editing
{
    [Fact]
    public void Watched_tests_run_again_when_a_file_changes()
    {
        var directory = Directory.CreateTempSubdirectory("watch-").FullName;
        try
        {
            var file = Path.Combine(directory, "a.yaml");
            File.WriteAllText(
                file,
                "schemaVersion: \"1.0\"\nid: a\nversion: 1.0.0\nname: A\nsteps:\n  - {id: look, action: verify.logs}\n"
            );
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
}
