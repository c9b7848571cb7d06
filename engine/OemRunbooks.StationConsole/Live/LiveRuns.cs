using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.StationConsole.Live;

/// <summary>The run that this process is at: one at a time, as on a terminal, because it holds the station.</summary>
internal sealed class LiveRuns(Bell bell)
{
    private readonly Lock one = new();
    private LiveRun? current;

    /// <summary>Whether a run goes on here.</summary>
    internal bool IsBusy => current is { IsOver: false };

    /// <summary>Whether it is this one.</summary>
    internal bool IsAt(string run) => current is { IsOver: false } live && live.Id == run;

    /// <summary>Why it came to a stop here that is no end, or null.</summary>
    internal Failure? ProblemOf(string run) => current is { IsOver: true } live && live.Id == run ? live.Problem : null;

    /// <summary>Begins a run.</summary>
    /// <returns>Its id, once it is open.</returns>
    /// <exception cref="CodedException">What keeps it from being begun.</exception>
    internal Task<string> StartAsync(Workplace work, Runbook runbook, Value inputs)
    {
        work.Trust.Demand(runbook);
        var basis = RunBases.Of(work, runbook, allowsOlder: false);
        work.Trust.Remember();
        return GoAsync(work, session => session.StartAsync(runbook, inputs, null, basis));
    }

    /// <summary>Goes on with a run.</summary>
    internal Task<string> ResumeAsync(Workplace work, string run, DeviationRequest? wanted = null) =>
        GoAsync(
            work,
            async session =>
            {
                using var stored = work.Run(run, FileUse.Change);
                return await session.ResumeAsync(stored, wanted).ConfigureAwait(false);
            }
        );

    /// <summary>Asks the run for a safe point to stop at.</summary>
    internal void Stop(string run)
    {
        if (current is { } live && live.Id == run)
        {
            live.Stop.Cancel();
        }
    }

    /// <summary>The same, and waits for it.</summary>
    internal async Task StopAsync()
    {
        if (current is { } live)
        {
            await live.Stop.CancelAsync().ConfigureAwait(false);
            await live.Over.ConfigureAwait(false);
        }
    }

    private async Task<string> GoAsync(Workplace work, Func<RunSession, Task<SessionResult>> go)
    {
        var live = new LiveRun(bell);
        lock (one)
        {
            if (IsBusy)
            {
                throw new CodedException(Faults.ConsoleBusy(current!.Id));
            }

            current = live;
        }

        var session = new RunSession(work, new PageDesk(), live, live.Stop.Token);
        live.Begin(go(session));
        return await live.Opening.ConfigureAwait(false);
    }
}
