using System.Diagnostics;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Tests;

/// <summary>A program that a runbook starts is alone with itself, and gone when its step is over.</summary>
public sealed class Commands : IDisposable
{
    private readonly CallFactory station = new();

    public Commands() => station.Environment["PATH"] = "/usr/bin:/bin";

    public void Dispose() => station.Dispose();

    [UnixFact]
    public async Task It_has_a_session_of_its_own_and_hears_no_key_of_our_terminal()
    {
        var outcome = await station.Succeeds("run.command", Shell("cut -d' ' -f1,5,6 /proc/$$/stat; read x || echo no input"));
        var (first, second) = (outcome.Outputs["stdoutTail"].ToText().Split('\n')[0].Split(' '), outcome.Outputs["stdoutTail"].ToText());
        Assert.Single(first.Distinct(StringComparer.Ordinal));
        Assert.EndsWith("no input", second, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Whatever_it_has_started_ends_with_it_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        const string script =
            "sleep 301 & (setsid sleep 302 & echo $! > far) & (sleep 303 & echo $! > orphan); echo $! > near; "
            + "trap '' TERM; touch ready; while :; do sleep 304; done";
        var running = Task
            .Factory.StartNew(
                () => CallFactory.Activity("run.command").ExecuteAsync(station.Call(Shell(script)), stop.Token).AsTask(),
                TaskCreationOptions.LongRunning
            )
            .Unwrap();
        await Until(() => File.Exists(station["ready"]) && File.Exists(station["far"]) && File.Exists(station["orphan"]));
        var started = new[] { "near", "far", "orphan" }.Select(n => File.ReadAllText(station[n]).Trim()).ToArray();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Until(() => !started.Any(IsAlive));
    }

    [UnixFact]
    public async Task What_it_leaves_behind_when_it_ends_well_is_its_own_business()
    {
        await station.Succeeds("run.command", Shell("setsid sleep 305 > /dev/null 2>&1 & echo $! > service"));
        var service = File.ReadAllText(station["service"]).Trim();
        Assert.True(IsAlive(service));
        Process.GetProcessById(int.Parse(service, System.Globalization.CultureInfo.InvariantCulture)).Kill();
    }

    [UnixFact]
    public async Task What_it_said_last_is_a_part_of_its_failure()
    {
        var failure = await station.Fails("command.failed", "run.command", Shell("echo out; echo 'disk sdb is read-only' >&2; exit 4"));
        Assert.Equal("disk sdb is read-only", failure.Arguments["said"].ToText());
        Assert.EndsWith("evidence/output.txt", failure.Arguments["evidence"].ToText(), StringComparison.Ordinal);
        station.Environment["KEY"] = "hunter2-hunter2";
        station.Redactor.Add("hunter2-hunter2");
        failure = await station.Fails("command.failed", "run.command", Shell("echo 'wrong key hunter2-hunter2' >&2; exit 4"));
        Assert.Equal("wrong key •••", failure.Arguments["said"].ToText());
    }

    private static (string, Value)[] Shell(string script) =>
        [("program", Value.Of("/bin/sh")), ("arguments", Value.List([Value.Of("-c"), Value.Of(script)]))];

    private static bool IsAlive(string process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static async Task Until(Func<bool> condition)
    {
        var end = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(end.Elapsed < TimeSpan.FromSeconds(20), "it did not come about");
            await Task.Delay(10);
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs /proc";
    }
}
