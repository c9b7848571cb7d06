using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Planning;

/// <summary>What is asked of people, and what their answers mean.</summary>
/// <remarks>Source: language.md, "People".</remarks>
public static class People
{
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
            if (PersonFields.NotInitiator.In(waiting.Request) && answer.By == state.Started!.Operator)
            {
                return Faults.PersonInitiator(answer.By);
            }

            if (node.Answers.Any(a => a.Answer.By == answer.By))
            {
                return Faults.PersonAlreadyAnswered(answer.By);
            }
        }

        return waiting.Kind == "ask" && answer.Accepted ? MissingAnswer(waiting.Request, answer.Values) : null;
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
                    .Distinct(StringComparer.Ordinal)
                    .ToList();
                return approvers.Count >= PersonFields.MinApprovals.In(request)
                    ? Outcome.Done(PersonFields.ApprovedBy.Is(approvers))
                    : null;
            default:
                return Ticked(request, answer, declined);
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

    private static Outcome Ticked(Value request, PersonAnswered answer, Outcome declined)
    {
        if (!answer.Accepted)
        {
            return declined;
        }

        var ticked = PersonFields.Ticked.In(answer.Values);
        var open = PersonFields
            .Items.In(request)
            .Select(static (item, i) => (Id: ItemId(item, i), Required: ItemFields.Required.In(item)))
            .Where(i => i.Required && !ticked.Items.Contains(Value.Of(i.Id)))
            .Select(static i => i.Id)
            .ToList();
        return open.Count == 0
            ? Outcome.Done(
                PersonFields.Ticked.Carries(ticked),
                PersonFields.Comments.Carries(PersonFields.Comments.In(answer.Values)),
                PersonFields.By.Is(answer.By)
            )
            : Outcome.Failed(Faults.PersonChecklistIncomplete(open, answer.By));
    }

    /// <summary>The id of a checklist's item: its own, or its number from 1.</summary>
    public static string ItemId(Value item, int index) =>
        item[ItemFields.Id.Name].AsText() ?? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The ids of all of a checklist's items.</summary>
    public static IEnumerable<string> ItemIds(Value request) => PersonFields.Items.In(request).Select(ItemId);

    /// <summary>What a checklist's item says: an item may be its text alone.</summary>
    public static LocalizedText ItemText(Value item) =>
        item.Kind == ValueKind.Map ? ItemFields.Text.In(item) : LocalizedText.Both(item.ToText());

    private static Failure? MissingAnswer(Value request, Value values)
    {
        foreach (var field in PersonFields.Fields.In(request))
        {
            var name = QuestionFields.Name.In(field);
            var value = values[name];
            var bounds = Bounds.OfField(field);
            var isMissing = IsMissing(value) && QuestionFields.Default.In(field) is null;
            if (isMissing ? QuestionFields.Required.In(field) : !IsMissing(value) && bounds.Take(value) is null)
            {
                return Faults.PersonInvalidAnswer(name, bounds.Wanted(), bounds.Choices.IsEmpty ? null : bounds.Choices);
            }
        }

        return null;
    }
}
