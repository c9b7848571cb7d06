using System.Collections.Concurrent;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Tests.Support;

/// <summary>What a fake activity does; the default is to succeed and give back its input.</summary>
internal delegate ValueTask<Outcome> Behaviour(Call call, CancellationToken cancellation);

/// <summary>What the fake activities do, by step path (and attempt).</summary>
internal sealed class Script
{
    private readonly ConcurrentDictionary<string, Behaviour> behaviours = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<Call, Reconciliation>> findings = new(StringComparer.Ordinal);

    /// <summary>Every call in order: <c>path</c>, <c>path#attempt</c>, <c>reconcile path</c>.</summary>
    internal ConcurrentQueue<string> Calls { get; } = new();

    internal Behaviour Otherwise { get; set; } =
        static (call, _) => ValueTask.FromResult(Outcome.Done(("value", call.Inputs["value"]), ("path", Value.Of(call.Site.Path))));

    internal Func<Call, Reconciliation> FindsOtherwise { get; set; } = static _ => Reconciliation.NotBegun;

    internal Script On(string path, Behaviour behaviour)
    {
        behaviours[path] = behaviour;
        return this;
    }

    internal Script Fails(string path, string code, bool retryable = false) =>
        On(path, (_, _) => ValueTask.FromResult(Outcome.Failed(new Failure(code, Value.EmptyMap, retryable))));

    internal Script Finds(string path, Func<Call, Reconciliation> finding)
    {
        findings[path] = finding;
        return this;
    }

    internal ValueTask<Outcome> Execute(string activity, Call call, CancellationToken cancellation)
    {
        var site = call.Site;
        var undo = activity == "do.undo";
        Calls.Enqueue(
            undo ? $"undo {site.Path}"
            : site.Attempt == 1 ? site.Path
            : $"{site.Path}#{site.Attempt}"
        );
        return behaviours.TryGetValue($"{site.Path}#{site.Attempt}", out var exact) && !undo ? exact(call, cancellation)
            : behaviours.TryGetValue(undo ? $"undo {site.Path}" : site.Path, out var any) ? any(call, cancellation)
            : Otherwise(call, cancellation);
    }

    internal Reconciliation Reconcile(Call call)
    {
        Calls.Enqueue($"reconcile {call.Site.Path}");
        return findings.TryGetValue(call.Site.Path, out var finding) ? finding(call) : FindsOtherwise(call);
    }
}

/// <summary>The inputs of the fake activities that tests read.</summary>
internal static class FakeFields
{
    internal static Input<string?> Text { get; } = Input.String(new("text", new("text", "text"))).Optional();

    internal static Input<long> Count { get; } = Input.Integer(new("count", new("count", "count"))).Or(0);

    internal static Input<SecretName?> Key { get; } = Input.Secret(new("key", new("key", "key"))).Optional();

    internal static Input<StationPath?> Target { get; } = Input.Path(new("target", new("target", "target")), changes: true).Optional();
}

internal sealed class FakeActivity(ActivityInfo info, Script script) : IActivity
{
    public ActivityInfo Info => info;

    public ValueTask<PlannedWork> PlanAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(PlannedWork.Of(new(LocalizedText.Both(info.Name), true)));

    public ValueTask<Outcome> ExecuteAsync(Call call, CancellationToken cancellation) => script.Execute(info.Name, call, cancellation);

    public ValueTask<Reconciliation> ReconcileAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(script.Reconcile(call));

    internal static readonly ActivityInfo[] Infos =
    [
        Info_("do.work", Interruption.Rerun),
        Info_("do.once", Interruption.Verify),
        Info_("do.asked", Interruption.Ask),
        Info_("do.fragile", Interruption.Abort),
        Info_("do.undo", Interruption.Rerun),
        Info_("do.change", Interruption.Verify) with
        {
            LeavesChange = true,
        },
        Info_("do.fail", Interruption.Rerun) with
        {
            AlwaysFails = true,
            Errors = ["fake.broken"],
        },
        new("escalate.team", LocalizedText.Both("tells a team"))
        {
            Interruption = Interruption.Rerun,
            Inputs =
            [
                Input.String(new("team", new("team", "team"))),
                Input.Texts(new("attach", new("attach", "attach"))).OrEmpty(),
                Input.String(new("note", new("note", "note"))).Optional(),
            ],
            Outputs = [Output.Path(new("package", new("package", "package")))],
            Errors = ["escalate.failed"],
        },
    ];

    private static ActivityInfo Info_(string name, Interruption interruption) =>
        new(name, LocalizedText.Both(name))
        {
            Interruption = interruption,
            Inputs =
            [
                Input.Any(new("value", new("value", "value"))).Optional(),
                FakeFields.Text,
                FakeFields.Count,
                FakeFields.Key,
                Input.Texts(new("list", new("list", "list"))).OrEmpty(),
                FakeFields.Target,
                Input.Choice(new("mode", new("mode", "mode")), "fast", "safe").Optional(),
            ],
            Outputs =
            [
                Output.Any(new("value", new("value", "value"))),
                Output.String(new("path", new("path", "path"))),
                Output.Texts(new("list", new("list", "list"))),
            ],
            Errors = ["fake.broken", "fake.other", new("fake.flaky", Retryable: true), "person.declined"],
        };
}

/// <summary>A person at the machine who gives prepared answers; nobody when there are none left.</summary>
internal sealed class Desk : IPersonDesk
{
    internal Queue<Func<StepWaiting, PersonAnswered?>> Answers { get; } = new();

    internal Func<StepWaiting, PersonAnswered?> Otherwise { get; init; } = static _ => null;

    internal List<string?> Problems { get; } = [];

    public ValueTask<PersonAnswered?> AskAsync(StepWaiting waiting, Failure? problem, CancellationToken cancellation)
    {
        Problems.Add(problem?.Code);
        return ValueTask.FromResult(Answers.TryDequeue(out var answer) ? answer(waiting) : Otherwise(waiting));
    }
}

/// <summary>Remembers the entries and moves the clock over waits between attempts.</summary>
internal sealed class Observer(ManualClock clock) : IRunObserver
{
    internal List<Entry> Entries { get; } = [];

    internal List<Exception> Unexpected { get; } = [];

    internal Action<Entry>? Also { get; set; }

    public void OnEntry(Entry entry, Planning.RunState state)
    {
        Entries.Add(entry);
        if (entry.Fact is RetryScheduled retry)
        {
            clock.Advance(TimeSpan.FromMilliseconds(retry.DelayMilliseconds));
        }

        Also?.Invoke(entry);
    }

    public void OnProgress(string path, WorkProgress progress) { }

    public void OnUnexpected(string path, Exception exception)
    {
        lock (Unexpected)
        {
            Unexpected.Add(exception);
        }
    }
}
