using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>A demo in a directory whose name has a blank, Polish letters and a quote: what is printed there is typed there.</summary>
public sealed class PathsWithBlanks
{
    [Fact]
    public void The_command_that_the_demo_prints_runs_and_its_run_is_sealed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var place = Directory.CreateTempSubdirectory("runbook-e2e-");
        try
        {
            var directory = Directory.CreateDirectory(Path.Combine(place.FullName, "Żółta łódź d'Or")).FullName;
            var (code, said) = Shell.Run(directory, "runbook demo --only-build > told\ngrep '^  cd ' told > typed\n. ./typed\n", "en");
            Assert.True(code == 0, said);
            Assert.Contains("Outcome:      succeeded", said, StringComparison.Ordinal);
            Assert.Contains("Receipt:", said, StringComparison.Ordinal);
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }
}
