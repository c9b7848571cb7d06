using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Reports.Model;

/// <summary>Everything that a report is made from: the journal, and what its codes and names mean.</summary>
/// <param name="Entries">The journal's entries in order; of a long run they are read again where its report is written.</param>
/// <param name="Runbook">
/// The definition as the run kept it: titles of runbook, inputs and steps; called runbooks hang on their steps.
/// </param>
/// <param name="Messages">The words of codes.</param>
public sealed record ReportSource(IEnumerable<Entry> Entries, Runbook Runbook, Messages Messages)
{
    /// <summary>Leaf hash of the last entry, lower-case hex; null when the caller does not know it.</summary>
    public string? LastLeaf { get; init; }

    /// <summary>What a verification of the journal said; null when none was made.</summary>
    public Proof? Proof { get; init; }

    /// <summary>
    /// Gives the bytes of a file that the run holds, by its name in the run's directory and up to a length in bytes; null when there is no
    /// such file, or it is longer.
    /// </summary>
    public Func<string, long, byte[]?> Files { get; init; } = static (_, _) => null;

    /// <summary>Of how many steps the values are kept; those of further steps are read again where they are shown.</summary>
    internal int MostKept { get; init; } = 256;

    /// <summary>
    /// Whether a process holds the run at this moment. A journal alone can't tell a running run from one whose process died.
    /// </summary>
    public required bool IsHeld { get; init; }
}
