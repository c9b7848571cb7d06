using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>A step as the table and its details show it.</summary>
internal sealed class StepView(Page page)
{
    /// <summary>
    /// With more steps than these, those that went as prescribed stand in the table alone; the JSON report and the journal hold the rest.
    /// </summary>
    internal const int MostDetails = 2_000;

    /// <summary>The steps that are shown in detail: all of them, or the first ones and every one that did not simply succeed.</summary>
    /// <param name="all">The steps.</param>
    /// <param name="sums">What is summed up of them.</param>
    internal static IReadOnlySet<int> Detailed(IReadOnlyList<ReportStep> all, LoopSums sums)
    {
        var steps = all.Where(s => !sums.IsHidden(s)).ToList();
        return steps.Count <= MostDetails
            ? steps.Select(static s => s.Number).ToHashSet()
            : new HashSet<int>(
                steps.OrderBy(static s => IsQuiet(s) ? 1 : 0).ThenBy(static s => s.Number).Take(MostDetails).Select(static s => s.Number)
            );
    }

    // It went as prescribed, and nothing is to be said of it.
    private static bool IsQuiet(ReportStep step) =>
        step
            is {
                Manner: StepManner.Performed or StepManner.Verified or StepManner.SkippedByCondition,
                Rerun: false,
                Attempts: < 2,
                Remarks.IsEmpty: true,
                Questions.IsEmpty: true
            };

    /// <summary>Its line in the table.</summary>
    internal Sheet Row(ReportStep step, bool isDetailed) =>
        Named(step)
            .Put("has_details", isDetailed)
            .Put("depth", Math.Min(step.Depth, 4))
            .Put("started", step.Started is { } at ? page.Text(Clock(at)) : Inked.Empty)
            .Put("duration", step.Duration is { } time ? page.Text(page.Time(time)) : Inked.Empty)
            .Put("note", Note(step));

    /// <summary>All that is told of it.</summary>
    internal Sheet Details(ReportStep step)
    {
        var yaml = Yaml(step);
        return Named(step)
            .Put("open", step.Standing is StepStanding.Failed or StepStanding.Waiting or StepStanding.Interrupted)
            .Put("quiet", IsQuiet(step))
            .Put("yaml", yaml)
            .Put("yaml_title", yaml.IsEmpty ? Inked.Empty : page.Word(Says.Yaml(Lines(step.Source!), step.Source!.Path)))
            .Put("blocks", Blocks(step).Where(static b => !b.IsEmpty).Select(static b => b.ToSheet()));
    }

    private Sheet Named(ReportStep step) =>
        new Sheet()
            .Put("number", step.Number)
            .Put("title", page.Text(step.Title.In(page.Language)))
            .Put("state", new Inked(step.Standing.Word()))
            .Put("state_words", page.Word(State(step)))
            .Put("mark", new Inked(Marks.Of(step.Standing)));

    internal Sheet Of(OmittedStep step, bool isOver) =>
        new Sheet()
            .Put("title", page.Text(step.Title.In(page.Language)))
            .Put("path", page.Code(step.Path))
            .Put("state_words", page.Word(isOver ? Says.StepStateOmitted : Says.StepStatePending))
            .Put("note", step.Count > 1 ? page.Text(page.Say(Says.CountPasses(step.Count))) : Inked.Empty);

    /// <summary>The step that shows the lines; the passes of a loop share theirs.</summary>
    private readonly Dictionary<(string Path, int Line), int> firstWith = FirstWith(page.Report.Steps);

    private static Dictionary<(string Path, int Line), int> FirstWith(IEnumerable<ReportStep> steps)
    {
        var first = new Dictionary<(string Path, int Line), int>();
        foreach (var step in steps)
        {
            if (step.Source is { } source)
            {
                first.TryAdd((source.Path, source.First), step.Number);
            }
        }

        return first;
    }

    /// <summary>What was done reads differently from what was looked at, and a person's decision from a condition.</summary>
    private static LocalizedText State(ReportStep step) =>
        step.Standing is StepStanding.Succeeded or StepStanding.Skipped ? Names.Of(step.Manner) : StateWords.OfStep(step.Standing.Word());

    private string Lines(ReportExcerpt source) =>
        source.First == source.Last
            ? page.Say(Says.YamlLine(Figures.Plain(source.First)))
            : page.Say(Says.YamlRange(Figures.Plain(source.First), Figures.Plain(source.Last)));

    private Inked Yaml(ReportStep step) =>
        step.Source is { } source && firstWith[(source.Path, source.First)] == step.Number
            ? page.Listing(source.First, source.Lines, source.Last - source.First + 1 - source.Lines.Length)
            : Inked.Empty;

    private string Clock(DateTimeOffset at) =>
        page.Clock.Local(at).Date == page.Clock.Local(page.Report.Started).Date ? page.Clock.ShowTime(at) : page.Clock.ShowBare(at);

    private Inked Note(ReportStep step)
    {
        var notes = new List<Inked>();
        if (step.Attempts > 1)
        {
            notes.Add(page.Text(page.Say(Says.CountAttempts(step.Attempts))));
        }

        if (step.Rerun)
        {
            notes.Add(page.Word(Says.TryRerun));
        }

        if (step.Failure is { } failure)
        {
            notes.Add(page.Code(failure.Code));
        }

        notes.AddRange(step.Routes.Select(r => page.Word(Names.Route(r.Taken, r.Team))).Distinct());
        return Inked.Join(page.Comma, notes);
    }

    private IEnumerable<Block> Blocks(ReportStep step)
    {
        yield return Failure(step);
        yield return About(step);
        yield return step.Seen.Members.IsEmpty ? new Block(page, "seen", Says.Seen) : new Block(page, "seen", Says.Seen).Map(step.Seen);
        yield return QuestionsView.Of(page, step);
        yield return History(step);
        yield return Listed("remarks", Says.Remarks, step.Remarks, (b, r) => b.Item(page.Words(r.Code), Block.Hint(page, r.Code)));
        yield return Listed("inputs", Says.Inputs, step.Inputs, static (b, f) => b.Field(f));
        yield return new Block(page, "intent", Says.Intent).Row(Says.Values, step.Intent.IsNull ? Inked.Empty : page.Value(step.Intent));
        yield return Listed("outputs", Says.Outputs, step.Outputs, static (b, f) => b.Field(f));
        yield return Listed("artefacts", Says.Artefacts, step.Artefacts, (b, a) => b.Item(Block.File(page, a), Block.Digest(page, a)));
    }

    private Block Failure(ReportStep step) =>
        step.Failure is not { } failure
            ? new(page, "failure", Says.Failure)
            : new Block(page, "failure", Says.Failure)
                .Row(Says.Cause, page.Words(failure))
                .Row(Says.Hint, Block.Hint(page, failure))
                .Row(Says.FailedFrom, step.FailedFrom is { } from ? page.Named(from) : Inked.Empty)
                .Row(Says.TimeoutOf, step.TimeoutOf is { } scope ? page.Named(scope) : Inked.Empty);

    private Block About(ReportStep step) =>
        new Block(page, "step", Says.Step)
            .Row(Says.About, page.Text(step.Description?.In(page.Language) ?? ""))
            .Row(Says.Hint, step.Failure is null ? page.Text(step.Hint?.In(page.Language) ?? "") : Inked.Empty)
            .Row(Says.PictureShown, page.Photos.Of(step.Picture, step.Title.In(page.Language)))
            .Row(Says.Path, page.Code(step.Path))
            .Row(Says.Manner, page.Word(Names.Of(step.Manner)))
            .Row(Says.SkippedBy, step.SkippedBy is { } person ? page.Word(Says.SkippedByLine(person.By, person.Reason)) : Inked.Empty)
            .Row(
                Says.YamlLines,
                step.Source is { } source && firstWith[(source.Path, source.First)] is var shown && shown != step.Number
                    ? page.Word(Says.YamlBefore(Lines(source), source.Path, Figures.Plain(shown)))
                    : Inked.Empty
            )
            .Row(
                step.Activity is null ? Says.Kind : Says.Activity,
                step.Activity is null ? page.Word(Names.Of(step.Kind)) : page.Code(step.Activity)
            )
            .Row(Says.Start, step.Started is { } start ? page.Moment(start) : Inked.Empty)
            .Row(Says.End, step.Ended is { } end ? page.Moment(end) : Inked.Empty)
            .Row(Says.Condition, page.Code(step.Condition))
            .Row(Says.Resumption, Resumption(step))
            .Row(Says.Checkpoints, step.Checkpoints > 0 ? page.Text(Figures.Plain(step.Checkpoints)) : Inked.Empty);

    private Inked Resumption(ReportStep step) =>
        step switch
        {
            { Found: Finding.HalfDone } => page.Word(Says.FoundHalfDone),
            { Found: Finding.NotBegun, Rerun: true } => page.Word(Says.FoundNotBegun),
            { Reconciled: true } => page.Word(Says.Reconciled),
            { Rerun: true } => page.Word(Says.Rerun),
            _ => Inked.Empty,
        };

    /// <summary>The attempts, when there is more to tell than one that went through.</summary>
    private Block History(ReportStep step)
    {
        var block = new Block(page, "history", Says.History);
        if (step.Tries.Length < 2 && step.Retries.IsEmpty)
        {
            return block;
        }

        foreach (var attempt in step.Tries)
        {
            var outcome = attempt switch
            {
                { Interrupted: true } => page.Word(Says.TryInterrupted),
                { Failure: { } failure } => page.Words(failure),
                { Duration: null } => page.Word(Says.TryOpen),
                _ => page.Word(Says.TryOk),
            };
            var time = attempt.Duration is { } duration ? $"{Clock(attempt.Started)}, {page.Time(duration)}" : Clock(attempt.Started);
            var head = page.Word(Says.TryLine(Figures.Plain(attempt.Number), time)) + new Inked(" – ") + outcome;
            var retry = step.Retries.FirstOrDefault(r => r.Attempt == attempt.Number + 1);
            block.Item(
                attempt.Rerun ? head + new Inked(" ") + page.Text($"({page.Say(Says.TryRerun)})") : head,
                retry is null
                    ? Inked.Empty
                    : page.Word(Says.RetryLine(Figures.Plain(retry.Attempt), page.Time(retry.Delay), page.Clock.Show(retry.Until)))
            );
        }

        return block;
    }

    private Block Listed<T>(string id, LocalizedText heading, IEnumerable<T> things, Action<Block, T> show)
    {
        var block = new Block(page, id, heading);
        foreach (var thing in things)
        {
            show(block, thing);
        }

        return block;
    }
}
