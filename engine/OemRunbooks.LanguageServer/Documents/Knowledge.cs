using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.Station.Fleet;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.LanguageServer.Documents;

/// <summary>What tests and runs tell about steps. Asked for rarely, worked out once for a state of the files.</summary>
internal sealed class Knowledge(Workspace workspace)
{
    private const int MostRuns = 200;
    private readonly Dictionary<string, (int Generation, Dictionary<string, bool>? Steps)> covered = new(StringComparer.Ordinal);
    private FieldDigest? runs;

    /// <summary>Whether the tests of a runbook go through each of its steps; null when there are none, or they can't be run.</summary>
    internal Dictionary<string, bool>? Coverage(Document runbook)
    {
        if (!covered.TryGetValue(runbook.Path, out var known) || known.Generation != workspace.Generation)
        {
            var tests = workspace.Find(RunbookLibrary.TestsOf(runbook.Path));
            covered[runbook.Path] = known = (workspace.Generation, tests is null ? null : StepsOf(Tested(tests)));
        }

        return known.Steps;
    }

    /// <summary>What comes of a file of tests.</summary>
    internal TestedFile? Tested(Document tests)
    {
        var library = workspace.Work.Library;
        if (workspace.Find(tests.Names.Subject) is not { Kind: DocumentKind.Runbook } runbook)
        {
            return null;
        }

        var target = new TestTarget(
            runbook.Path,
            tests.Path,
            () => library.LoaderNear(runbook.Path).Load(runbook.Path, runbook.Bytes),
            () => tests.Bytes
        );
        return TestedFile.RunAsync(target).GetAwaiter().GetResult();
    }

    /// <summary>What the station's newest runs tell of a runbook; null when there are none.</summary>
    internal FieldRunbook? Runs(string runbook, CancellationToken cancellation) =>
        (runs ??= Read(cancellation)).Runbooks.GetValueOrDefault(runbook);

    private static Dictionary<string, bool>? StepsOf(TestedFile? tested)
    {
        if (tested is not { IsBad: false, Coverage: { } coverage })
        {
            return null;
        }

        var missing = coverage
            .Missing.Where(static i => i.Kind == CoverageKind.Step)
            .Select(static i => i.Step)
            .ToHashSet(StringComparer.Ordinal);
        return coverage
            .Items.Where(static i => i.Kind == CoverageKind.Step)
            .DistinctBy(static i => i.Step)
            .ToDictionary(static i => i.Step, i => !missing.Contains(i.Step), StringComparer.Ordinal);
    }

    private FieldDigest Read(CancellationToken cancellation) =>
        FieldDigest.Of(
            Newest()
                .Select(run =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    return new FieldRun("", Entries(run));
                })
        );

    private List<StoredRun> Newest()
    {
        try
        {
            return [.. workspace.Work.Store.Newest().Take(MostRuns)];
        }
        catch (Exception error) when (error is CodedException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<Entry> Entries(StoredRun run)
    {
        using (run)
        {
            foreach (var entry in run.Read())
            {
                yield return entry;
            }
        }
    }
}
