using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>Answers the question of a waiting step, wherever the question is shown.</summary>
public static class Answers
{
    /// <summary>Records an answer, or hands it to the process that is at the run.</summary>
    /// <param name="work">Where.</param>
    /// <param name="run">The run, open to be changed.</param>
    /// <param name="given">What is answered.</param>
    /// <returns>Whether the process that is at the run took it, so that the run goes on by itself.</returns>
    /// <exception cref="CodedException">
    /// <c>station.locked</c>, <c>person.not-waiting</c>, <c>person.invalid-answer</c>, <c>confirm.no-evidence-field</c>,
    /// <c>confirm.nothing-ticked</c> …
    /// </exception>
    public static async Task<bool> GiveAsync(Workplace work, StoredRun run, GivenAnswer given)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(given);

        // A process that shows this very question takes the answer itself; any other is waited for.
        using var held = work.Store.TryLock(TimeProvider.System, out var by);
        if (held is null && by?.Run != run.Id)
        {
            throw Locked(by);
        }

        var read = RunService.ReadToGoOn(run, work.Library.Loader, null);
        var redactor = work.RedactorOf(read.State);
        return await RunService
            .AnswerAsync(
                work.Station,
                run,
                read,
                held is null ? null : new(TimeProvider.System, redactor),
                waiting => Complete(work, run, waiting, given, redactor),
                given.Step
            )
            .ConfigureAwait(false)
            ? held is null
            : throw Locked(by);
    }

    /// <summary>The question as it is shown.</summary>
    public static string Prompt(StepWaiting waiting, Locale language)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        return waiting.Kind == "interrupted"
            ? Says.DeskInterrupted(waiting.Path).In(language)
            : PersonFields.Prompt.In(waiting.Request).In(language);
    }

    private static CodedException Locked(LockHolder? by) =>
        new(Faults.StationLocked(by?.Host ?? "?", by?.Process ?? "?", by?.Since ?? "?"));

    private static PersonAnswered Complete(Workplace work, StoredRun run, StepWaiting waiting, GivenAnswer given, Redactor redactor) =>
        Consents.Complete(
            work,
            run.Id,
            waiting,
            given.Key,
            given.Response,
            given.Elsewhere,
            NotForgotten(
                waiting,
                new PersonAnswered(
                    waiting.Path,
                    given.By,
                    given.Language.Code(),
                    Prompt(waiting, given.Language),
                    given.Accepted,
                    Values(Attached(waiting, given), waiting, redactor),
                    given.Comment is { } words ? redactor.Apply(words) : null,
                    given.Channel
                )
            )
        );

    // A list of which nothing was ticked is a forgotten option, not an answer: it would fail the step for good.
    private static PersonAnswered NotForgotten(StepWaiting waiting, PersonAnswered answer) =>
        waiting.Kind == "checklist"
        && answer.Accepted
        && PersonFields.Ticked.In(answer.Values).Items.IsEmpty
        && PersonFields.Unticked.In(answer.Values).Items.IsEmpty
        && PersonFields.Items.In(waiting.Request).Any(static i => ItemFields.Required.In(i))
            ? throw new CodedException(Faults.ConfirmNothingTicked(People.ItemIds(waiting.Request)))
            : answer;

    // What is attached is kept: only a field or an item that takes evidence takes it.
    private static GivenAnswer Attached(StepWaiting waiting, GivenAnswer given)
    {
        var takers = waiting.Kind switch
        {
            "ask" => PersonFields
                .Fields.In(waiting.Request)
                .Where(static f => QuestionFields.Evidence.In(f))
                .Select(static f => QuestionFields.Name.In(f)),
            "checklist" => People.EvidenceItems(waiting.Request),
            _ => [],
        };
        foreach (var (name, text) in given.Files)
        {
            if (text.Length == 0 || !takers.Contains(name))
            {
                throw new CodedException(Faults.ConfirmNoEvidenceField(text.Length == 0 ? name : $"{name}={text}", [.. takers]));
            }
        }

        return given;
    }

    private static Value Values(GivenAnswer given, StepWaiting waiting, Redactor redactor) =>
        waiting.Kind switch
        {
            "ask" => Value.Map(
                given.Fields.Concat(given.Files).Select(p => KeyValuePair.Create(p.Name, Field(waiting, p.Name, redactor.Apply(p.Text))))
            ),
            "checklist" => Ticks(waiting.Request, given, redactor),
            "interrupted" => Value.MapOf(("choice", Value.Of(given.Choice ?? "rerun"))),
            _ => Value.EmptyMap,
        };

    private static Value Field(StepWaiting waiting, string name, string text) =>
        PersonFields.Fields.In(waiting.Request).FirstOrDefault(f => QuestionFields.Name.In(f) == name) is { IsNull: false } field
            ? People.Understood(field, text)
            : Value.Of(text);

    // Who attaches a file to an item has done it.
    private static Value Ticks(Value request, GivenAnswer given, Redactor redactor)
    {
        var ticked = given.Ticked.Contains("all")
            ? People.ItemIds(request)
            : given.Ticked.AsEnumerable().Union(given.Files.Select(static a => a.Name));
        var files = Value.Map(given.Files.Select(static a => KeyValuePair.Create(a.Name, Value.Of(a.Text))));
        var values = given.Unticked.IsEmpty
            ? NamedValue.Map(PersonFields.Ticked.Is(ticked))
            : NamedValue.Map(PersonFields.Ticked.Is(ticked), PersonFields.Unticked.Is(given.Unticked));
        values = given.Files.IsEmpty ? values : values.With(PersonFields.Files.Name, files);
        return given.Comments.IsEmpty
            ? values
            : values.With(
                PersonFields.Comments.Name,
                Value.Map(given.Comments.Select(c => KeyValuePair.Create(c.Name, Value.Of(redactor.Apply(c.Text)))))
            );
    }
}
