using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Planning;

/// <summary>Whether something of a step may be left after it failed.</summary>
/// <remarks>
/// An activity is done as a whole or not at all, unless its descriptor names the codes after which it may be half done.
/// Source: language.md 1.1, "Rollback tells the truth".
/// </remarks>
internal static class Halfway
{
    internal static bool MayBe(ActivityInfo activity, Failure failure) =>
        activity.HalfDone.Contains(failure.Code)
        || failure.Code switch
        {
            // Who ended it knows nothing of how far it was; what was left behind by its thread may still be at work.
            Codes.StepTimeout => !activity.HalfDone.IsEmpty || (Changes(activity) && !failure.Arguments["left"].IsNull),
            Codes.StepInterrupted => Changes(activity),
            _ => false,
        };

    /// <summary>Whether it changes what stays when nothing undoes it: what a program did, and a customer's own things.</summary>
    internal static bool LeavesSomething(ActivityInfo activity, Value outputs) =>
        (activity.LeavesChange || !activity.HalfDone.IsEmpty) && !(activity.Acted is { } acted && outputs[acted].AsBoolean() == false);

    /// <summary>Whether it changes anything.</summary>
    internal static bool Changes(ActivityInfo activity) =>
        activity.Role == ActivityRole.Work && activity.Interruption != Interruption.Rerun;
}
