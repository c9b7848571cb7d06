using System.Collections.Immutable;
using OemRunbooks.Language.Comparing;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Cli.Verbs;

/// <summary>What a lead edits: a runbook, or an activity made of YAML, whose steps are a runbook too.</summary>
/// <param name="Body">The runbook, or the activity's steps.</param>
/// <param name="Made">The activity; null for a runbook.</param>
internal sealed record Edited(Runbook Body, MadeActivity? Made)
{
    /// <summary>What was read, when it is without errors.</summary>
    internal static Edited? Of(LoadResult loaded) =>
        loaded.Made is { } made ? new(made.Body, made)
        : loaded.Runbook is { } runbook ? new(runbook, null)
        : null;

    /// <summary>What changed in meaning since another version of it.</summary>
    internal ImmutableArray<Change> Since(Edited old) =>
        (old.Made, Made) is ({ } before, { } after) ? RunbookDiff.Compare(before, after) : RunbookDiff.Compare(old.Body, Body);
}
