using System.Text;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Text;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.LanguageServer.Extracting;

/// <summary>Proves that a runbook means the same with some of its steps made an activity: by lint, by its tests, by its callers.</summary>
/// <param name="wants">What it works with.</param>
/// <param name="selection">The steps.</param>
/// <param name="runbook">The runbook as it is.</param>
/// <param name="id">The step in their place.</param>
/// <param name="name">The activity.</param>
/// <param name="path">Its file.</param>
internal sealed class Proof(Wants wants, Selection selection, Runbook runbook, string id, string name, string path)
{
    // They ask the author to add what nobody else can know; nothing works otherwise before that.
    private static readonly string[] AskForMore = [Codes.RB0113, Codes.RB0123, Codes.RB0904];
    private readonly Document document = selection.Document;

    /// <summary>Looks for what lint finds now and did not find before.</summary>
    /// <exception cref="UnsafeException">It finds something new.</exception>
    internal void Demand(string activity, IReadOnlyList<Change> changes)
    {
        var (definition, made) = (Changed(document, changes), Encoding.UTF8.GetBytes(activity));
        var before = wants.LoaderOf(document).Lint(document.Path, document.Bytes).Diagnostics.Select(static d => d.Code).ToList();
        var loader = Loader(document, made, definition);
        var own = loader.Lint(path, made).Diagnostics.Where(static d => !IsAsked(d)).ToList();

        // An error in the activity is told before what it makes of the runbook.
        DemandNothingNew([], own.Where(static d => d.Severity == Severity.Error));
        DemandNothingNew(before, loader.Lint(document.Path, definition).Diagnostics);

        // What was there before may have moved with its step.
        DemandNothingNew(before, own);
        foreach (var caller in wants.Callers(document))
        {
            DemandNothingNew(
                [.. wants.LoaderOf(caller).Lint(caller.Path, caller.Bytes).Diagnostics.Select(static d => d.Code)],
                Loader(caller, made, definition).Lint(caller.Path, caller.Bytes).Diagnostics
            );
        }
    }

    /// <summary>What has to change in the tests so that they pass as before.</summary>
    /// <exception cref="UnsafeException">One of them, or of those of the callers, would not.</exception>
    internal IReadOnlyList<Change> Tests(string activity, IReadOnlyList<Change> changes)
    {
        var (definition, made) = (Changed(document, changes), Encoding.UTF8.GetBytes(activity));
        foreach (var caller in wants.Callers(document))
        {
            if (wants.TestsOf(caller) is { } others)
            {
                var now = Wants.Run(wants.LoaderOf(caller), caller.Path, caller.Bytes, others.Path, others.Bytes);
                DemandSame(now, Wants.Run(Loader(caller, made, definition), caller.Path, caller.Bytes, others.Path, others.Bytes));
            }
        }

        if (wants.TestsOf(document) is not { } tests)
        {
            return [];
        }

        var before = Wants.Run(wants.LoaderOf(document), document.Path, document.Bytes, tests.Path, tests.Bytes);
        var loader = Loader(document, made, definition);
        var first = Wants.Run(loader, document.Path, definition, tests.Path, tests.Bytes);
        if (before.IsBad || first.IsBad)
        {
            throw new UnsafeException(Says.ExtractTestsUnreadable);
        }

        var paths = new TestPaths(tests, [.. Around().Reverse(), id]);
        var rewritten = before.Results.Zip(first.Results).SelectMany((r, i) => paths.Changes(i, r.First, r.Second)).ToList();
        DemandSame(before, Wants.Run(loader, document.Path, definition, tests.Path, Changed(tests, rewritten)));
        return rewritten;
    }

    private IEnumerable<string> Around()
    {
        for (var step = selection.Steps[0].Around; step is not null; step = step.Around)
        {
            yield return step.Id;
        }
    }

    private static bool IsAsked(Diagnostic found) => found.Severity == Severity.Warning && AskForMore.Contains(found.Code);

    private void DemandNothingNew(List<string> before, IEnumerable<Diagnostic> after)
    {
        foreach (var found in after)
        {
            if (!before.Remove(found.Code))
            {
                throw new UnsafeException(Says.ExtractWouldBeFound(found.Code, Words(found)));
            }
        }
    }

    private void DemandSame(TestedFile before, TestedFile after)
    {
        DemandNothingNew([.. before.Problems.Select(static p => p.Diagnostic.Code)], after.Problems.Select(static p => p.Diagnostic));
        var broken = before
            .Results.Zip(after.Results)
            .FirstOrDefault(static r => r.First.Passed != r.Second.Passed || r.First.Outcome != r.Second.Outcome);
        if (broken.First is { } test)
        {
            throw new UnsafeException(Says.ExtractTestBreaks(test.Scenario.Name));
        }
    }

    // Whoever calls the runbook finds it as it is to become, and the activity beside it.
    private RunbookLoader Loader(Document reader, byte[] made, byte[] definition)
    {
        var files = new Dictionary<string, (string Path, byte[] Bytes)>(StringComparer.Ordinal) { [name] = (path, made) };
        if (reader != document)
        {
            var names = RunbookLoader.Names(document.Bytes)?.Aliases ?? [];
            foreach (var called in names.Append(runbook.Id).Append(Path.GetFileNameWithoutExtension(document.Path)))
            {
                files[called] = (document.Path, definition);
            }
        }

        return wants.LoaderOf(reader).Besides(files);
    }

    private static byte[] Changed(Document document, IReadOnlyList<Change> changes) =>
        Encoding.UTF8.GetBytes(Change.Apply(document.Source.Text, changes));

    private Sentence Words(Diagnostic found) =>
        new LocalizedText(
            wants.Messages.Words(found.Code, found.Arguments, Locale.Pl),
            wants.Messages.Words(found.Code, found.Arguments, Locale.En)
        );
}
