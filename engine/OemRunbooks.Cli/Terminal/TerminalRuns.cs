using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Runs and resumes with a terminal around it: questions, progress, Ctrl-C.</summary>
/// <param name="ui">The terminal.</param>
/// <param name="work">Where.</param>
/// <param name="desk">Asks people.</param>
/// <param name="ended">Shows what a run came to before its reports are written; null when that is shown later.</param>
internal sealed class TerminalRuns(Ui ui, Workplace work, IPersonDesk desk, Action<SessionResult>? ended = null)
{
    /// <summary>Is asked before each step; null when nobody goes through the run step by step.</summary>
    internal IStepper? Stepper { get; init; }

    internal Task<SessionResult> StartAsync(Runbook runbook, Value inputs, string? runId, RunBasis? basis = null) =>
        GoAsync(session => session.StartAsync(runbook, inputs, runId, basis));

    internal Task<SessionResult> ResumeAsync(StoredRun run, DeviationRequest? wanted) =>
        GoAsync(session => session.ResumeAsync(run, wanted));

    internal Task<SessionResult> UndoAsync(UndoPlan plan, bool partly, string? runId) =>
        GoAsync(session => session.UndoAsync(plan, partly, runId));

    private async Task<SessionResult> GoAsync(Func<RunSession, Task<SessionResult>> go)
    {
        using var interrupts = new Interrupts(SayStopping);
        var view = new ProgressView(ui, id => Handover.NameOf(work, id), ended);
        return await go(new RunSession(work, desk, view, interrupts.Token) { Stepper = Stepper }).ConfigureAwait(false);
    }

    private void SayStopping()
    {
        ui.Error.WriteLine();
        ui.Error.WriteLine(ui.Say(Says.TerminalRunsStopping));
    }
}
