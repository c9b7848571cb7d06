using Xunit;

namespace OemRunbooks.Testing.Tests;

public sealed class Reports : IDisposable
{
    private readonly Bench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Only_the_failing_phase_is_told_in_full_the_earlier_ones_as_headings_with_their_time()
    {
        var outcome = bench.Try(
            "# first",
            "runbook say hidden",
            "# second",
            "runbook say seen",
            "stdout absent",
            "# third",
            "runbook say never"
        );
        Assert.False(outcome.IsGood);
        Assert.StartsWith("area/name, line 5: standard output does not show \"absent\"\n", outcome.Report, StringComparison.Ordinal);
        Assert.Matches(
            @"# first \(\d+\.\d\d s\)\n# second\n> runbook say seen\n\[stdout\]\nseen\n\[exit 0\]\n> stdout absent\nFAILED: ",
            outcome.Report
        );
        Assert.DoesNotContain("hidden", outcome.Report, StringComparison.Ordinal);
        Assert.DoesNotContain("third", outcome.Report, StringComparison.Ordinal);
        Assert.EndsWith("\nagain: test area/name\n", outcome.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Temporary_paths_are_named_and_nothing_is_left_behind()
    {
        var outcome = bench.Try("station ready", "runbook where", "stdout elsewhere");
        Assert.Contains("[stdout]\n$WORK/ready\n", outcome.Report, StringComparison.Ordinal);
        Assert.All(bench.Calls, static c => Assert.False(Directory.Exists(c.WorkingDirectory)));
    }

    [Fact]
    public void A_phase_with_a_table_is_told_with_the_row_that_failed()
    {
        var outcome = bench.Try("# words", "for WORD SEEN", "| good | good", "| bad | worse", "runbook say $WORD", "stdout $SEEN");
        Assert.Contains("# words (WORD = good, SEEN = good) (0.", outcome.Report, StringComparison.Ordinal);
        Assert.Contains("# words (WORD = bad, SEEN = worse)\n", outcome.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_no_line_uses_fails()
    {
        var outcome = bench.Try("runbook say x", "", "-- left.txt --", "x");
        Assert.StartsWith("area/name: no line uses the file \"left.txt\"", outcome.Report, StringComparison.Ordinal);
        Assert.True(bench.Try("runbook say x", "cmp stdout used.txt", "", "-- used.txt --", "x").IsGood);
    }

    [Fact]
    public void An_update_rewrites_expected_texts_and_leaves_the_rest_of_the_file_alone()
    {
        string[] commands = ["# phase", "runbook say new", "cmp stdout a.txt", "cmp b.txt b.txt", ""];
        string[] script = [.. commands, "-- a.txt --", "old", "", "-- b.txt --", "kept", ""];
        Assert.Contains("line 1\n  expected: old\n  found:    new", bench.Try(script).Report, StringComparison.Ordinal);
        bench.IsUpdating = true;
        Assert.True(bench.Try(script).IsGood);
        Assert.Equal(string.Join('\n', commands) + "\n-- a.txt --\nnew\n\n-- b.txt --\nkept\n", File.ReadAllText(bench.Script));
    }

    [Fact]
    public void A_stack_trace_is_never_right() =>
        Assert.Contains("a person is shown a stack trace", bench.Try("runbook crash").Report, StringComparison.Ordinal);

    [Theory]
    [InlineData("\\u001b[2J")]
    [InlineData("\\u202e")]
    public void Nor_is_what_drives_a_terminal(string word) =>
        Assert.Contains("what drives a terminal", bench.Try($"runbook say \"{word}\"").Report, StringComparison.Ordinal);
}
