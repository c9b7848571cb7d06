using OemRunbooks.Engine.Planning;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>What a run's journal tells of the way that it took.</summary>
internal sealed class Story
{
    internal Story(IReadOnlyList<Entry> entries, RunState state, Places places)
    {
        Places = places;
        Finished = state.Finished;
        Waiting = [.. state.Waiting.Select(static w => w.Path)];
        Facts = [.. entries.Select(static e => e.Fact)];
        foreach (var entry in entries)
        {
            Take(entry.Fact);
        }
    }

    internal Places Places { get; }

    internal IReadOnlyList<Fact> Facts { get; }

    /// <summary>Paths of the steps that began, each once, in order; blocks, calls and the packing of an escalation are left out.</summary>
    internal List<string> Path { get; } = [];

    internal List<string> Skipped { get; } = [];

    internal List<string> Compensated { get; } = [];

    internal List<string> Remarks { get; } = [];

    internal Dictionary<string, StepStarted> Started { get; } = new(StringComparer.Ordinal);

    internal RunFinished? Finished { get; }

    internal IReadOnlyList<string> Waiting { get; }

    internal string Outcome => Finished?.Outcome.Word() ?? "waiting";

    /// <summary>Why, in short: the failure's code and step, or who is waited for.</summary>
    internal string Reason =>
        Finished is { Failure: { } failure }
            ? $"{failure.Code}{(Finished.FailedStep is { } step ? $" @ {Places.Short(step)}" : "")}"
            : string.Join(", ", Waiting.Select(Places.Short));

    // An activity made of YAML is a step of its own, whether or not its steps are told too.
    private static bool IsWork(Place? place) => place is { IsLeaf: true, Step.Kind: StepKind.Action } or { Step.IsMade: true };

    private void Take(Fact fact)
    {
        switch (fact)
        {
            case StepStarted started:
                if (!Started.ContainsKey(started.Path) && IsWork(Places.At(started.Path)))
                {
                    Path.Add(started.Path);
                }

                Started[started.Path] = started;
                break;
            case StepSkipped skipped:
                Skipped.Add(skipped.Path);
                break;
            case UndoSucceeded undone:
                Compensated.Add(undone.Path);
                break;
            case StepSucceeded succeeded:
                Remarks.AddRange(succeeded.Remarks.Select(static r => r.Code));
                break;
        }
    }
}
