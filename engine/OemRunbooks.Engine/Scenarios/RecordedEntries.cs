using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>The entries of a run that say which way it went, as a scenario expects them.</summary>
/// <remarks>
/// Of steps that may run side by side none is among them: in which order they end is a matter of time, which a scenario doesn't repeat.
/// </remarks>
internal sealed class RecordedEntries(Places places)
{
    // A person reads the test; of a longer run, only what was decided stays.
    private const int Most = 200;

    /// <summary>The entries, in order; each with its type, its step and what was decided.</summary>
    internal IReadOnlyList<Value> Of(IReadOnlyList<Fact> facts)
    {
        var all = facts.Select(f => (Fact: f, Entry: Entry(f))).Where(static e => e.Entry is not null).ToList();

        // Which starts a crash left on the disk depends on when it came.
        var told = facts.Any(static f => f is RunResumed) ? all.FindAll(static e => e.Fact is not StepStarted) : all;
        told = told.Count <= Most ? told : told.FindAll(static e => e.Fact is not (StepStarted or StepSucceeded));
        return [.. told.Take(Most).Select(static e => e.Entry!)];
    }

    private Value? Entry(Fact fact) =>
        fact switch
        {
            RunFinished finished => Made(fact, null, ("outcome", Value.Of(finished.Outcome.Word()))),
            RouteTaken { Team: { } team } route when IsOrdered(route.Path) => Made(fact, route.Path, ("team", Value.Of(team))),
            RouteTaken route when IsOrdered(route.Path) => Made(
                fact,
                route.Path,
                ("route", Value.Of(route.Taken.Word())),
                ("code", Value.Of(route.Code))
            ),
            StepFailed failed when IsStep(failed.Path) => Made(fact, failed.Path, ("failure.code", Value.Of(failed.Failure.Code))),
            StepStarted { Attempt: > 1 } again when IsStep(again.Path) => Made(fact, again.Path, ("attempt", Value.Of(again.Attempt))),
            StepStarted or StepSucceeded or StepSkipped or RetryScheduled or UndoStarted or UndoSucceeded when IsStep(fact.StepPath!) =>
                Made(fact, fact.StepPath),
            UndoFailed undo when IsStep(undo.Path) => Made(fact, undo.Path, ("failure.code", Value.Of(undo.Failure.Code))),
            _ => null,
        };

    private Value Made(Fact fact, string? path, params ReadOnlySpan<(string Name, Value? Value)> data) =>
        Value.MapOf(
            ("type", Value.Of(fact.Type.Name())),
            ("step", string.IsNullOrEmpty(path) ? null : Value.Of(places.Short(path))),
            ("data", data.IsEmpty ? null : Value.MapOf(data))
        );

    private bool IsStep(string path) => places.At(path) is { IsEscalation: false } && IsOrdered(path);

    private bool IsOrdered(string path) =>
        StepPath.TryParse(path) is { } at && !at.Ancestors.Any(a => places.At(a.ToString())?.Step is { } step && IsBeside(step));

    private static bool IsBeside(Step step) => (step.Kind == StepKind.Parallel || step.Kind == StepKind.ForEach) && step.MaxParallel != 1;
}
