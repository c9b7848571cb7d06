using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Planning;

/// <summary>What is asked of people, and what their answers mean.</summary>
/// <remarks>Source: language.md, "People".</remarks>
public static class People
{
    // Of a question as it is shown; never of one in a journal.
    private const string Rest = "rest";

    /// <summary>Checks an answer before it is journalled: whether this person may give it, and whether it is complete.</summary>
    /// <returns>Why it is not taken, or null.</returns>
    public static Failure? Check(RunState state, string path, PersonAnswered answer)
    {
        if (state.Find(path) is not { Waiting: { } waiting } node)
        {
            return Faults.PersonNotWaiting(path);
        }

        if (waiting.Kind == "approve")
        {
            return CheckApprover(state, node, waiting, answer);
        }

        if (
            waiting.Kind == "interrupted"
            && answer.Accepted
            && answer.Values["choice"].AsText() == "done"
            && Guards.Is(node.Step)
            && PersonNames.Folded(answer.By) == PersonNames.Folded(state.Started!.Operator)
        )
        {
            return Faults.DeviationGuard(path);
        }

        if (waiting.Kind == "checklist" && answer.Accepted)
        {
            var items = ItemIds(waiting.Request).ToList();
            var unknown = PersonFields
                .Ticked.In(answer.Values)
                .Items.Concat(PersonFields.Unticked.In(answer.Values).Items)
                .Select(static i => i.ToText())
                .FirstOrDefault(t => !items.Contains(t));
            if (unknown is not null)
            {
                return Faults.PersonUnknownItem(unknown, items);
            }

            if (WithoutEvidence(waiting.Request, answer.Values).ToList() is { Count: > 0 } bare)
            {
                return Faults.PersonEvidenceMissing(bare, path, bare[0]);
            }
        }

        return waiting.Kind == "ask" && answer.Accepted
            ? UnknownField(waiting.Request, answer.Values) ?? MissingAnswer(waiting.Request, answer.Values)
            : null;
    }

    // A name is an identifier; one person, one key and one response count once, and whoever began the run is nobody else.
    private static Failure? CheckApprover(RunState state, LiveStep node, StepWaiting waiting, PersonAnswered answer)
    {
        if (PersonNames.Identifier(answer.By) is not { } person)
        {
            return Faults.PersonNameInvalid(answer.By);
        }

        var key = Approvals.SignerOf(state.Started!.RunId, waiting, answer);
        if (PersonFields.NotInitiator.In(waiting.Request))
        {
            var isInitiator =
                person == PersonNames.Folded(state.Started.Operator)
                || (key is not null && Approvals.CertifierOf(state.Started) is { } own && own.IsSameKey(key));
            if (isInitiator)
            {
                return Faults.PersonInitiator(answer.By);
            }
        }

        var response = ResponseOf(answer);
        return node.Answers.Any(a =>
            PersonNames.Folded(a.Answer.By) == person
            || (key is not null && Approvals.SignerOf(state.Started.RunId, waiting, a.Answer) is { } other && other.IsSameKey(key))
            || (response is not null && response == ResponseOf(a.Answer))
        )
            ? Faults.PersonAlreadyAnswered(answer.By)
            : null;
    }

    private static string? ResponseOf(PersonAnswered answer) =>
        answer is { Channel: "challenge" } && answer.Values["response"].AsText() is { } response ? Checkpoint.Normalised(response) : null;

    /// <summary>Whether a problem with an answer lies in who gave it.</summary>
    internal static bool IsAboutWho(Failure problem) =>
        problem.Code is Codes.PersonInitiator or Codes.PersonAlreadyAnswered or Codes.PersonNameInvalid;

    /// <summary>What a step asks, without the items that were ticked before.</summary>
    internal static StepWaiting StillOpen(RunState state, string path)
    {
        var node = state.Find(path)!;
        var waiting = node.Waiting!;
        if (waiting.Kind != "checklist" || node.Answers.Count == 0)
        {
            return waiting;
        }

        var ticked = TickedSoFar(node).Items.Select(static i => i.ToText()).ToHashSet(StringComparer.Ordinal);
        var open = PersonFields
            .Items.In(waiting.Request)
            .Select(static (item, i) => (Id: ItemId(item, i), Item: item))
            .Where(i => !ticked.Contains(i.Id))
            .Select(static i => i.Item.Kind == ValueKind.Map ? i.Item.With(ItemFields.Id.Name, Value.Of(i.Id)) : Numbered(i.Item, i.Id));
        return waiting with { Request = waiting.Request.With(PersonFields.Items.Name, Value.List(open)).With(Rest, Value.True) };
    }

    /// <summary>What a waiting step asked, with all its items, and the ids of those that were ticked since.</summary>
    public static (StepWaiting Asked, IReadOnlySet<string> Ticked) WithTicks(RunState state, string path)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Find(path) is { Waiting: { } waiting } node
            ? (waiting, TickedSoFar(node).Items.Select(static i => i.ToText()).ToHashSet(StringComparer.Ordinal))
            : throw new CodedException(Faults.PersonNotWaiting(path));
    }

    /// <summary>Whether what is asked is what an earlier answer left open.</summary>
    public static bool IsRest(StepWaiting waiting) => !waiting.Request[Rest].IsNull;

    /// <summary>The ticked items that take a file for which the answer names none.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="values">What is answered.</param>
    public static IEnumerable<string> WithoutEvidence(Value request, Value values)
    {
        var ticked = PersonFields.Ticked.In(values).Items.Select(static i => i.ToText()).ToHashSet(StringComparer.Ordinal);
        return EvidenceItems(request).Where(i => ticked.Contains(i) && IsMissing(PersonFields.Files.In(values)[i]));
    }

    /// <summary>The ids of the items of a checklist for which a file is kept.</summary>
    public static IEnumerable<string> EvidenceItems(Value request) =>
        PersonFields
            .Items.In(request)
            .Select(static (item, i) => (Id: ItemId(item, i), Item: item))
            .Where(static i => TakesEvidence(i.Item))
            .Select(static i => i.Id);

    /// <summary>Values in which every ticked item that takes a file names one, though nobody brings it.</summary>
    internal static Value Attached(Value request, Value values)
    {
        var bare = WithoutEvidence(request, values).ToList();
        var files = bare.Aggregate(PersonFields.Files.In(values), static (all, i) => all.With(i, Value.Of($"{i}.jpg")));
        return bare.Count == 0 ? values : values.With(PersonFields.Files.Name, files);
    }

    /// <summary>Whether a checklist's item is ticked with a file.</summary>
    public static bool TakesEvidence(Value item) => item.Kind == ValueKind.Map && ItemFields.Evidence.In(item);

    private static Value Numbered(Value text, string id) => Value.MapOf((ItemFields.Id.Name, Value.Of(id)), (ItemFields.Text.Name, text));

    // In the order of the answers: what one of them takes back counts no more, until it is ticked again.
    private static Value TickedSoFar(LiveStep node)
    {
        var ticked = new List<Value>();
        foreach (var values in node.Answers.Where(static a => a.Answer.Accepted).Select(static a => a.Answer.Values))
        {
            ticked.RemoveAll(PersonFields.Unticked.In(values).Items.Contains);
            ticked.AddRange(PersonFields.Ticked.In(values).Items.Except(ticked));
        }

        return Value.List(ticked);
    }

    /// <summary>An answer to a field as people give it: yes and no in either language are truth values.</summary>
    public static Value Understood(Value field, string text) =>
        QuestionFields.Type.In(field) == "boolean"
            ? text.Trim().ToLowerInvariant() switch
            {
                "t" or "tak" or "y" or "yes" or "true" => Value.Of("true"),
                "n" or "nie" or "no" or "false" => Value.Of("false"),
                _ => Value.Of(text.Trim()),
            }
            : Value.Of(text.Trim());

    /// <summary>Why a value is no answer to a field, or null.</summary>
    public static Failure? CheckField(Value field, Value value)
    {
        var bounds = Bounds.OfField(field);
        var isMissing = IsMissing(value) && QuestionFields.Default.In(field) is null;
        return (isMissing ? QuestionFields.Required.In(field) : !IsMissing(value) && bounds.Take(value) is null)
            ? Faults.PersonInvalidAnswer(QuestionFields.Name.In(field), bounds.Wanted(), bounds.Choices.IsEmpty ? null : bounds.Choices)
            : null;
    }

    internal static StepWaiting Ask(LiveStep node)
    {
        var kind = node.Step.Activity!.Name["person.".Length..];
        return new(node.Path, kind, node.Inputs, node.AttemptedAt + PersonFields.ExpiresAfter.In(node.Inputs));
    }

    internal static StepWaiting AskAboutInterruption(LiveStep node) =>
        new(
            node.Path,
            "interrupted",
            Value.MapOf(
                ("activity", Value.Of(node.Step.Activity!.Name)),
                ("choices", Value.List([Value.Of("rerun"), Value.Of("done"), Value.Of("abort")]))
            ),
            null
        );

    internal static string? InterruptionAnswer(LiveStep node) =>
        node.Answers.Count == 0 ? null
        : node.Answers[^1].Answer is { Accepted: true } answer ? answer.Values["choice"].AsText() ?? "rerun"
        : "abort";

    /// <summary>Whether a step that asked has all the answers that it needs.</summary>
    internal static bool IsSettled(RunState state, LiveStep node) =>
        node.State == LiveState.Interrupted ? InterruptionAnswer(node) is not null : Judge(state, node) is not null;

    /// <summary>The step's outcome by the answers so far; null while more are needed.</summary>
    internal static Outcome? Judge(RunState state, LiveStep node)
    {
        if (node.Answers.Count == 0)
        {
            return null;
        }

        var waiting = node.Waiting!;
        var (answer, at) = node.Answers[^1];
        if (waiting.Expires is { } expires && at > expires)
        {
            return Outcome.Failed(Faults.PersonExpired(FactCodec.Time(expires), answer.By));
        }

        var request = waiting.Request;
        var declined = Outcome.Failed(Faults.PersonDeclined(answer.By, answer.Comment));
        switch (waiting.Kind)
        {
            case "confirm":
                return answer.Accepted || !PersonFields.Required.In(request)
                    ? Outcome.Done(
                        PersonFields.Confirmed.Is(answer.Accepted),
                        PersonFields.By.Is(answer.By),
                        PersonFields.Comment.Is(answer.Comment)
                    )
                    : declined;
            case "ask":
                return answer.Accepted
                    ? Outcome.Done(
                        PersonFields.Answers.Is(
                            Complete(request, Logic.TypedAnswers(state.Logic) ? Typed(request, answer.Values) : answer.Values)
                        ),
                        PersonFields.By.Is(answer.By),
                        PersonFields.Comment.Is(answer.Comment)
                    )
                    : declined;
            case "approve":
                if (!answer.Accepted)
                {
                    return declined;
                }

                var approvers = node
                    .Answers.Where(static a => a.Answer.Accepted)
                    .Select(static a => a.Answer.By)
                    .DistinctBy(by => Logic.OneNameOnePerson(state.Logic) ? PersonNames.Folded(by) : by, StringComparer.Ordinal)
                    .ToList();
                return approvers.Count >= PersonFields.MinApprovals.In(request)
                    ? Outcome.Done(PersonFields.ApprovedBy.Is(approvers))
                    : null;
            default:
                return Ticked(state, node, declined);
        }
    }

    /// <summary>An answer as it is journalled: each value in the type that its field declares.</summary>
    public static PersonAnswered Typed(StepWaiting waiting, PersonAnswered answer) =>
        waiting.Kind == "ask" && answer.Accepted ? answer with { Values = Typed(waiting.Request, answer.Values).Recorded() } : answer;

    private static bool IsMissing(Value value) => value.IsNull || value.AsText() == "";

    // A journal holds fractions as text: what is read from it gets its type again.
    internal static Value Typed(Value request, Value values)
    {
        foreach (var field in PersonFields.Fields.In(request))
        {
            var name = QuestionFields.Name.In(field);
            var given = IsMissing(values[name]) ? QuestionFields.Default.In(field) ?? values[name] : values[name];
            var typed = IsMissing(given) ? Value.Null : Bounds.OfField(field).Take(given);
            values = typed is null || !values.Members.ContainsKey(name) && typed.IsNull ? values : values.With(name, typed);
        }

        return values;
    }

    // An optional field that nobody filled in is null, not unknown: a condition may ask about it.
    private static Value Complete(Value request, Value values) =>
        PersonFields
            .Fields.In(request)
            .Select(static f => QuestionFields.Name.In(f))
            .Where(n => !values.Members.ContainsKey(n))
            .Aggregate(values, static (all, n) => all.With(n, Value.Null));

    private static Outcome? Ticked(RunState state, LiveStep node, Outcome declined)
    {
        var request = node.Waiting!.Request;
        var answer = node.Answers[^1].Answer;
        if (!answer.Accepted)
        {
            return declined;
        }

        var addUp = Logic.TicksAddUp(state.Logic);
        var answers = node.Answers.Where(static a => a.Answer.Accepted).Select(static a => a.Answer.Values).ToList();
        var (ticked, comments) = addUp
            ? (TickedSoFar(node), ByItem(answers, PersonFields.Comments))
            : (PersonFields.Ticked.In(answer.Values), PersonFields.Comments.In(answer.Values));
        NamedValue[] files = EvidenceItems(request).Any() ? [PersonFields.Files.Carries(ByItem(answers, PersonFields.Files))] : [];
        var open = PersonFields
            .Items.In(request)
            .Select(static (item, i) => (Id: ItemId(item, i), Required: ItemFields.Required.In(item)))
            .Where(i => i.Required && !ticked.Items.Contains(Value.Of(i.Id)))
            .Select(static i => i.Id)
            .ToList();
        return open.Count == 0
                ? Outcome.Done([
                    PersonFields.Ticked.Carries(ticked),
                    PersonFields.Comments.Carries(comments),
                    PersonFields.By.Is(answer.By),
                    .. files,
                ])
            : addUp ? null
            : Outcome.Failed(Faults.PersonChecklistIncomplete(open, answer.By));
    }

    private static Value ByItem(IEnumerable<Value> answers, Output given) =>
        answers.SelectMany(v => given.In(v).Members).Aggregate(Value.EmptyMap, static (all, c) => all.With(c.Key, c.Value));

    /// <summary>The id of a checklist's item: its own, or its number from 1.</summary>
    public static string ItemId(Value item, int index) =>
        item[ItemFields.Id.Name].AsText() ?? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The ids of all of a checklist's items.</summary>
    public static IEnumerable<string> ItemIds(Value request) => PersonFields.Items.In(request).Select(ItemId);

    /// <summary>What a checklist's item says: an item may be its text alone.</summary>
    public static LocalizedText ItemText(Value item) =>
        item.Kind == ValueKind.Map ? ItemFields.Text.In(item) : LocalizedText.Both(item.ToText());

    private static Failure? UnknownField(Value request, Value values)
    {
        var known = PersonFields.Fields.In(request).Select(static f => QuestionFields.Name.In(f)).ToList();
        return values.Members.Keys.FirstOrDefault(n => !known.Contains(n)) is { } name ? Faults.PersonUnknownField(name, known) : null;
    }

    private static Failure? MissingAnswer(Value request, Value values)
    {
        foreach (var field in PersonFields.Fields.In(request))
        {
            if (CheckField(field, values[QuestionFields.Name.In(field)]) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }
}
