using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Activities.Tests;

/// <summary>Services, with a program in systemctl's manner that keeps their states in files.</summary>
public sealed class Services : IDisposable
{
    private const string Manager = """
        #!/bin/sh
        # --no-ask-password --no-pager VERB … NAME
        here=$(dirname "$0")
        verb=$3
        for name; do :; done
        echo "$*" >> "$here/calls"
        [ -f "$here/$name.state" ] || { [ "$verb" = show ] && printf 'LoadState=not-found\nActiveState=inactive\n'; exit 0; }
        case $verb in
            show) printf 'LoadState=loaded\nActiveState=%s\n' "$(cat "$here/$name.state")" ;;
            start|stop)
                [ -f "$here/$name.denied" ] && { echo 'Access denied' >&2; exit 4; }
                [ -f "$here/$name.broken" ] && { echo failed > "$here/$name.state"; echo 'Job failed.' >&2; exit 1; }
                [ "$verb" = start ] && echo active > "$here/$name.state" || echo inactive > "$here/$name.state" ;;
        esac
        """;

    private readonly CallFactory station = new();

    public Services()
    {
        station.Environment["PATH"] = "/usr/bin:/bin";
        station.Write("bin/manager", Manager.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(station["bin/manager"], UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    public void Dispose() => station.Dispose();

    [Theory]
    [InlineData("active", "running")]
    [InlineData("inactive", "stopped")]
    [InlineData("failed", "failed")]
    [InlineData("activating", "starting")]
    [InlineData("deactivating", "stopping")]
    public async Task A_state_is_told_in_one_word(string said, string word)
    {
        station.Write("bin/core.state", said);
        var outcome = await station.Succeeds("service.state", Inputs());
        Assert.Equal((word, Value.Of(word == "running")), (outcome.Outputs["state"].ToText(), outcome.Outputs["running"]));
    }

    [Fact]
    public async Task A_service_is_started_and_stopped_once_and_nobody_is_asked_for_a_password()
    {
        station.Write("bin/core.state", "inactive");
        var before = station.Snapshot("bin").Where(static l => !l.StartsWith("calls", StringComparison.Ordinal)).ToList();
        var plan = await Activity("service.start").PlanAsync(station.Call(Inputs()), CancellationToken.None);
        Assert.True(Assert.Single(plan.Lines).Changes);
        Assert.Equal(before, station.Snapshot("bin").Where(static l => !l.StartsWith("calls", StringComparison.Ordinal)));
        var started = await station.Succeeds("service.start", Inputs());
        Assert.Equal(
            (Value.True, "stopped", "running"),
            (started.Outputs["changed"], started.Outputs["former"].ToText(), started.Outputs["state"].ToText())
        );
        Assert.Equal(Value.False, (await station.Succeeds("service.start", Inputs())).Outputs["changed"]);
        Assert.Equal(Value.True, (await station.Succeeds("service.stop", Inputs())).Outputs["changed"]);
        Assert.Equal(Value.False, (await station.Succeeds("service.stop", Inputs())).Outputs["changed"]);
        var calls = File.ReadAllLines(station["bin/calls"]);
        Assert.All(calls, static c => Assert.StartsWith("--no-ask-password", c, StringComparison.Ordinal));
        Assert.Equal(2, calls.Count(static c => !c.Contains("show", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("service.start", "inactive", "active")]
    [InlineData("service.stop", "active", "inactive")]
    public async Task After_a_crash_the_state_tells_whether_it_was_done(string name, string before, string after)
    {
        station.Write("bin/core.state", before);
        var untouched = await Activity(name).ReconcileAsync(station.Call(Inputs()), CancellationToken.None);
        Assert.Same(Reconciliation.NotBegun, untouched);

        // It dies as soon as it has noted what it is about to do, and what it began is done without it.
        station.OnCheckpoint = static _ => throw new InvalidOperationException("crash");
        await Assert.ThrowsAsync<InvalidOperationException>(() => station.Run(name, Inputs()));
        station.OnCheckpoint = null;
        Assert.Same(Reconciliation.NotBegun, await Activity(name).ReconcileAsync(station.Call(Inputs()), CancellationToken.None));
        station.Write("bin/core.state", after);
        var found = await Activity(name).ReconcileAsync(station.Call(Inputs()), CancellationToken.None);
        Assert.Equal((Finding.Done, Value.True), (found.Found, found.Outcome!.Outputs["changed"]));
    }

    [Fact]
    public async Task What_does_not_work_is_told_and_may_be_half_done()
    {
        await station.Fails("service.unknown", "service.start", Inputs());
        station.Write("bin/core.state", "inactive");
        station.Write("bin/core.denied", "");
        await station.Fails("service.denied", "service.start", Inputs());
        File.Delete(station["bin/core.denied"]);
        station.Write("bin/core.broken", "");
        var failure = await station.Fails("service.failed", "service.start", Inputs());
        Assert.Equal(("failed", "Job failed."), (failure.Arguments["state"].ToText(), failure.Arguments["said"].ToText()));
        Assert.Contains("service.failed", Activity("service.start").Info.HalfDone);
        station.Write("bin/manager", "#!/bin/sh\necho 'System has not been booted with systemd' >&2; exit 1\n");
        await station.Fails("service.unsupported", "service.state", Inputs());
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("core;reboot")]
    public async Task What_is_no_name_is_never_handed_on(string name)
    {
        await station.Fails("service.name-invalid", "service.stop", ("name", Value.Of(name)), Inputs()[1]);
        Assert.False(File.Exists(station["bin/calls"]));
        await station.Fails("command.not-found", "service.stop", Inputs()[0], ("program", Value.Of("bin/none")));
    }

    private static IActivity Activity(string name) => CallFactory.Activity(name);

    private static (string, Value)[] Inputs() => [("name", Value.Of("core")), ("program", Value.Of("bin/manager"))];
}
