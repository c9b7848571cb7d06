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

    public void Ended(SessionResult result) { }

    /// <summary>Whether reports may be missing afterwards.</summary>
    internal bool IsForgiving { get; init; }

    public void ReportsFailed(Failure failure, StoredRun run) => Assert.True(IsForgiving, failure.Code);

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
