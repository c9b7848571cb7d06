using System.Collections.Immutable;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>
/// What stands in for the world while a scenario runs: it watches the journal, keeps the time and knows the prepared answers.
/// </summary>
internal sealed class Stage(Scenario scenario) : IRunObserver
{
    private readonly Lock gate = new();
    private readonly HashSet<string> undoing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> asked = new(StringComparer.Ordinal);
    private readonly Tries tries = new();
    private readonly List<Fault> faults = [.. scenario.Faults];

    internal VirtualTime Time { get; } = new();

    /// <summary>Is told each entry too, or null.</summary>
    internal IRunObserver? Watcher { get; init; }

    /// <summary>Answers of people that were not taken, with the reason.</summary>
    internal List<(string Path, Failure Problem)> Refused { get; } = [];

    internal List<Exception> Unexpected { get; } = [];

    /// <summary>Faults that have not happened.</summary>
    internal IReadOnlyList<Fault> Pending => faults;

    /// <summary>The fault that ended the engine's present life, or null.</summary>
    internal Fault? Struck { get; private set; }

    /// <summary>The journal that a fault breaks.</summary>
    internal ScenarioJournal? Journal { get; set; }

    public void OnEntry(Entry entry, RunState state)
    {
        Watcher?.OnEntry(entry, state);
        lock (gate)
        {
            Note(entry.Fact);
            if (faults.Find(f => Strikes(f, entry.Fact)) is { } fault)
            {
                faults.Remove(fault);
                Struck = fault;
                Journal!.Break();
                Time.Die();
                return;
            }
        }

        Time.Observe(Planner.Next(state));
    }

    public void OnProgress(string path, WorkProgress progress) { }

    public void OnUnexpected(string path, Exception exception)
    {
        lock (gate)
        {
            Unexpected.Add(exception);
        }
    }

    internal void Revive()
    {
        Time.Revive(Struck!.ClockBack ? TimeSpan.FromHours(-1) : TimeSpan.Zero);
        Struck = null;
        lock (gate)
        {
            undoing.Clear();
            asked.Clear();
            tries.Clear();
        }
    }

    /// <summary>Takes in what an earlier life wrote.</summary>
    internal void Note(Fact fact)
    {
        lock (gate)
        {
            tries.Take(fact);
            switch (fact)
            {
                case UndoStarted undo:
                    undoing.Add(undo.Path);
                    break;
                case UndoSucceeded or UndoFailed:
                    undoing.Remove(fact.StepPath!);
                    break;
                case StepWaiting waiting:
                    asked[waiting.Path] = asked.GetValueOrDefault(waiting.Path) + 1;
                    break;
            }
        }
    }

    internal bool IsUndoing(string path)
    {
        lock (gate)
        {
            return undoing.Contains(path);
        }
    }

    internal int TimesAsked(string path)
    {
        lock (gate)
        {
            return asked.GetValueOrDefault(path);
        }
    }

    /// <summary>An activity's answer in an attempt; the last one given holds for all further attempts.</summary>
    internal ActivityAnswer Answer(string path, int attempt)
    {
        lock (gate)
        {
            return Nth(Best(scenario.Activities, path), tries.Number(path, attempt)) ?? ActivityAnswer.Otherwise;
        }
    }

    /// <summary>How an activity is undone: that stands with its first answer.</summary>
    internal ActivityAnswer Undoing(string path) => Nth(Best(scenario.Activities, path), 1)?.Undo ?? ActivityAnswer.Otherwise;

    /// <summary>The code with which an activity that can only fail does so: that of the kind that it is given, else its last.</summary>
    internal static string Kind(ActivityInfo info, Value inputs) =>
        info
            .Inputs.Where(static i => !i.Choices.IsEmpty)
            .Select(i => inputs[i.Name].AsText())
            .SelectMany(k => info.Errors.Where(e => k is not null && e.Code.EndsWith("." + k, StringComparison.Ordinal)))
            .Append(info.Errors[^1])
            .First()
            .Code;

    internal PersonReply? Reply(string path, int times) => Nth(Best(scenario.Replies, path), times);

    private static ImmutableArray<T> Best<T>(ImmutableArray<(StepName Step, ImmutableArray<T> Given)> given, string path) =>
        given
            .Select(g => (g.Given, Fit: g.Step.Fits(path)))
            .Where(static g => g.Fit > 0)
            .OrderByDescending(static g => g.Fit)
            .Select(static g => g.Given)
            .FirstOrDefault([]);

    private static T? Nth<T>(ImmutableArray<T> given, int number)
        where T : class => given.IsEmpty ? null : given[Math.Clamp(number, 1, given.Length) - 1];

    private static bool Strikes(Fault fault, Fact fact)
    {
        var place = fact switch
        {
            StepSucceeded or StepFailed or StepSkipped => FaultPlace.After,
            StepStarted => FaultPlace.In,
            UndoStarted => FaultPlace.InUndo,
            _ => (FaultPlace?)null,
        };
        return place == fault.Place && fault.Step.Fits(fact.StepPath!) > 0;
    }
}
