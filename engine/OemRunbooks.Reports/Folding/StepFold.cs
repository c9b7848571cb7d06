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
    private readonly List<ReportAttempt> tries = [];
    private readonly List<ReportQuestion> questions = [];
    private readonly List<ReportRetry> retries = [];
    private readonly List<ReportRoute> routes = [];
    private readonly List<ReportArtefact> artefacts = [];
    private readonly List<ReportRemark> remarks = [];
    private StepStarted? last;
    private LocalizedText? named;
    private StepSucceeded? done;
    private StepFailed? failed;
    private ReportCode? failure;
    private StepSkipped? skipped;
    private DateTimeOffset? started;
    private DateTimeOffset? ended;
    private long? startedOffset;
    private long? endedOffset;
    private ReportSkip? skippedBy;
    private int checkpoints;
    private bool rerun;

    internal string Path => path;

    internal Place Place => place;

    internal StepStanding Standing { get; private set; } = StepStanding.Omitted;

    internal Finding? Found { get; set; }

    /// <summary>Whether it is work of its own, not a frame around other steps.</summary>
    internal bool IsLeaf => place.Kind is ReportStepKind.Action or ReportStepKind.Escalation && (last is null || last.Activity is not null);

    internal IReadOnlyList<ReportArtefact> Artefacts => artefacts;

    /// <summary>How many passes the list of a loop asked for.</summary>
    internal int Passes => last?.Inputs["in"].Items.Length ?? 0;

    private ActivityInfo? Activity => place.Step?.Activity;

    internal void Start(StepStarted fact, DateTimeOffset at, long offset)
    {
        last = fact;
        named = fact.Name ?? named;
        rerun |= fact.Rerun;
        started ??= at;
        startedOffset ??= offset;
        (ended, endedOffset, failed, failure) = (null, null, null, null);
        Standing = StepStanding.Running;
        tries.Add(new(fact.Attempt, at, offset, null, null, fact.Rerun, false));
    }

    internal void Succeed(StepSucceeded fact, CodeWords words, DateTimeOffset at, long offset)
    {
        done = fact;
        artefacts.AddRange(fact.Artefacts.Select(Named));
        remarks.AddRange(fact.Remarks.Select(r => new ReportRemark(path, words.Of(r.Code, r.Arguments), r.IsDeviation, at)));
        End(StepStanding.Succeeded, null, at, offset);
    }

    internal void Fail(StepFailed fact, CodeWords words, DateTimeOffset at, long offset)
    {
        failed = fact;
        failure = words.Of(fact.Failure);
        artefacts.AddRange(fact.Artefacts.Select(Named));
        End(fact.Failure.Code is "step.cancelled" or "run.cancelled" ? StepStanding.Cancelled : StepStanding.Failed, failure, at, offset);
    }

    internal void Skip(StepSkipped fact, DateTimeOffset at, long offset)
    {
        skipped = fact;
        End(StepStanding.Skipped, null, at, offset);
    }

    internal void SkippedBy(ReportSkip person) => skippedBy = person;

    internal void Ask(StepWaiting fact, DateTimeOffset at, long offset)
    {
        questions.Add(new(fact.Kind, Prompts.Of(fact.Request), at, offset, fact.Expires, null, []));
        Standing = StepStanding.Waiting;
    }

    internal void Answer(PersonAnswered fact, DateTimeOffset at, long offset, bool isPartial)
    {
        if (questions.Count == 0)
        {
            questions.Add(new("answer", null, at, offset, null, null, []));
        }

        var answer = new ReportAnswer(fact.By, at, fact.Language, fact.Shown, fact.Accepted, fact.Values, fact.Comment, fact.Channel);
        questions[^1] = questions[^1] with { Waited = offset - questions[^1].Offset, Answers = questions[^1].Answers.Add(answer) };
        Standing = isPartial ? StepStanding.Waiting : StepStanding.Running;
    }

    internal void Retry(RetryScheduled fact)
    {
        retries.Add(new(fact.Attempt, fact.DelayMilliseconds, fact.Until));
        Standing = StepStanding.Running;
    }

    internal void Checkpoint() => checkpoints++;

    internal void Take(ReportRoute route) => routes.Add(route);

    internal void Undo() => Standing = Standing == StepStanding.Failed ? Standing : StepStanding.Compensated;

    /// <summary>The engine stopped while it ran.</summary>
    internal void Interrupt(long offset)
    {
        Standing = StepStanding.Interrupted;
        if (tries.Count > 0 && tries[^1].Duration is null)
        {
            tries[^1] = tries[^1] with { Duration = offset - tries[^1].Offset, Interrupted = true };
        }
    }

    /// <summary>A frame around other steps goes on when the run does.</summary>
    internal void GoOn() => Standing = StepStanding.Running;

    /// <summary>The run ended around it.</summary>
    internal void Cancel() => Standing = StepStanding.Cancelled;

    internal ReportStep ToStep(int depth, Func<long, long, long> withoutStops, SourceLines source) =>
        new()
        {
            SkippedBy = Standing == StepStanding.Skipped ? skippedBy : null,
            Source = source.Of(place.Step),
            Number = number,
            Path = path,
            Depth = depth,
            Title = named ?? place.Title,
            Kind = place.Kind,
            Activity = last?.Activity ?? (place.Kind is ReportStepKind.Iteration or ReportStepKind.Catch ? null : Activity?.Name),
            Standing = Standing,
            Tries = [.. tries],
            Started = started,
            Ended = ended,
            Offset = startedOffset ?? firstSeen,
            Duration = startedOffset is { } from && endedOffset is { } to ? withoutStops(from, to) : null,
            Inputs = Fields.Inputs(last?.Inputs ?? Value.EmptyMap, Activity),
            Intent = last?.Intent ?? Value.Null,
            Outputs = Fields.Outputs(done?.Outputs ?? Value.EmptyMap, Activity),
            Artefacts = [.. artefacts],
            Remarks = [.. remarks],
            Failure = failure,
            FailedFrom = failed?.From,
            TimeoutOf = failed?.Scope,
            Condition = skippedBy is null ? skipped?.Condition : null,
            Seen = skipped?.Seen ?? Value.EmptyMap,
            Retries = [.. retries],
            Questions = [.. questions],
            Routes = [.. routes],
            Reconciled = done?.Reconciled ?? false,
            Rerun = rerun,
            Found = Found,
            Checkpoints = checkpoints,
        };

    private ReportArtefact Named(Artefact artefact) => new(path, artefact.Path, artefact.Size, artefact.Sha384);

    private void End(StepStanding standing, ReportCode? why, DateTimeOffset at, long offset)
    {
        Standing = standing;
        ended = at;
        endedOffset = offset;
        if (tries.Count > 0 && tries[^1].Duration is null)
        {
            tries[^1] = tries[^1] with { Duration = offset - tries[^1].Offset, Failure = why };
        }
    }
}

/// <summary>Finds the question in a request to a person.</summary>
internal static class Prompts
{
    private static readonly string[] Names = [PersonFields.Prompt.Name, "question", "title", "text"];

    internal static LocalizedText? Of(Value request) =>
        Names.Select(n => request[n]).FirstOrDefault(static v => !v.IsNull) switch
        {
            null => null,
            { Kind: ValueKind.Map } both => new(both["pl"].AsText() ?? both.ToText(), both["en"].AsText() ?? both.ToText()),
            var one => LocalizedText.Both(one.ToText()),
        };
}
