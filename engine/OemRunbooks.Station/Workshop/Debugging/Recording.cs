using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Workshop.Debugging;

/// <summary>A run that lies there whole, so that somebody can go through it to and fro.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Runbook">The definition that it followed.</param>
/// <param name="Entries">Its journal.</param>
public sealed record Recording(LocalizedText Name, Runbook Runbook, IReadOnlyList<Entry> Entries)
{
    /// <summary>The scenario test that it is, with what came of it; null for the run of a station.</summary>
    public ScenarioResult? Test { get; init; }

    /// <summary>Where its journal and what the definition prescribes part; null when they don't, as in every scenario test.</summary>
    public Difference? Difference { get; init; }

    /// <summary>A scenario that was run.</summary>
    public static Recording Of(ScenarioResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new(result.Scenario.Name, result.Played, result.Entries) { Test = result };
    }

    /// <summary>A run of a station, by the copy of its definition that was kept with it; nothing of the station is touched.</summary>
    /// <param name="work">The station.</param>
    /// <param name="name">The run's id, a unique prefix of one, a directory, a journal file, or <c>last</c>.</param>
    /// <exception cref="CodedException"><c>run.unknown</c>, <c>journal.damaged</c>, <c>journal.out-of-order</c> …</exception>
    public static Recording Of(Workplace work, string name)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var run = work.Run(name);
        var entries = new List<Entry>();
        var state = RunService.Read(run, work.Library.Loader, new Keeping(entries)).State;
        return new(LocalizedText.Both(run.Id), state.Runbook, entries) { Difference = new Replayer(state.Runbook).Run(entries).Difference };
    }

    private sealed class Keeping(List<Entry> entries) : IRunObserver
    {
        public void OnRead(Entry entry, Engine.Planning.RunState state) => entries.Add(entry);

        public void OnEntry(Entry entry, Engine.Planning.RunState state) { }

        public void OnProgress(string path, Engine.Activities.WorkProgress progress) { }

        public void OnUnexpected(string path, Exception exception) { }
    }
}
