using Xunit;

namespace OemRunbooks.Engine.Tests.Scenarios;

public sealed class Threads
{
    private const int Runs = 300;

    // The system itself counts them; those of tests that run at the same time are a handful.
    [Fact]
    public async Task A_run_that_is_over_leaves_none_behind()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var book = new Rehearsed("- {id: a, action: do.work}");
        for (var i = 0; i < Runs; i++)
        {
            await book.HoldsAsync("expect: {path: [a]}");
        }

        Assert.InRange(Directory.GetDirectories("/proc/self/task").Count(IsOfActivities), 0, Runs / 2);
    }

    private static bool IsOfActivities(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).Trim() == "activity";
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }
}
