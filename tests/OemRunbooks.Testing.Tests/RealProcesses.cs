using OemRunbooks.Testing.Scripts;
using Xunit;

namespace OemRunbooks.Testing.Tests;

/// <summary>Terminals and crashes, with <c>mv</c> for a program: it asks before it overwrites, and renames.</summary>
public sealed class RealProcesses : IDisposable
{
    private readonly Bench bench = new();

    static RealProcesses() => Environment.SetEnvironmentVariable("RUNBOOK_PROGRAM", "/bin/mv");

    public void Dispose() => bench.Dispose();

    [LinuxFact]
    public void A_question_on_a_terminal_is_answered_when_it_is_asked()
    {
        var outcome = bench.Try(
            "env LC_ALL=C",
            "write a x",
            "write b y",
            "terminal runbook -i a b",
            "answer overwrite y",
            "exit 0",
            "contains b x"
        );
        Assert.True(outcome.IsGood, outcome.Report);
    }

    [LinuxFact]
    public void A_question_that_is_not_asked_is_told_with_what_the_terminal_shows()
    {
        var outcome = bench.Try("env LC_ALL=C", "write a x", "terminal runbook none b", "answer overwrite y");
        Assert.Contains("the program ended and did not ask \"overwrite\"; the terminal shows:\n", outcome.Report, StringComparison.Ordinal);
        Assert.Contains("cannot stat 'none'", outcome.Report, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_program_on_a_terminal_that_fails_fails_the_script_unless_it_must()
    {
        Assert.Contains("it failed with exit code 1", bench.Try("# phase", "terminal runbook none b").Report, StringComparison.Ordinal);
        Assert.True(bench.Try("! terminal runbook none b", "exit 1").IsGood);
    }

    [CompilerFact]
    public void A_program_dies_before_the_operation_that_is_named()
    {
        var outcome = bench.Try("write a x", "crash at 1 runbook a b", "exit 137", "exists a", "! exists b");
        Assert.True(outcome.IsGood, outcome.Report);
    }

    [CompilerFact]
    public void A_program_that_ends_before_the_operation_says_how_many_there_were()
    {
        var outcome = bench.Try("write a x", "crash at 9 runbook a b");
        Assert.Contains("it ended by itself, after 1 durable operations", outcome.Report, StringComparison.Ordinal);
    }

    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute()
        {
            if (!OperatingSystem.IsLinux())
            {
                Skip = "needs Linux";
            }
        }
    }

    private sealed class CompilerFactAttribute : FactAttribute
    {
        public CompilerFactAttribute()
        {
            if (!OperatingSystem.IsLinux() || !CrashLibrary.CanBeBuilt)
            {
                Skip = "needs Linux and gcc";
            }
        }
    }
}
