using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary>A runbook that calls an edited one, and what the edit does to it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Broken">What is found in it with the edit, and was not before.</param>
/// <param name="Tests">What came of its scenario tests with the edit; null when it has none, or can't be run.</param>
internal sealed record Caller(string Id, IReadOnlyList<Diagnostic> Broken, TestedFile? Tests)
{
    internal bool IsUnbroken => Broken.Count == 0 && Tests is not ({ IsBad: true } or { Failed: > 0 });

    /// <summary>Every runbook of the library that calls an edited one, directly or by another.</summary>
    internal static async Task<IReadOnlyList<Caller>> OfAsync(Workplace work, Runbook edited)
    {
        var names = edited.Aliases.Append(edited.Id).ToHashSet(StringComparer.Ordinal);
        var loader = new RunbookLoader(
            work.Library.Loader.Activities.Values,
            name =>
                names.Contains(name) ? (edited.Source.Path, [.. edited.Source.Bytes])
                : work.Library.ItemOf(name) is { } item ? (item.Path, item.Read())
                : null
        )
        {
            Teams = work.Library.Loader.Teams,
            MadeNames = work.Library.Loader.MadeNames,
        };
        var callers = new List<Caller>();
        foreach (var item in work.Library.Items)
        {
            if (await OfAsync(work, loader, item, edited).ConfigureAwait(false) is { } caller)
            {
                callers.Add(caller);
            }
        }

        return callers;
    }

    private static async Task<Caller?> OfAsync(Workplace work, RunbookLoader loader, LibraryItem item, Runbook edited)
    {
        var bytes = item.Read();
        if (
            work.Library.Loader.Lint(item.Path, bytes) is not { Runbook: { } runbook } before
            || runbook.Id == edited.Id
            || RunbookLoader.Called(runbook).All(c => c.Id != edited.Id)
        )
        {
            return null;
        }

        var known = before.Diagnostics.Select(static d => (d.Code, d.Span)).ToHashSet();
        var after = loader.Lint(item.Path, bytes);
        var tests =
            after.Runbook is null || item.TestPath is null
                ? null
                : await TestedFile
                    .RunAsync(new TestTarget(item.Path, item.TestPath, () => after, item.ReadTests ?? (static () => [])))
                    .ConfigureAwait(false);
        return new(runbook.Id, [.. after.Diagnostics.Where(d => !known.Contains((d.Code, d.Span)))], tests);
    }
}
