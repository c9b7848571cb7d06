using System.Buffers;
using System.Globalization;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Station.Fleet;

/// <summary>Which names may stand in a digest: those that a runbook could have. What else a journal holds stays in it.</summary>
internal static class FieldNames
{
    /// <summary>The state of a run that has not ended.</summary>
    internal const string Open = "open";

    private const int MostPath = 1024;
    private const int MostLetters = 128;
    private static readonly SearchValues<char> OfIds = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a text can be the id of a runbook or step.</summary>
    internal static bool IsId(ReadOnlySpan<char> text) =>
        text is { Length: > 0 and <= MostLetters } && char.IsAsciiLetterLower(text[0]) && !text.ContainsAnyExcept(OfIds);

    /// <summary>Whether a text can be a code: <c>noun.problem</c>.</summary>
    internal static bool IsCode(string text) =>
        text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && IsId(text.AsSpan(0, dot)) && IsId(text.AsSpan(dot + 1));

    /// <summary>Whether a text can be a version.</summary>
    internal static bool IsVersion(string text) =>
        text is { Length: > 0 and <= MostLetters }
        && char.IsAsciiDigit(text[0])
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+');

    /// <summary>Whether a text is a way in which a run ends, or that it has not.</summary>
    internal static bool IsOutcome(string text) => text == Open || Enum.GetValues<RunOutcome>().Any(o => o.Word() == text);

    /// <summary>Whether a text is a duration as it is kept: whole milliseconds with two digits and noughts.</summary>
    internal static bool IsDuration(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var duration)
        && duration <= FieldDigest.MostCounted
        && FieldStep.Rounded(duration).ToString(CultureInfo.InvariantCulture) == text;

    /// <summary>The step that a path of a journal means in the definition; null when it is none, or a frame around steps.</summary>
    internal static StepPath? StepOf(string path) =>
        path.Length <= MostPath
        && StepPath.TryParse(path) is { IsRoot: false, Last.Part: PathPart.Step } step
        && step.Segments.All(static s => s.Part != PathPart.Step || IsId(s.Id))
            ? step.WithoutPasses
            : null;

    /// <summary>Whether a text is the path of a step in the definition.</summary>
    internal static bool IsPath(string text) => StepOf(text)?.ToString() == text;
}
