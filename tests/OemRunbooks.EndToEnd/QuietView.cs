using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Runs;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>Shows nothing of a run but keeps what it remarks; what nobody expects fails the test.</summary>
internal sealed class QuietView : IRunView
{
    internal List<string> Remarks { get; } = [];

    public void Opened(Runbook runbook, StoredRun run) { }

    /// <summary>Looks at what is there when the outcome is told; null for nobody.</summary>
    internal Action<SessionResult>? AtEnd { get; init; }

    public void Ended(SessionResult result) => AtEnd?.Invoke(result);

    /// <summary>Whether reports may be missing afterwards.</summary>
    internal bool IsForgiving { get; init; }

    /// <summary>Whether they are.</summary>
    internal bool ReportsAreMissing { get; private set; }

    public void ReportsFailed(Failure failure, StoredRun run)
    {
        ReportsAreMissing = true;
        Assert.True(IsForgiving, failure.Code);
    }

    public void OnEntry(Entry entry, RunState state)
    {
        if (entry.Fact is StepSucceeded done)
        {
            Remarks.AddRange(done.Remarks.Select(static r => r.Code));
        }
    }

    public void OnProgress(string path, WorkProgress progress) { }

    public void OnUnexpected(string path, Exception exception) => Assert.Fail(exception.ToString());
}
