using System.Collections.Concurrent;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Testing.Clocks;

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

/// <summary>An activity that does what the script says.</summary>
internal sealed class FakeActivity(ActivityInfo info, Script script) : IActivity
{
    public ActivityInfo Info => info;

    public ValueTask<PlannedWork> PlanAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(PlannedWork.Of(new(LocalizedText.Both(info.Name), true)));

    public ValueTask<Outcome> ExecuteAsync(Call call, CancellationToken cancellation) => script.Execute(info.Name, call, cancellation);

    public ValueTask<Reconciliation> ReconcileAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(script.Reconcile(call));
}

/// <summary>A person at the machine who gives prepared answers; nobody when there are none left.</summary>
internal sealed class Desk : IPersonDesk
{
    internal Queue<Func<StepWaiting, PersonAnswered?>> Answers { get; } = new();

    internal Func<StepWaiting, PersonAnswered?> Otherwise { get; init; } = static _ => null;

    internal List<string?> Problems { get; } = [];

    public void Refused(Failure problem) => Problems.Add(problem.Code);

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

    public void OnRead(Entry entry, Planning.RunState state) => OnEntry(entry, state);

    public void OnProgress(string path, WorkProgress progress) { }

    public void OnUnexpected(string path, Exception exception)
    {
        lock (Unexpected)
        {
            Unexpected.Add(exception);
        }
    }
}
