using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Clocks;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Support;

/// <summary>A station in a directory of its own, with fake activities and a clock that stands still.</summary>
internal sealed class Rig : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("runbook-").FullName;

    internal Rig()
    {
        Observer = new(Clock);
        Station = new(root);
        Loader = new(
            FakeActivities.Infos,
            name => Library.TryGetValue(name, out var yaml) ? ($"{name}.yaml", Encoding.UTF8.GetBytes(yaml)) : null
        );
    }

    internal string Root => root;

    internal ManualClock Clock { get; } = new();

    internal Script Script { get; } = new();

    internal Observer Observer { get; }

    internal Desk? Desk { get; set; }

    internal StationDirectory Station { get; }

    internal Redactor Redactor { get; } = new();

    /// <summary>Who certifies run keys; null for runs without seals.</summary>
    internal SigningKey? Signer { get; set; }

    internal Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Runbooks that can be called, by id or alias.</summary>
    internal Dictionary<string, string> Library { get; } = new(StringComparer.Ordinal);

    internal RunbookLoader Loader { get; }

    internal RunHost Host =>
        new()
        {
            Station = Station,
            Store = Store,
            Activities = FakeActivities
                .Infos.Select(i => new FakeActivity(i, Script))
                .ToFrozenDictionary(static a => a.Info.Name, static IActivity (a) => a, StringComparer.Ordinal),
            Messages = new Messages(EngineWords.All),
            Clock = Clock,
            Redactor = Redactor,
            Secrets = new EnvironmentSecrets(Environment, Station, Redactor),
            Environment = Environment,
            People = Desk,
            Observer = Observer,
            Operator = "anna",
            Language = Locale.Pl,
            Signer = Signer,
            Boot = "boot",
            Program = "0.1.0",
            StationFacts = Value.MapOf(("platform", Value.Of("linux")), ("name", Value.Of("st-1"))),
        };

    /// <summary>The newest run.</summary>
    internal StoredRun Stored => Store.List()[0];

    internal IRunStore Store => OtherStore ?? new DirectoryStore(Station);

    /// <summary>Where runs are kept instead of in the station's directory; null for there.</summary>
    internal IRunStore? OtherStore { get; set; }

    internal string Notes => Path.Combine(Stored.Root, "seals.txt");

    public void Dispose() => Directory.Delete(root, recursive: true);

    internal Runbook Load(string yaml)
    {
        var result = Loader.Load("test.yaml", Encoding.UTF8.GetBytes(yaml));
        Assert.True(
            result.Runbook is not null,
            string.Join("\n", result.Diagnostics.Select(static d => $"{d.Span.Line}:{d.Span.Column} {d.Code} {d.Arguments}")) + "\n" + yaml
        );
        return result.Runbook!;
    }

    /// <summary>Runs to the end, or to where it waits or is stopped.</summary>
    internal async Task<Ran> RunAsync(string yaml, Value? inputs = null, CancellationToken stop = default)
    {
        var runbook = Load(yaml);
        var resolved = InputValues.Resolve(runbook, inputs ?? Value.EmptyMap, Host.StationFacts, out var problems);
        Assert.Empty(problems);
        var (run, state) = RunService.Open(Host, runbook, resolved, null);
        return await GoOnAsync(run, state, stop).ConfigureAwait(false);
    }

    internal Task<Ran> ResumeAsync(CancellationToken stop = default) => ResumeAsync(null, stop);

    internal async Task<Ran> ResumeAsync(DeviationRequest? wanted, CancellationToken stop = default)
    {
        Observer.Entries.Clear();
        var run = Store.Open(Stored.Id, FileUse.Change);
        return await GoOnAsync(run, RunService.Resume(Host, run, Loader, wanted), stop).ConfigureAwait(false);
    }

    internal void Answer(string step, bool accepted = true, string by = "bogdan", Value? values = null) =>
        Answer(step, w => Person(w, accepted, by, values));

    internal void Answer(string step, Func<StepWaiting, PersonAnswered> answer)
    {
        using var run = Store.Open(Stored.Id, FileUse.Change);
        RunService
            .AnswerAsync(Host.Station, run, RunService.ReadToGoOn(run, Loader, null), new(Clock, Redactor), answer, step)
            .GetAwaiter()
            .GetResult();
    }

    internal static PersonAnswered Person(StepWaiting waiting, bool accepted = true, string by = "bogdan", Value? values = null) =>
        new(waiting.Path, by, "pl", "?", accepted, values ?? Value.EmptyMap, null, "console");

    internal async Task<Ran> GoOnAsync(StoredRun run, RunState state, CancellationToken stop)
    {
        RunEnd end;
        using (run)
        {
            end = await new Runner(Host, run, state)
                .RunAsync(stop)
                .WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None)
                .ConfigureAwait(false);
        }

        var (read, _) = RunService.Read(run, Loader, null);
        Assert.Equal(Picture.Of(state), Picture.Of(read));
        ReplayLaw.Holds(run, Loader);
        return new(end, state, [.. Observer.Entries], Store.Open(run.Id));
    }
}

/// <summary>What came of a run.</summary>
internal sealed record Ran(RunEnd End, RunState State, IReadOnlyList<Entry> Entries, StoredRun Run)
{
    internal RunFinished Finished => State.Finished!;

    /// <summary>
    /// The journal in short: + started (~ again after an interruption), = succeeded, ! failed, - skipped, ? waiting, . answered,
    /// @ another attempt, &gt; route, &lt; undo, # finished, || interrupted, |&gt; resumed.
    /// </summary>
    internal string Story => string.Join(' ', Entries.Select(static e => Short(e.Fact)).Where(static s => s.Length > 0));

    private static string Short(Fact fact) =>
        fact switch
        {
            StepStarted s => $"{(s.Rerun ? "~" : "+")}{s.Path}{(s.Attempt > 1 ? $"#{s.Attempt}" : "")}",
            StepSucceeded s => $"={s.Path}",
            StepFailed s => $"!{s.Path}:{s.Failure.Code}",
            StepSkipped s => $"-{s.Path}",
            StepWaiting s => $"?{s.Path}",
            PersonAnswered s => $".{s.Path}",
            RetryScheduled s => $"@{s.Path}:{s.DelayMilliseconds}",
            RouteTaken s => $">{s.Path}:{s.Taken.Word()}{(s.Team is null ? "" : ":" + s.Team)}",
            UndoStarted s => $"<{s.Path}{(s.Rerun ? "~" : "")}",
            UndoSucceeded s => $"<={s.Path}",
            UndoFailed s => $"<!{s.Path}:{s.Failure.Code}",
            RunFinished s => $"#{s.Outcome.Word()}",
            RunInterrupted => "||",
            RunResumed => "|>",
            _ => "",
        };
}

/// <summary>Everything that a state knows, as text.</summary>
internal static class Picture
{
    internal static string Of(RunState state)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"interrupted {state.IsInterrupted} finished {state.Finished?.ToData()}\n");
        if (state.Root is { } root)
        {
            Add(text, root, "");
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, Invocation invocation, string indent)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"{indent}run {invocation.Prefix} {invocation.Phase} {invocation.Problem} {invocation.FinallyProblem} "
                + $"{invocation.Undoing?.ToData()} {invocation.UndoInterrupted} {invocation.Undone} {invocation.UndoFailures} "
                + $"{invocation.Rule} {invocation.RuleTaken} {invocation.EscalatedTo} inputs {invocation.Inputs}\n"
        );
        foreach (var (path, how) in invocation.Compensations)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent} undo {path} {how.Action} {how.Inputs}\n");
        }

        Add(text, invocation.Scope, indent);
        Add(text, invocation.Current, indent + " ");
    }

    private static void Add(StringBuilder text, Scope scope, string indent)
    {
        foreach (var (id, result) in scope.Results.OrderBy(static r => r.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent} {id}: {result}\n");
        }
    }

    private static void Add(StringBuilder text, Block block, string indent)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"{indent}block {block.Prefix} next {block.Next} {block.Problem} items {(block.Items ?? Value.Null)}\n"
        );
        foreach (var node in block.Live)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{indent} {node.Path} {node.State} {node.Attempt} {node.Inputs} {node.StartedAt:O} {node.Problem} "
                    + $"{node.RetryUntil:O} {node.CatchIndex} {node.Waiting?.ToData()} {node.Checkpoint} "
                    + $"{string.Join(',', node.Answers.Select(static a => a.Answer.ToData().ToText()))}\n"
            );
            if (node.Scope != block.Scope)
            {
                Add(text, node.Scope, indent + "  ");
            }

            if (node.Body is { } body)
            {
                Add(text, body, indent + "  ");
            }

            if (node.Call is { } call)
            {
                Add(text, call, indent + "  ");
            }
        }
    }
}

/// <summary>The law that makes replay exact: at every entry, what the planner decides is what the journal holds.</summary>
internal static class ReplayLaw
{
    internal static void Holds(StoredRun run, RunbookLoader loader)
    {
        var entries = run.Read().ToList();
        Holds(RunService.Definition(run, loader, entries[0]), entries);
    }

    internal static void Holds(Runbook runbook, IEnumerable<Entry> entries)
    {
        var result = new Replayer(runbook).Run(entries);
        Assert.True(result.Difference is null, result.Difference?.ToString());
    }
}
