using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary>
/// Watches a scenario and keeps what happens in it, event by event; shows it, and stops before steps, where somebody looks on.
/// </summary>
/// <param name="view">Shows it; null when only the document is wanted.</param>
internal sealed class DebugTrace(DebugView? view) : IStepper, IRunObserver
{
    private readonly Lock gate = new();

    /// <summary>What happened, in order.</summary>
    internal List<Value> Events { get; } = [];

    public ValueTask<bool> GoesOnAsync(NextStep next, CancellationToken cancellation)
    {
        if (next.IsSkipped)
        {
            // Its entry tells the same.
            return ValueTask.FromResult(true);
        }

        lock (gate)
        {
            Events.Add(Of(next));
        }

        return view is null ? ValueTask.FromResult(true) : view.BeforeAsync(next, cancellation);
    }

    public void OnEntry(Entry entry, RunState state)
    {
        lock (gate)
        {
            if (Of(entry.Fact) is { } said)
            {
                Events.Add(said.With("entry", Value.Of(entry.Seq)));
                view?.After(entry.Fact);
            }
        }
    }

    public void OnProgress(string path, WorkProgress progress) { }

    public void OnUnexpected(string path, Exception exception) { }

    private static Value Of(NextStep next) =>
        Value.MapOf(
            ("event", Value.Of(Kind(next))),
            ("step", Value.Of(next.Path)),
            ("title", Value.MapOf(("pl", Value.Of(next.Title.Pl)), ("en", Value.Of(next.Title.En)))),
            ("activity", Value.Of(next.Activity)),
            ("attempt", Value.Of(next.Attempt)),
            ("condition", Value.Of(next.Condition)),
            ("seen", next.Condition is null ? null : next.Seen),
            ("inputs", next.Inputs)
        );

    private static string Kind(NextStep next) =>
        next switch
        {
            { IsUndo: true } => "undo",
            { Activity: null } => "block",
            _ => "step",
        };

    private static Value? Of(Fact fact) =>
        fact switch
        {
            StepSkipped skipped => About("skipped", fact, ("condition", Value.Of(skipped.Condition)), ("seen", skipped.Seen)),
            StepSucceeded done => About("succeeded", fact, ("outputs", done.Outputs)),
            StepFailed failed => About("failed", fact, [.. Failed(failed.Failure)]),
            RetryScheduled retry => About(
                "retry",
                fact,
                ("attempt", Value.Of(retry.Attempt)),
                ("delayMilliseconds", Value.Of(retry.DelayMilliseconds))
            ),
            RouteTaken route => About(
                "route",
                fact,
                ("route", Value.Of(route.Taken.Word())),
                ("code", Value.Of(route.Code)),
                ("team", Value.Of(route.Team))
            ),
            UndoSucceeded => About("undone", fact),
            UndoFailed failed => About("not-undone", fact, [.. Failed(failed.Failure)]),
            StepWaiting waiting => About("asked", fact, ("request", waiting.Request)),
            PersonAnswered answered => About(
                "answered",
                fact,
                ("by", Value.Of(answered.By)),
                ("accepted", Value.Of(answered.Accepted)),
                ("values", answered.Values)
            ),
            RunResumed => About("restarted", fact),
            RunFinished finished => About(
                "finished",
                fact,
                ("outcome", Value.Of(finished.Outcome.Word())),
                ("code", Value.Of(finished.Failure?.Code)),
                ("escalatedTo", Value.Of(finished.EscalatedTo)),
                ("outputs", finished.Outputs)
            ),
            _ => null,
        };

    private static (string, Value?)[] Failed(Failure failure) => [("code", Value.Of(failure.Code)), ("arguments", failure.Arguments)];

    private static Value About(string kind, Fact fact, params ReadOnlySpan<(string Name, Value? Value)> more) =>
        Value.MapOf([("event", Value.Of(kind)), ("step", string.IsNullOrEmpty(fact.StepPath) ? null : Value.Of(fact.StepPath)), .. more]);
}
