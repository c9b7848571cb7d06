using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What a shell itself makes of the script that the program gives it.</summary>
public sealed class Completions
{
    [Theory]
    [InlineData("runbook ru", "run runs")]
    [InlineData("runbook run cli", "client-update")]
    [InlineData("runbook journal ver", "verify")]
    [InlineData("runbook graph --format m", "mermaid")]
    [InlineData("runbook zz", "")]
    public void Bash_completes_what_is_begun(string written, string expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var directory = Directory.CreateTempSubdirectory("runbook-completion-").FullName;
        try
        {
            File.WriteAllText(
                Path.Combine(directory, "try.bash"),
                $$"""
                . <(runbook completion bash)
                COMP_WORDS=({{written}})
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _runbook
                echo "${COMPREPLY[*]}"

                """
            );
            var (exit, output) = Shell.Run(directory, "bash try.bash", "en");
            Assert.Equal((0, expected), (exit, output.Trim()));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
