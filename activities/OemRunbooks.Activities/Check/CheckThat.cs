using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Check;

/// <summary>Fails unless a condition holds: with the runbook's own code and words.</summary>
/// <remarks>Source: language.md 1.1, "General activities".</remarks>
internal sealed class CheckThat : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(CheckThatWords.Activity)
        {
            Interruption = Interruption.Rerun,
            IsReadOnly = true,
            RaisesBy = Takes.Code.Name,
            Judges = Takes.That.Name,
            Inputs = [Takes.That, Takes.Code, Takes.Message, Takes.Hint],
            Errors = [Codes.CheckFailed],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) =>
        call.Inputs.HoldsUnknown
            ? PlannedWork.Of(Fields.Line(false, Says.PlanCheckThat))
            : Probe(call, static _ => [Fields.Line(false, Says.PlanCheckThatHolds)]);

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation) =>
        call.Get(Takes.That) ? Outcome.Done() : Outcome.Failed(Failed(call));

    // Where neither the step nor the runbook has words for it, the code speaks for itself.
    private static Failure Failed(Call call)
    {
        var failure = call.Get(Takes.Code) is { } code ? Failure.Of(code) : Faults.CheckFailed();
        failure = call.Get(Takes.Message) is { } message ? failure.Saying(message) : failure;
        return call.Get(Takes.Hint) is { } hint ? failure.Advising(hint) : failure;
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<bool> That { get; } = Input.Boolean(CheckThatWords.Takes.That);

        internal static Input<string?> Code { get; } = Input.String(CheckThatWords.Takes.Code).Optional();

        internal static Input<LocalizedText?> Message { get; } = Input.Localized(CheckThatWords.Takes.Message).Optional();

        internal static Input<LocalizedText?> Hint { get; } = Input.Localized(CheckThatWords.Takes.Hint).Optional();
    }
}
