using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Views;

/// <summary>What the steps of a run told of the machine: its version before and after, its licence.</summary>
/// <remarks>What was undone is not there any more, and is not told.</remarks>
internal sealed class Machine
{
    private readonly List<ReportKnown> known;

    internal Machine(RunReport report) => known = [.. report.Known.Where(k => report.Step(k.Step) is { Standing: StepStanding.Succeeded })];

    /// <summary>The licence, or null.</summary>
    internal string? Licence => known.FindLast(static k => k.Meaning == Meaning.Licence)?.Value;

    /// <summary>The version before and after, or null when no step knew it.</summary>
    internal Sentence? Version()
    {
        var change = known.FindLastIndex(static k => k.Meaning == Meaning.VersionAfter);
        var found = known.FindLast(static k => k.Meaning == Meaning.VersionFound)?.Value;
        if (change < 0)
        {
            return found is null ? null : Says.PaperVersionSame(found);
        }

        var after = known.FindLast(static k => k.Meaning is Meaning.VersionAfter or Meaning.VersionFound)!.Value;
        var first = known.FindIndex(static k => k.Meaning == Meaning.VersionAfter);
        var before =
            known.Find(static k => k.Meaning == Meaning.VersionBefore)?.Value
            ?? known.Take(first).FirstOrDefault(static k => k.Meaning == Meaning.VersionFound)?.Value;
        return before is null ? Says.PaperVersionNew(after)
            : before == after ? Says.PaperVersionSame(after)
            : Says.PaperVersionChange(before, after);
    }
}
