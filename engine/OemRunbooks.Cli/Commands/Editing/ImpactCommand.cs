using System.CommandLine;
using System.Text;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Comparing;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Audit;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary><c>runbook impact EDITED --journals DIR</c>.</summary>
internal sealed class ImpactCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 50;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [
        new(
            "impact",
            VerbGroup.Leads,
            "runbook show client-update --format yaml > edited.yaml; runbook impact edited.yaml",
            new Exit(1, Says.ImpactSomeRunWouldGoAnother)
        ),
    ];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var edited = new Argument<string>(globals.Say(Says.ImpactEdited)) { Description = globals.Say(Says.ImpactEditedRunbookFile) };
        var journals = new Option<string?>("--journals")
        {
            Description = globals.Say(Says.ImpactDirectoryRunsStationDefaultStation),
            HelpName = globals.Say(Says.WordDir),
        };
        var output = new Option<string?>("--out")
        {
            Description = globals.Say(Says.ImpactWritePageFile),
            HelpName = globals.Say(Says.WordFile),
        };
        return globals.Does(
            new Command("impact", globals.Say(Says.ImpactSaysBeforePublishedWhatEdited)) { edited, journals, output },
            async (parse, ui, _) =>
            {
                var format = globals.FormatOf(parse, "text", "md", "html", "json");

                var work = globals.Open(parse, ui);
                if (Definitions.LoadEdited(ui, work, parse.GetValue(edited)!) is not { } after)
                {
                    return ExitCode.WrongUse;
                }

                var impact = await FindAsync(work, after, Stored(work, parse.GetValue(journals))).ConfigureAwait(false);
                Write(ui, parse.GetValue(output), format, impact);
                return impact.IsHarmless ? ExitCode.Good : ExitCode.Bad;
            },
            "md",
            "html"
        );
    }

    private static IReadOnlyList<StoredRun> Stored(Workplace work, string? journals) =>
        journals is not null ? Journals.Of(work, journals) : work.Store.List();

    private static async Task<Impact> FindAsync(Workplace work, Edited after, IReadOnlyList<StoredRun> runs)
    {
        var rows = runs.Select(r => new PastCase(Replays.One(work, r, after.Body), RunSummary.Of(r, work.Library.Loader)))
            .Where(static c => c.Row.Outcome != Replayed.OtherRunbook)
            .ToList();
        var before = Published(work, after) ?? Recorded(work, after, runs);
        return new(
            before,
            after,
            before is null ? [] : after.Since(before),
            rows,
            runs.Count - rows.Count,
            await TestAsync(work, after).ConfigureAwait(false),
            await Caller.OfAsync(work, after.Body).ConfigureAwait(false)
        );
    }

    private static Edited? Published(Workplace work, Edited after) =>
        work.Library.ItemOf(after.Body.Id) is { } item
        && Edited.Of(work.Library.Loader.Load(item.Path, item.Read())) is { } old
        && old.Body.Source.Digest != after.Body.Source.Digest
            ? old
            : null;

    // A lead who edits the published file itself has the former one only where it was run.
    private static Edited? Recorded(Workplace work, Edited after, IReadOnlyList<StoredRun> runs)
    {
        foreach (var run in runs.Reverse())
        {
            try
            {
                if (
                    RunService.Definition(run, work.Library.Loader, run.Read().First()) is { } used
                    && RunbookLoader.Called(used).Prepend(used).FirstOrDefault(d => IsBefore(d, after.Body)) is { } old
                )
                {
                    return Edited.Of(work.Library.Loader.Load(old.Source.Path, [.. old.Source.Bytes])) ?? new(old, null);
                }
            }
            catch (CodedException)
            {
                // A damaged run is listed among the cases; here only a sound one helps.
            }
        }

        return null;
    }

    private static bool IsBefore(Runbook old, Runbook after) => old.Id == after.Id && old.Source.Digest != after.Source.Digest;

    // Tests that lie beside the edited file come first; else those of the published one say what it must still do.
    private static async Task<TestedFile?> TestAsync(Workplace work, Edited edited)
    {
        if (edited.Made is { } made)
        {
            return made.Examples.IsEmpty ? null : await TestedFile.RunAsync(new TestTargets(work).OfExamples(made)).ConfigureAwait(false);
        }

        var after = edited.Body;
        var beside = RunbookLibrary.TestsOf(
            after.Source.Path.EndsWith(".yaml", StringComparison.Ordinal) ? after.Source.Path : after.Source.Path + ".yaml"
        );
        var published = work.Library.Find(after.Id);
        var (tests, read) = File.Exists(beside) ? (beside, () => Disk.All.ReadAll(beside)) : (published?.TestPath, published?.ReadTests);
        return tests is null
            ? null
            : await TestedFile
                .RunAsync(new TestTarget(after.Source.Path, tests, () => new(after, [], null), read ?? (static () => [])))
                .ConfigureAwait(false);
    }

    private static void Write(Ui ui, string? file, string format, Impact impact)
    {
        var page = new ImpactText(ui).Page(impact);
        var text = format switch
        {
            "json" => CanonicalJson.Text(ImpactText.Json(impact).Recorded()) + "\n",
            "md" => page.ToMarkdown(),
            "html" => page.ToHtml(ui.Language.Code()),
            _ => page.ToText(),
        };
        if (file is null)
        {
            (format == "text" ? ui.Out : ui.Raw).Write(text);
        }
        else
        {
            Disk.All.Save(file, Encoding.UTF8.GetBytes(text));
            ui.Error.WriteLine(ui.Say(Says.ImpactWritten(Visible.Text(file))));
        }
    }
}

/// <summary>A stored run, and what came of it under the edited runbook.</summary>
internal sealed record PastCase(ReplayRow Row, RunSummary Run);

/// <summary>What an edited runbook or activity would change.</summary>
/// <param name="Before">What is published, or that of the last run that differs; null when there is none.</param>
/// <param name="After">The edited one.</param>
/// <param name="Changes">What changed in meaning.</param>
/// <param name="Cases">The stored runs of this runbook.</param>
/// <param name="Others">How many stored runs are of other runbooks.</param>
/// <param name="Tests">What came of its scenario tests; null when there are none.</param>
/// <param name="Callers">The runbooks that call it.</param>
internal sealed record Impact(
    Edited? Before,
    Edited After,
    System.Collections.Immutable.ImmutableArray<Change> Changes,
    IReadOnlyList<PastCase> Cases,
    int Others,
    TestedFile? Tests,
    IReadOnlyList<Caller> Callers
)
{
    internal bool IsHarmless =>
        Cases.All(static c => c.Row.Outcome == Replayed.Same)
        && Tests is not ({ IsBad: true } or { Failed: > 0 })
        && Callers.All(static c => c.IsUnbroken);
}
