using System.Collections.Immutable;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>What the journal has said about one step so far.</summary>
internal sealed class StepFold(string path, int number, Place place, long firstSeen)
{
    private const int MostTries = 120;
    private List<ReportAttempt>? tries;
    private List<ReportQuestion>? questions;
    private List<ReportRetry>? retries;
    private List<ReportRoute>? routes;
    private List<ReportArtefact>? artefacts;
    private List<ReportRemark>? remarks;
    private bool hasBegun;
    private string? activity;
    private LocalizedText? named;
    private bool reconciled;
    private StepFailed? failed;
    private ReportCode? failure;
    private string? condition;
    private DateTimeOffset? started;
    private DateTimeOffset? ended;
    private long? startedOffset;
    private long? endedOffset;
    private ReportSkip? skippedBy;
    private int checkpoints;
    private bool rerun;
    private bool didNothing;
    private StepValues values = StepValues.None;
    private bool isForgotten;
    private long newest;

    internal int Number => number;

    internal string Path => path;

    internal Place Place => place;

    internal StepStanding Standing { get; private set; } = StepStanding.Omitted;

    internal Finding? Found { get; set; }

    /// <summary>Whether it is work of its own, not a frame around other steps.</summary>
    internal bool IsLeaf => place.Kind is ReportStepKind.Action or ReportStepKind.Escalation && (!hasBegun || activity is not null);

    internal IEnumerable<ReportArtefact> Artefacts => artefacts ?? [];

    /// <summary>How many passes the list of a loop asked for.</summary>
    internal int Passes { get; private set; }

    /// <summary>The entry with the newest of its values, when they were let go of and must be read again; otherwise 0.</summary>
    internal long ValuesUntil => isForgotten ? newest : 0;

    internal ActivityInfo? Activity => place.Step?.Activity;

    internal void Start(StepStarted fact, DateTimeOffset at, long offset)
    {
        hasBegun = true;
        activity = fact.Activity is null || fact.Activity != Activity?.Name ? fact.Activity : Activity.Name;
        Passes = fact.Inputs["in"].Items.Length;
        named = fact.Name ?? named;
        rerun |= fact.Rerun;
        started ??= at;
        startedOffset ??= offset;
        (ended, endedOffset, failed, failure) = (null, null, null, null);
        Standing = StepStanding.Running;
        // Of a wait that looked a thousand times nobody reads every look.
        if (tries is { Count: >= MostTries })
        {
            tries.RemoveAt(1);
        }

        (tries ??= new(1)).Add(new(fact.Attempt, at, offset, null, null, fact.Rerun, false));
    }

    internal IReadOnlyList<ReportRemark> Remarks => remarks ?? [];

    internal void Succeed(StepSucceeded fact, CodeWords words, DateTimeOffset at, long offset)
    {
        reconciled = fact.Reconciled;
        didNothing = Activity?.Acted is { } acted && fact.Outputs[acted].AsBoolean() == false;
        Keep(fact.Artefacts);
        if (!fact.Remarks.IsEmpty)
        {
            (remarks ??= new(fact.Remarks.Length)).AddRange(fact.Remarks.Select(r => words.Remark(path, r, at)));
        }

        End(StepStanding.Succeeded, null, at, offset);
    }

    internal void Fail(StepFailed fact, CodeWords words, DateTimeOffset at, long offset)
    {
        failed = fact;
        failure = words.Of(fact.Failure);
        Keep(fact.Artefacts);
        End(fact.Failure.Code is "step.cancelled" or "run.cancelled" ? StepStanding.Cancelled : StepStanding.Failed, failure, at, offset);
    }

    internal void Skip(StepSkipped fact, DateTimeOffset at, long offset)
    {
        condition = fact.Condition;
        End(StepStanding.Skipped, null, at, offset);
    }

    internal void SkippedBy(ReportSkip person) => skippedBy = person;

    internal void Ask(StepWaiting fact, DateTimeOffset at, long offset)
    {
        (questions ??= []).Add(
            new(fact.Kind, Prompts.Of(fact.Request), at, offset, fact.Expires, null, []) { Items = Prompts.ItemsOf(fact.Request) }
        );
        Standing = StepStanding.Waiting;
    }

    internal void Answer(PersonAnswered fact, DateTimeOffset at, long offset, bool isPartial)
    {
        questions ??= [];
        if (questions.Count == 0)
        {
            questions.Add(new("answer", null, at, offset, null, null, []));
        }

        var answer = new ReportAnswer(fact.By, at, fact.Language, fact.Shown, fact.Accepted, fact.Values, fact.Comment, fact.Channel)
        {
            IsSigned = fact.Signature is not null,
            Artefacts = [.. fact.Artefacts.Select(Named)],
        };
        Keep(fact.Artefacts);
        questions[^1] = questions[^1] with { Waited = offset - questions[^1].Offset, Answers = questions[^1].Answers.Add(answer) };
        Standing = isPartial ? StepStanding.Waiting : StepStanding.Running;
    }

    internal void Retry(RetryScheduled fact)
    {
        (retries ??= []).Add(new(fact.Attempt, fact.DelayMilliseconds, fact.Until));
        Standing = StepStanding.Running;
    }

    internal void Checkpoint() => checkpoints++;

    internal void Take(ReportRoute route) => (routes ??= new(1)).Add(route);

    internal void Undo() => Standing = Standing == StepStanding.Failed ? Standing : StepStanding.Compensated;

    /// <summary>The engine stopped while it ran.</summary>
    internal void Interrupt(long offset)
    {
        Standing = StepStanding.Interrupted;
        if (tries is [.., { Duration: null }])
        {
            tries[^1] = tries[^1] with { Duration = offset - tries[^1].Offset, Interrupted = true };
        }
    }

    /// <summary>A frame around other steps goes on when the run does.</summary>
    internal void GoOn() => Standing = StepStanding.Running;

    /// <summary>The run ended around it.</summary>
    internal void Cancel() => Standing = StepStanding.Cancelled;

    /// <summary>Takes the values of an entry.</summary>
    /// <param name="fact">What it says.</param>
    /// <param name="count">The how manieth entry it is.</param>
    internal void Take(Fact fact, long count)
    {
        var before = values;
        values = values.With(fact);
        newest = isForgotten || !ReferenceEquals(values, before) ? count : newest;
    }

    /// <summary>Lets go of its values; whoever shows them reads them again.</summary>
    internal void Forget()
    {
        isForgotten |= !values.IsEmpty;
        values = StepValues.None;
    }

    internal ReportStep ToStep(int depth, Func<long, long, long> withoutStops, SourceLines source, ReportPicture? picture) =>
        values.Into(
            new()
            {
                SkippedBy = Standing == StepStanding.Skipped ? skippedBy : null,
                Source = source.Of(place.Step),
                Number = number,
                Path = path,
                Depth = depth,
                Title = named ?? place.Title,
                Description = place.Kind is ReportStepKind.Iteration or ReportStepKind.Catch ? null : place.Step?.Description,
                Hint = place.Kind is ReportStepKind.Iteration or ReportStepKind.Catch ? null : place.Step?.Hint,
                Picture = picture,
                Kind = place.Kind,
                OnlyReads = didNothing || (Activity is { } info && !Changes(info)),
                IsMade = place.Step is { IsMade: true },
                Activity = activity ?? (place.Kind is ReportStepKind.Iteration or ReportStepKind.Catch ? null : Activity?.Name),
                Standing = Standing,
                Tries = [.. tries ?? []],
                Started = started,
                Ended = ended,
                Offset = startedOffset ?? firstSeen,
                Duration = startedOffset is { } from && endedOffset is { } to ? withoutStops(from, to) : null,
                Artefacts = [.. artefacts ?? []],
                Remarks = [.. remarks ?? []],
                Failure = failure,
                FailedFrom = failed?.From,
                TimeoutOf = failed?.Scope,
                Condition = skippedBy is null ? condition : null,
                Retries = [.. retries ?? []],
                Questions = [.. questions ?? []],
                Routes = [.. routes ?? []],
                Reconciled = reconciled,
                Rerun = rerun,
                Found = Found,
                Checkpoints = checkpoints,
            },
            Activity
        );

    // Whatever an activity does to a station, its descriptor says how it is undone, that it stays, or what it is done to.
    private static bool Changes(ActivityInfo activity) =>
        !activity.IsReadOnly
        && (
            activity.Undo is not null
            || activity.LeavesChange
            || activity.RunsProgram
            || !activity.HalfDone.IsEmpty
            || activity.Inputs.Any(static i => i.Changes)
        );

    private void Keep(ImmutableArray<Artefact> files)
    {
        if (!files.IsEmpty)
        {
            (artefacts ??= new(files.Length)).AddRange(files.Select(Named));
        }
    }

    private ReportArtefact Named(Artefact artefact) => new(path, artefact.Path, artefact.Size, artefact.Sha384);

    private void End(StepStanding standing, ReportCode? why, DateTimeOffset at, long offset)
    {
        Standing = standing;
        ended = at;
        endedOffset = offset;
        if (tries is [.., { Duration: null }])
        {
            tries[^1] = tries[^1] with { Duration = offset - tries[^1].Offset, Failure = why };
        }
    }
}

/// <summary>Finds the question in a request to a person.</summary>
internal static class Prompts
{
    // A list that is longer was made to exhaust whoever reads the report.
    private const int MostItems = 1_000;

    private static readonly string[] Names = [PersonFields.Prompt.Name, "question", "title", "text"];

    internal static LocalizedText? Of(Value request) =>
        Names.Select(n => request[n]).FirstOrDefault(static v => !v.IsNull) switch
        {
            null => null,
            { Kind: ValueKind.Map } both => new(both["pl"].AsText() ?? both.ToText(), both["en"].AsText() ?? both.ToText()),
            var one => LocalizedText.Both(one.ToText()),
        };

    /// <summary>What a request wants ticked or filled in.</summary>
    internal static ImmutableArray<ReportItem> ItemsOf(Value request) =>
        [
            .. PersonFields
                .Items.In(request)
                .Take(MostItems)
                .Select(static (item, i) => new ReportItem(People.ItemId(item, i), People.ItemText(item), InputType.Boolean, null)),
            .. PersonFields.Fields.In(request).Take(MostItems).Select(Field),
        ];

    private static ReportItem Field(Value field)
    {
        var name = QuestionFields.Name.In(field);
        return new(
            name,
            QuestionFields.Prompt.In(field) ?? LocalizedText.Both(name),
            Enum.TryParse<InputType>(QuestionFields.Type.In(field), ignoreCase: true, out var type) ? type : InputType.Any,
            QuestionFields.Unit.In(field)
        );
    }
}
