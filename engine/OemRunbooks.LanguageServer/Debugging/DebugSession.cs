using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.Station.Workshop.Debugging;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>Somebody goes through a recorded run: where they are, where they stop, what is told on the way.</summary>
internal sealed class DebugSession
{
    /// <summary>The number of the only thread: what runs side by side has an order in the journal.</summary>
    internal const int Thread = 1;

    private const int MostLines = 500;
    private readonly Wire wire;
    private readonly Locale language;
    private readonly StepLines lines;
    private readonly Playback playback;
    private readonly StepPath? lastFailure;
    private string[] filters = [DebugCommands.LastFailure];
    private int told;

    internal DebugSession(DebugHost host, Locale language, Wire wire, Recording recording, JsonNode? arguments, Counting counting)
    {
        (this.wire, this.language, Recording, Arguments) = (wire, language, recording, arguments?.DeepClone());
        lines = new(host.Product.Messages, language);
        playback = new(recording);
        Sources = new(host, counting);
        Looks = new(playback, Sources, lines, host.Product.Messages, language);
        var ended = recording.Entries.Select(static e => e.Fact).OfType<RunFinished>().LastOrDefault();
        lastFailure = StepPath.TryParse(ended?.FailedStep);
    }

    /// <summary>The run.</summary>
    internal Recording Recording { get; }

    /// <summary>How it was launched.</summary>
    internal JsonNode? Arguments { get; }

    /// <summary>Where it stops.</summary>
    internal required Breakpoints Breakpoints { get; init; }

    /// <summary>The texts.</summary>
    internal SourceFiles Sources { get; }

    /// <summary>What is seen at a stop.</summary>
    internal Looks Looks { get; }

    /// <summary>Whether the run has been gone through.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>Begins: stops at once, at a step, or goes on to the first breakpoint.</summary>
    internal void Begin()
    {
        wire.Show(Recording.Name.In(language));
        if (Recording.Difference is { } difference)
        {
            wire.Show(Say(Says.DapJournalDeparts((int)difference.Seq, difference.Step ?? "")), "important");
        }

        if (Arguments.FlagAt("noDebug"))
        {
            Finish();
        }
        else if (Arguments.TextAt("from") is { Length: > 0 } step)
        {
            StopAt(FirstOf(step) ?? 0, "entry");
        }
        else if (Arguments.FlagAt("stopOnEntry"))
        {
            StopAt(0, "entry");
        }
        else if (Reason(0) is { } reason)
        {
            StopAt(0, reason);
        }
        else
        {
            Go(null, default);
        }
    }

    internal void Continue(CancellationToken cancellation) => Go(null, cancellation);

    internal void Over() => Step(playback.Over());

    internal void Into() => Step(playback.Into());

    internal void Out() => Step(playback.Out());

    internal void Back() => StopAt(playback.Back() ?? 0, "step");

    internal void Reverse()
    {
        for (var i = playback.Position - 1; i >= 0; i--)
        {
            if (Reason(i) is { } reason)
            {
                StopAt(i, reason);
                return;
            }
        }

        StopAt(0, "entry");
    }

    internal void RestartFrame(int frame)
    {
        var path = Looks.Frame(frame)?.Path;
        StopAt(path is null ? playback.Position : playback.BeginningOf(path) ?? playback.Position, "restart");
    }

    internal JsonObject SetBreakpoints(JsonNode? arguments) =>
        new()
        {
            ["breakpoints"] = Breakpoints.Set(
                Sources.TextOf(arguments.At("source"), Recording.Runbook),
                arguments,
                Sources.Counting,
                language
            ),
        };

    internal JsonObject? SetFilters(string[] wanted)
    {
        filters = wanted;
        return null;
    }

    internal JsonObject BreakpointLocations(JsonNode? arguments) =>
        new()
        {
            ["breakpoints"] = Breakpoints.Locations(Sources.TextOf(arguments.At("source"), Recording.Runbook), arguments, Sources.Counting),
        };

    private string Say(Sentence words) => words.In(language);

    private int? FirstOf(string step)
    {
        var at = playback.Stops.FirstOrDefault(s => s.Kind == StopKind.Begin && s.Path.Last is { Part: PathPart.Step } l && l.Id == step);
        return at is null ? null : playback.Stops.IndexOf(at);
    }

    // At the end of all, whoever steps can look around once more; the next step ends it.
    private void Step(int? target)
    {
        if (playback.Current.Kind == StopKind.End)
        {
            Finish();
        }
        else
        {
            Go(target, default);
        }
    }

    private void Go(int? target, CancellationToken cancellation)
    {
        for (var i = playback.Position + 1; i < (target ?? playback.Stops.Length); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Reason(i) is { } reason)
            {
                StopAt(i, reason);
                return;
            }
        }

        if (target is { } there)
        {
            StopAt(there, Reason(there) ?? "step");
        }
        else
        {
            Finish();
        }
    }

    private string? Reason(int stop) =>
        playback.Stops[stop].Kind switch
        {
            StopKind.Failure => IsWanted(playback.Stops[stop]) ? "exception" : null,
            StopKind.Begin or StopKind.Skip or StopKind.Undo => IsHit(stop) ? "breakpoint" : null,
            _ => null,
        };

    private bool IsHit(int stop)
    {
        foreach (var found in Breakpoints.At(playback, stop))
        {
            if (found.Log is { } log)
            {
                Tell(playback.Stops[stop].Applied);
                wire.Show(log);
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    // What a block passes on is not a failure of its own.
    private bool IsWanted(Stop stop) =>
        Recording.Entries[stop.Entry].Fact is not StepFailed { From: not null }
        && (filters.Contains(DebugCommands.AnyFailure) || (filters.Contains(DebugCommands.LastFailure) && IsLast(stop)));

    private bool IsLast(Stop stop) =>
        lastFailure is not null
        && stop.Path.Equals(lastFailure)
        && playback.Stops.Last(s => s.Kind == StopKind.Failure && s.Path.Equals(lastFailure)) == stop;

    private void StopAt(int stop, string reason)
    {
        Tell(playback.Stops[stop].Applied);
        playback.MoveTo(stop);
        Looks.Forget();
        var body = new JsonObject
        {
            ["reason"] = reason,
            ["threadId"] = Thread,
            ["allThreadsStopped"] = true,
        };
        if (reason == "exception" && playback.Fact is StepFailed { Failure: var failure })
        {
            body["text"] = failure.Code;
        }

        if (reason == "breakpoint")
        {
            body["hitBreakpointIds"] = new JsonArray([.. Breakpoints.At(playback, stop).Select(static b => (JsonNode)b.Id)]);
        }

        wire.Tell("stopped", body);
    }

    private void Finish()
    {
        Tell(Recording.Entries.Count);
        foreach (var line in Recording.Test is { } test ? lines.Verdict(test) : [])
        {
            wire.Show(line, Recording.Test is { Passed: false } ? "stderr" : "stdout");
        }

        IsOver = true;
        wire.Tell("exited", new JsonObject { ["exitCode"] = Recording.Test is { Passed: false } ? 1 : 0 });
        wire.Tell("terminated");
    }

    // What was told once is not told again when somebody goes back and forth.
    private void Tell(int until)
    {
        if (until <= told)
        {
            return;
        }

        var text = playback
            .Happened(told, until)
            .SelectMany(h => h.Begun is { } begun ? lines.Before(begun) : lines.After(h.Fact))
            .TakeLast(MostLines)
            .ToList();
        told = until;
        if (text.Count > 0)
        {
            wire.Show(string.Join('\n', text));
        }
    }
}
