using OemRunbooks.Engine.Planning;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Replay;

/// <summary>Names decisions and facts in the journal's own terms.</summary>
internal static class Words
{
    internal static string Of(Decision decision) =>
        decision switch
        {
            Decision.Record record => Of(record.Fact),
            Decision.Execute execute => Of(execute.Fact),
            Decision.Reconcile reconcile => $"reconcile {reconcile.Path}",
            Decision.Retry retry => $"retry.scheduled {retry.Path}",
            Decision.Undo undo => Of(undo.Fact),
            Decision.Wait { People: [var person, ..] } => $"wait for a person at {person}",
            Decision.Wait { InFlight: [var path, ..] } => $"wait for {path}",
            Decision.Wait { Delayed: [var delayed, ..] } => $"wait for the next attempt of {delayed.Path}",
            _ => "nothing more",
        };

    internal static string Of(Fact fact) =>
        fact switch
        {
            StepStarted started => $"step.started {started.Path} ({started.Activity ?? "block"})",
            StepFailed failed => $"step.failed {failed.Path} ({failed.Failure.Code})",
            RouteTaken { Team: { } team } => $"route.taken escalation to {team}",
            RouteTaken route => $"route.taken {route.Path} ({route.Taken.Word()})",
            RunFinished finished => $"run.finished {finished.Outcome.Word()}",
            { StepPath: { } path } => $"{fact.Type.Name()} {path}",
            _ => fact.Type.Name(),
        };
}
