using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What a step asks of the system: counted, because time can't be held by a test.</summary>
[Collection(nameof(Alone))]
public sealed class SystemCalls
{
    private const int Few = 10;
    private const int Many = 60;

    // For each step, over the whole program and what it starts; a start of a program is one "clone3".
    private static readonly (string Calls, double Most)[] Budget =
    [
        ("fsync", 0),
        ("rename renameat renameat2", 0),
        ("unlink unlinkat", 0),
        ("clone clone3 vfork fork", 1),
        ("statx", 4),
        ("openat2", 0),
        ("poll", 4),
        // Two for the journal, before the program starts and after it ended, and four lines of the log.
        ("pwrite64", 7),
    ];

    // Only of the program that people get: one that is compiled while it runs does more. Waiting depends on what else the machine does;
    // a pool that spins would do it sixty times a step and more.
    private static readonly (string Calls, double Most)[] NativeBudget = [("sched_yield", 20), ("futex", 8)];

    // What is lost by a crash and can be repeated needs no start on the disk.
    [NeedsStraceTheory]
    [InlineData("", "", 2)]
    [InlineData(", repeatable: true", "", 1)]
    [InlineData("", ", repeatable: true", 1)]
    [InlineData("", ", readsOnly: true", 1)]
    public void A_step_that_starts_a_program_stays_within_its_budget(string with, string beside, double syncs)
    {
        using var station = new TestStation();
        var few = Count(station, Few, with, beside);
        var many = Count(station, Many, with, beside);
        var isNative = Environment.GetEnvironmentVariable("RUNBOOK_PROGRAM") is { Length: > 0 };
        foreach (var (calls, most) in Budget.Append(("fdatasync", syncs)).Concat(isNative ? NativeBudget : []))
        {
            var each = calls.Split(' ').Sum(c => many.GetValueOrDefault(c) - few.GetValueOrDefault(c)) / (double)(Many - Few);
            Assert.True(each <= most + 0.2, $"{calls}: {each.ToString("0.0", CultureInfo.InvariantCulture)} a step, at most {most}");
        }
    }

    private static Dictionary<string, int> Count(TestStation station, int steps, string with, string beside)
    {
        var counts = station["counts"];
        var runbook = station["steps.yaml"];
        File.WriteAllText(
            runbook,
            "schemaVersion: \"1.1\"\nid: steps\nversion: 1.0.0\nname: Steps\nsteps:\n"
                + $"  - id: all\n    forEach: {{in: [{string.Join(", ", Enumerable.Range(0, steps))}], as: n}}\n"
                + $"    steps: [{{id: run, action: run.command, with: {{program: /bin/true{with}}}{beside}}}]\n"
        );
        using var traced = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                ["-c", $"strace -f -c -o '{counts}' {Program.ShellCommand} run '{runbook}' --station '{station.Root}'"]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["RUNBOOK_KEY"] = "none" },
            }
        )!;
        var said = traced.StandardError.ReadToEndAsync();
        traced.StandardOutput.ReadToEnd();
        traced.WaitForExit();
        Assert.True(traced.ExitCode == 0, said.GetAwaiter().GetResult());

        // % time, seconds, usecs/call, calls, errors where there are any, name.
        return File.ReadLines(counts)
            .Select(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(static w => w.Length >= 5 && char.IsAsciiDigit(w[0][0]) && w[^1] != "total")
            .ToDictionary(static w => w[^1], static w => int.Parse(w[3], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>Skipped by name where the system's calls can't be counted.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NeedsStraceTheoryAttribute : TheoryAttribute
    {
        public NeedsStraceTheoryAttribute()
        {
            if (!CanTrace.Value)
            {
                Skip = "needs Linux and an strace that may trace: would count what a step asks of the system";
            }
        }

        private static Lazy<bool> CanTrace { get; } =
            new(static () =>
            {
                if (!OperatingSystem.IsLinux())
                {
                    return false;
                }

                using var tried = Process.Start(
                    new ProcessStartInfo("/bin/sh", ["-c", "strace -f -c -o /dev/null true"]) { RedirectStandardError = true }
                )!;
                tried.StandardError.ReadToEnd();
                tried.WaitForExit();
                return tried.ExitCode == 0;
            });
    }
}
