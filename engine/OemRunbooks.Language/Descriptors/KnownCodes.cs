using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Language.Descriptors;

/// <summary>The codes with which a step can fail: those of the activities, and the engine's own.</summary>
public static class KnownCodes
{
    /// <summary>Codes that any step can fail with.</summary>
    public static IReadOnlyList<string> OfEveryStep { get; } =
    [
        Codes.StepTimeout,
        Codes.StepInterrupted,
        Codes.StepOutputTooLarge,
        Codes.StepOutputMalformed,
        Codes.ExpressionUnknownName,
        Codes.ExpressionNotAvailable,
        Codes.ExpressionWrongType,
        Codes.ExpressionTooLarge,
        Codes.ExpressionNoNumber,
        Codes.ExpressionBadArgument,
        Codes.ExpressionSecret,
        Codes.ExpressionNoCondition,
        Codes.ExpressionNoList,
        Codes.ExpressionNotANumber,
        Codes.ExpressionNotAnInteger,
        Codes.ExpressionNotABoolean,
        Codes.ExpressionNotADuration,
        Codes.ExpressionNotASize,
        Codes.ExpressionNotAVersion,
        Codes.ExpressionNotJson,
        Codes.InputMissing,
        Codes.InputEmpty,
        Codes.FieldMissing,
        Codes.InputInvalid,
        Codes.InputUnknown,
        Codes.PathOutside,
        Codes.PathInvalid,
        .. Errno.Codes,
        Codes.InternalError,
        Codes.SecretUndefined,
        Codes.SecretUnreadable,
        Codes.SecretMalformed,
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All(IEnumerable<ActivityInfo> activities) =>
        activities.SelectMany(static a => a.Errors).Select(static e => e.Code).Concat(OfEveryStep).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a pattern of a runbook can match anything.</summary>
    internal static bool Matches(string pattern, IEnumerable<ActivityInfo> activities) =>
        pattern == "*" || All(activities).Any(c => ErrorCode.Matches([pattern], c));
}
