namespace OemRunbooks.Foundation.Words;

/// <summary>What the examples of a finding are.</summary>
public enum ExampleKind
{
    /// <summary>A part of a runbook, to which a head and, where it has none, steps are added.</summary>
    Runbook,

    /// <summary>A file as it stands.</summary>
    Whole,

    /// <summary>A file of scenario tests.</summary>
    Tests,

    /// <summary>A file of teams.</summary>
    Teams,

    /// <summary>A part of a runbook that is run with nobody there.</summary>
    Unattended,

    /// <summary>A file of scenario tests without its runbook.</summary>
    Orphan,

    /// <summary>A file as it stands in a directory of runbooks; its first line is its name.</summary>
    Library,
}

/// <summary>Why a finding is refused, with an example of each side; every one is executed by a test.</summary>
/// <param name="Why">Why it is refused.</param>
/// <param name="Kind">What the examples are.</param>
/// <param name="Beside">The file that lies beside the example, where the finding needs one of its own; or null.</param>
/// <param name="Wrong">An example that gives this finding and no other.</param>
/// <param name="Right">The same, mended.</param>
/// <remarks>In an example <c>⟦text×N⟧</c> is a text repeated, <c>⟦U+XXXX⟧</c> a character, <c>⟦FF⟧</c> a byte.</remarks>
public sealed record Explanation(LocalizedText Why, ExampleKind Kind, string? Beside, string Wrong, string Right);
