using System.Text.RegularExpressions;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Check;

/// <summary>Goes on when a condition holds, and fails with a code when it does not.</summary>
internal sealed partial class CheckThat : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(CheckThatWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.That, Takes.Code, Takes.Message, Takes.Hint],
            Errors = [Codes.CheckFailed, Codes.CheckCodeInvalid],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) => Probe(call, static _ => [Fields.Line(false, Says.PlanCheckThatHolds)]);

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var code = call.Get(Takes.Code);
        if (code is not null && !OwnCode().IsMatch(code))
        {
            return Outcome.Failed(Faults.CheckCodeInvalid(code));
        }

        return call.Get(Takes.That) ? Outcome.Done() : Outcome.Failed(Refusal(call, code));
    }

    private static Failure Refusal(Call call, string? code)
    {
        var words = call.Get(Takes.Message);
        var fault = Faults.CheckFailed(words is null ? Says.CheckThatNot : new Sentence(words));
        var told = call.Get(Takes.Hint) is { } hint ? fault.Advising(new Sentence(hint)) : fault;
        return code is null ? told : told with { Code = code };
    }

    [GeneratedRegex(@"\Asite\.[a-z][a-z0-9-]{0,60}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OwnCode();

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<bool> That { get; } = Input.Boolean(CheckThatWords.Takes.That);

        internal static Input<string?> Code { get; } = Input.String(CheckThatWords.Takes.Code).Optional();

        internal static Input<LocalizedText?> Message { get; } = Input.Localized(CheckThatWords.Takes.Message).Optional();

        internal static Input<LocalizedText?> Hint { get; } = Input.Localized(CheckThatWords.Takes.Hint).Optional();
    }
}
