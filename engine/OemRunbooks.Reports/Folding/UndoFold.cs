using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>What was undone so far. Compensations run one at a time within a runbook, but called runbooks may undo side by side.</summary>
internal sealed class UndoFold(CodeWords words)
{
    private readonly List<(ReportUndo Undo, long Offset)> undos = [];

    internal bool IsUndoing => undos.Any(static u => u.Undo.Standing == StepStanding.Running);

    internal IEnumerable<ReportUndo> All => undos.Select(static u => u.Undo);

    internal void Start(UndoStarted fact, Place place, DateTimeOffset at, long offset) =>
        undos.Add(
            (
                new(
                    fact.Path,
                    place.Title,
                    fact.Action,
                    StepStanding.Running,
                    at,
                    null,
                    null,
                    Fields.Inputs(fact.Inputs, place.Step?.Compensate?.Action),
                    [],
                    null,
                    fact.Rerun
                ),
                offset
            )
        );

    internal void Succeed(UndoSucceeded fact, Place place, DateTimeOffset at, long offset) =>
        End(
            fact.Path,
            offset,
            undo =>
                undo with
                {
                    Standing = StepStanding.Succeeded,
                    Ended = at,
                    Outputs = Fields.Outputs(fact.Outputs, place.Step?.Compensate?.Action),
                }
        );

    internal void Fail(UndoFailed fact, DateTimeOffset at, long offset) =>
        End(fact.Path, offset, undo => undo with { Standing = StepStanding.Failed, Ended = at, Failure = words.Of(fact.Failure) });

    internal IEnumerable<string> Interrupt(long offset)
    {
        for (var i = 0; i < undos.Count; i++)
        {
            if (undos[i].Undo.Standing == StepStanding.Running)
            {
                undos[i] = (
                    undos[i].Undo with
                    {
                        Standing = StepStanding.Interrupted,
                        Duration = offset - undos[i].Offset,
                    },
                    undos[i].Offset
                );
                yield return undos[i].Undo.Step;
            }
        }
    }

    private void End(string path, long offset, Func<ReportUndo, ReportUndo> end)
    {
        // After an interruption the outcome may come without a second start (it was found done).
        var index = undos.FindLastIndex(u => u.Undo.Step == path && u.Undo.Standing is StepStanding.Running or StepStanding.Interrupted);
        if (index >= 0)
        {
            undos[index] = (end(undos[index].Undo) with { Duration = offset - undos[index].Offset }, undos[index].Offset);
        }
    }
}
