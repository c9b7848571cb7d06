using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Cli.Runs;

/// <summary>A run as lists show it.</summary>
internal sealed record RunSummary(string Id, string Runbook, string Version, DateTimeOffset? Started, string State, RunState? Run, string? Problem)
{
    internal bool CanResume => State is "waiting" or "interrupted";

    /// <summary>Reads a run; a damaged one is listed as such, not hidden.</summary>
    internal static RunSummary Of(RunDirectory directory, RunbookLoader loader)
    {
        DateTimeOffset? at = null;
        try
        {
            var first = new First();
            var (state, _) = RunService.Read(directory, loader, first);
            at = first.At;
            return new(directory.Id, state.Runbook.Id, state.Runbook.Version, at, StateOf(state), state, null);
        }
        catch (CodedException error)
        {
            return new(directory.Id, "", "", at, "damaged", null, error.Failure.Code);
        }
    }

    internal static string StateOf(RunState state) =>
        state.Finished is { } finished ? finished.Outcome.Word()
        : Planner.Next(state) is Decision.Wait { InFlight.IsEmpty: true, Delayed.IsEmpty: true, People.IsEmpty: false } ? "waiting"
        : "interrupted";

    internal static string Words(Ui ui, string state) => state switch
    {
        "succeeded" => ui.Say("powodzenie", "succeeded"),
        "failed" => ui.Say("niepowodzenie", "failed"),
        "escalated" => ui.Say("eskalowano", "escalated"),
        "rolled-back" => ui.Say("wycofano", "rolled back"),
        "cancelled" => ui.Say("anulowano", "cancelled"),
        "waiting" => ui.Say("czeka na osobę", "waiting"),
        "interrupted" => ui.Say("przerwano", "interrupted"),
        "damaged" => ui.Say("uszkodzony dziennik", "damaged journal"),
        _ => state,
    };

    private sealed class First : IRunObserver
    {
        internal DateTimeOffset? At { get; private set; }

        public void OnEntry(Entry entry, RunState state) => At ??= entry.At;

        public void OnProgress(string path, WorkProgress progress)
        {
        }

        public void OnUnexpected(string path, Exception exception)
        {
        }
    }
}
