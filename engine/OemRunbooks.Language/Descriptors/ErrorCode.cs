using System.Collections.Immutable;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Descriptors;

/// <summary>A code with which an activity fails.</summary>
/// <param name="Code">The code.</param>
/// <param name="Retryable">Whether another attempt may help without anybody doing anything.</param>
public sealed record ErrorCode(string Code, bool Retryable = false)
{
    /// <summary>Its words, for a code that a definition declares; null for one of the catalogue.</summary>
    public LocalizedText? Own { get; init; }

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

    /// <summary>Codes with which a step of any activity made of YAML can fail.</summary>
    public static IReadOnlyList<string> OfMade { get; } = [Codes.ActivityOutputMissing, Codes.ActivityOutputInvalid];

    /// <summary>A code that another attempt does not mend.</summary>
    public static implicit operator ErrorCode(string code) => new(code);

    /// <summary>A code that another attempt does not mend.</summary>
    public static ErrorCode FromString(string code) => new(code);

    /// <summary>Whether a code equals one of the patterns, or begins as one that ends with <c>.*</c>, or a pattern is <c>*</c>.</summary>
    public static bool Matches(ImmutableArray<string> patterns, string code)
    {
        foreach (var pattern in patterns)
        {
            if (
                pattern == "*"
                || pattern == code
                || (
                    pattern.EndsWith(".*", StringComparison.Ordinal)
                    && code.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The codes with which a step can fail: those of the activities, and those of every step.</summary>
    public static IEnumerable<string> All(IEnumerable<ActivityInfo> activities) =>
        activities
            .SelectMany(static a => a.Errors)
            .Select(static e => e.Code)
            .Concat(OfEveryStep)
            .Concat(OfMade)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Whether a pattern of a runbook can match anything.</summary>
    internal static bool IsKnown(string pattern, IEnumerable<ActivityInfo> activities) =>
        pattern == "*" || All(activities).Any(c => Matches([pattern], c));
}
