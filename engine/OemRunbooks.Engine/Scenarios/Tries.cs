using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>Counts how often each step was tried: its own attempts, and those of the times when the block around it was repeated.</summary>
internal sealed class Tries
{
    private readonly Dictionary<string, (int Before, int Attempt, bool IsOver)> steps = new(StringComparer.Ordinal);

    /// <summary>The number of an attempt among all that the step has had.</summary>
    internal int Number(string path, int attempt) => steps.GetValueOrDefault(path).Before + attempt;

    /// <summary>The number of the attempt that the step had last; 0 before the first.</summary>
    internal int Last(string path) => Number(path, steps.GetValueOrDefault(path).Attempt);

    internal void Take(Fact fact)
    {
        switch (fact)
        {
            case StepStarted started:
                var (before, attempt, isOver) = steps.GetValueOrDefault(started.Path);
                var isAnew = isOver && started.Attempt == 1;
                steps[started.Path] = (isAnew ? before + attempt : before, started.Attempt, false);
                break;
            case StepSucceeded or StepFailed when steps.TryGetValue(fact.StepPath!, out var step):
                steps[fact.StepPath!] = step with { IsOver = true };
                break;
        }
    }

    internal void Clear() => steps.Clear();
}
