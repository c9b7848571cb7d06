using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Journal;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Yaml;

namespace OemRunbooks.Cli.Runs;

/// <summary>A run as lists show it.</summary>
internal sealed record RunSummary(string Id, string Runbook, string Version, DateTimeOffset? Started, string State, RunState? Run, string? Problem)
{
    internal bool CanResume => State is "waiting" or "answered" or "interrupted";

    /// <summary>Reads a run; a damaged one is listed as such, not hidden.</summary>
    internal static RunSummary Of(RunDirectory directory, RunbookLoader loader)
    {
        DateTimeOffset? at = null;
        try
        {
            var first = new First();
            var (state, _) = RunService.Read(directory, loader, first);
            at = first.At;
            return new(directory.Id, state.Runbook.Id, state.Runbook.Version, at, RunStandings.Of(state, StationLock.IsHeldFor(directory)).Word(), state, null);
        }
        catch (CodedException error)
        {
            return new(directory.Id, "", "", at, "damaged", null, error.Failure.Code);
        }
    }

    internal static string Words(Ui ui, string state) => state switch
    {
        "succeeded" => ui.Say("powodzenie", "succeeded"),
        "failed" => ui.Say("niepowodzenie", "failed"),
        "escalated" => ui.Say("eskalowano", "escalated"),
        "rolled-back" => ui.Say("wycofano", "rolled back"),
        "cancelled" => ui.Say("anulowano", "cancelled"),
        "running" => ui.Say("w toku", "running"),
        "waiting" => ui.Say("czeka na osobę", "waiting"),
        "answered" => ui.Say("jest odpowiedź, można wznowić", "answered, can be resumed"),
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
