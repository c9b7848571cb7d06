using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Flow;

/// <summary>What undoes a failed step reads its outputs, which only a completed one has.</summary>
internal sealed class UndoOfFailedReadsOutputs(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0416;

    internal override CheckKind Kind => CheckKind.Fitness;

    internal override void Runbook(Runbook runbook)
    {
        foreach (var step in runbook.AllSteps())
        {
            if (step.Compensate is { OfFailed: true } undo && undo.With.Any(w => Reads(ExpressionText.Of(w.Template), step.Id)))
            {
                Found(Faults.RB0416(step.Id), undo.Span);
            }
        }
    }

    private static bool Reads(string text, string id) =>
        text.Contains($"steps.{id}.outputs", StringComparison.Ordinal)
        || text.Contains($"steps[\"{id}\"].outputs", StringComparison.Ordinal);
}
