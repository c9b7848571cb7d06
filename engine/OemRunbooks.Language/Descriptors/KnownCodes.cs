using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Language.Descriptors;

/// <summary>The codes with which a step can fail: those of the activities, and the engine's own.</summary>
public static class KnownCodes
{
    /// <summary>Codes that any step can fail with.</summary>
    public static IReadOnlyList<string> OfEveryStep { get; } =
    [
        "step.timeout", "step.interrupted", "step.output-too-large", "step.output-malformed", "expression.unknown-name", "expression.not-available", "expression.wrong-type", "expression.too-large",
        "expression.no-number", "expression.bad-argument", "expression.secret", "input.missing", "input.invalid", "input.unknown", "path.outside", "path.invalid",
        .. Errno.Codes, "internal.error", "secret.undefined", "secret.unreadable", "secret.malformed",
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All(IEnumerable<ActivityInfo> activities) =>
        activities.SelectMany(static a => a.Errors).Select(static e => e.Code).Concat(OfEveryStep).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a pattern of a runbook can match anything.</summary>
    internal static bool Matches(string pattern, IEnumerable<ActivityInfo> activities) =>
        pattern == "*" || All(activities).Any(c => Definition.CodePattern.Matches([pattern], c));
}
