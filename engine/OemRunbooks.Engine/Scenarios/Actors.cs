using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>An activity whose answers the scenario gives.</summary>
internal sealed class ScenarioActivity(ActivityInfo info, Stage stage, int life) : IActivity
{
    public ActivityInfo Info => info;

    public ValueTask<PlannedWork> PlanAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(new PlannedWork([], Value.EmptyMap));

    public async ValueTask<Outcome> ExecuteAsync(Call call, CancellationToken cancellation)
    {
        var path = call.Site.Path;
        var answer = stage.IsUndoing(path) ? stage.Undoing(path) : stage.Answer(path, call.Site.Attempt);
        await stage.Time.WorkAsync(life, path, answer.Takes, cancellation).ConfigureAwait(false);

        return answer.Fails is null && Ends(call.Inputs) is { } code
            ? Outcome.Failed(new Failure(code, Value.EmptyMap))
            : answer.ToOutcome();
    }

    // What can only fail does so here as well, whether or not the scenario says how; and a condition holds or not by what the steps gave.
    private string? Ends(Value inputs) =>
        info.AlwaysFails ? Stage.Kind(info, inputs)
        : DoesNotHold(inputs) ? OwnCode(inputs) ?? info.Errors[0].Code
        : null;

    private string? OwnCode(Value inputs) => info.RaisesBy is { } raises ? inputs[raises].AsText() : null;

    private bool DoesNotHold(Value inputs) => info.Judges is { } condition && inputs[condition].AsBoolean() != true;

    public ValueTask<Reconciliation> ReconcileAsync(Call call, CancellationToken cancellation)
    {
        var answer = stage.Answer(call.Site.Path, call.Site.Attempt);
        return ValueTask.FromResult(
            stage.IsUndoing(call.Site.Path)
                ? Reconciliation.NotBegun
                : answer.Finds switch
                {
                    Finding.Done => Reconciliation.Done(answer.ToOutcome()),
                    Finding.HalfDone => Reconciliation.HalfDone(answer.ToOutcome()),
                    Finding.NotBegun => Reconciliation.NotBegun,
                }
        );
    }
}

/// <summary>An activity that is carried out, over what its program wrote once; its time limits run by the scenario's clock.</summary>
internal sealed class RecordedActivity(IActivity activity, Stage stage, int life) : IActivity
{
    public ActivityInfo Info => activity.Info;

    public ValueTask<PlannedWork> PlanAsync(Call call, CancellationToken cancellation) => activity.PlanAsync(call, cancellation);

    public async ValueTask<Outcome> ExecuteAsync(Call call, CancellationToken cancellation)
    {
        await stage.Time.WorkAsync(life, call.Site.Path, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        return await activity.ExecuteAsync(call, cancellation).ConfigureAwait(false);
    }

    public ValueTask<Reconciliation> ReconcileAsync(Call call, CancellationToken cancellation) =>
        activity.ReconcileAsync(call, cancellation);
}

/// <summary>The people of a scenario.</summary>
internal sealed class ScenarioDesk(Stage stage) : IPersonDesk
{
    private readonly Dictionary<string, (int Asked, int Given)> given = new(StringComparer.Ordinal);

    public bool BringsFiles => false;

    public ValueTask<PersonAnswered?> AskAsync(StepWaiting waiting, Failure? problem, CancellationToken cancellation)
    {
        if (problem is not null)
        {
            stage.Refused.Add((waiting.Path, problem));
        }

        var asked = stage.TimesAsked(waiting.Path);
        var (at, number) = given.GetValueOrDefault(waiting.Path);
        number = at == asked ? number : 0;
        given[waiting.Path] = (asked, number + 1);
        return ValueTask.FromResult(
            stage.Time.IsDead || stage.Reply(waiting.Path, asked) is not { } reply ? null : Answer(waiting, reply, number)
        );
    }

    public void Refused(Failure problem) => stage.Refused.Add(("", problem));

    private PersonAnswered? Answer(StepWaiting waiting, PersonReply reply, int number)
    {
        var by =
            number < reply.AgreedBy.Length ? reply.AgreedBy[number]
            : number == reply.AgreedBy.Length ? reply.RefusedBy
            : null;
        if (by is null)
        {
            return null;
        }

        if (reply.IsLate && waiting.Expires is { } expires && expires >= stage.Time.GetUtcNow())
        {
            stage.Time.Pass(expires - stage.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        }

        var values = reply.TicksAll
            ? reply.Values.With(PersonFields.Ticked.Name, Value.List(People.ItemIds(waiting.Request).Select(Value.Of)))
            : reply.Values;
        return new(
            waiting.Path,
            by,
            "en",
            "",
            Accepted: number < reply.AgreedBy.Length,
            People.Attached(waiting.Request, values),
            reply.Comment,
            "scenario"
        );
    }
}
