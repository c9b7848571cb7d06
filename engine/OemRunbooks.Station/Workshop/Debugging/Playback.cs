using System.Collections.Immutable;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Station.Workshop.Debugging;

/// <summary>Goes through a recorded run, forward and back.</summary>
/// <remarks>
/// The journal is the run: a place in it is a number of entries, and what is known there is their fold. So nothing is carried out, going
/// back costs a second fold, and every way to a place shows the same.
/// </remarks>
public sealed class Playback
{
    private readonly Runbook runbook;
    private readonly IReadOnlyList<Entry> entries;
    private RunState folded;
    private int applied;

    /// <summary>Stands before the first step.</summary>
    public Playback(Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        (Recording, runbook, entries) = (recording, recording.Runbook, recording.Entries);
        folded = new(runbook);
        Stops = [.. Found()];
    }

    /// <summary>The run.</summary>
    public Recording Recording { get; }

    /// <summary>Where one can stop, in the order of the run; the last one is its end.</summary>
    public ImmutableArray<Stop> Stops { get; }

    /// <summary>Which stop it is.</summary>
    public int Position { get; private set; }

    /// <summary>The stop.</summary>
    public Stop Current => Stops[Position];

    /// <summary>Goes to a stop.</summary>
    public void MoveTo(int position) => Position = Math.Clamp(position, 0, Stops.Length - 1);

    /// <summary>The next stop, whatever it is about; null at the end.</summary>
    public int? Into() => First(static _ => true);

    /// <summary>The next stop that is not inside the present step; null at the end.</summary>
    public int? Over() => First(s => !IsInside(s.Path, Current.Path));

    /// <summary>The next stop outside the runbook or activity of the present step; null where that is the run itself.</summary>
    public int? Out() => Frames is [_, var caller, ..] ? First(s => !IsInside(s.Path, caller.Path)) : null;

    /// <summary>The stop before, inside nothing that the present step is not inside of; null at the beginning.</summary>
    public int? Back()
    {
        var depth = Current.Path.Segments.Length;
        for (var i = Position - 1; i >= 0; i--)
        {
            if (IsStep(Stops[i]) && (Current.Kind == StopKind.End || Stops[i].Path.Segments.Length <= depth))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The stop at which the present step of a frame began last; null when it has not begun.</summary>
    public int? BeginningOf(StepPath path)
    {
        for (var i = Position; i >= 0; i--)
        {
            if (Stops[i].Kind is StopKind.Begin or StopKind.Skip && Stops[i].Path.Equals(path))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The steps in which the run is, from the inside: one for each runbook and activity.</summary>
    public IReadOnlyList<Frame> Frames
    {
        get
        {
            var paths = new List<StepPath> { Current.Path };
            for (var (inner, at) = (Current.Path, Current.Path.Parent); at is { IsRoot: false }; (inner, at) = (at, at.Parent))
            {
                if (inner.Last.Part != PathPart.Catch && IsCall(at))
                {
                    paths.Add(at);
                }
            }

            return [.. paths.Select((p, i) => FrameOf(p, i + 1 < paths.Count ? paths[i + 1] : StepPath.Root))];
        }
    }

    /// <summary>What is about to be done at the present stop, or has failed there; null at the end.</summary>
    public NextStep? Next =>
        Current.Kind == StopKind.Failure ? Begun(Current.Path)
        : Current.Entry < entries.Count ? NextStep.Of(StateAt(Position), entries[Current.Entry].Fact)
        : null;

    /// <summary>The fact that the present stop is about; null where the journal ends without the run's end.</summary>
    public Fact? Fact => Current.Entry < entries.Count ? entries[Current.Entry].Fact : null;

    /// <summary>What a step got when it began; null when it has not.</summary>
    public NextStep? Begun(StepPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var fact = Before(Position).LastOrDefault(f => f is StepStarted or UndoStarted && f.StepPath == path.ToString());

        // Its condition was another's business: what it read may have changed since.
        return fact is not null && NextStep.Of(StateAt(Position), fact) is { } begun
            ? begun with
            {
                Condition = null,
                Seen = Value.EmptyMap,
            }
            : null;
    }

    /// <summary>What an expression in a step can read at the present stop.</summary>
    public INames Names(StepPath path) => NamesAt(Position, path);

    /// <summary>What an expression in the step of any stop can read there.</summary>
    public INames NamesAt(int position, StepPath? path = null) => RunNames.Of(StateAt(position), path ?? Stops[position].Path);

    /// <summary>What these names stand for at the present stop.</summary>
    public IEnumerable<(string Name, Value Value)> Values(StepPath path) => RunNames.Values(StateAt(Position), path);

    /// <summary>The facts that tell which way the run took up to a stop: steps left out, ways after failures.</summary>
    public IEnumerable<Fact> Branches(int position) => Before(position).Where(static f => f is StepSkipped or RouteTaken);

    /// <summary>What happened from one number of entries to another: each fact, and what began with it.</summary>
    public IEnumerable<(NextStep? Begun, Fact Fact)> Happened(int from, int to)
    {
        for (var i = from; i < to && i < entries.Count; i++)
        {
            // What opens the run has nothing before it.
            var fact = entries[i].Fact;
            yield return (i == 0 ? null : NextStep.Of(StateAfter(i), fact), fact);
        }
    }

    /// <summary>Where a path leads.</summary>
    public StepPlace? PlaceOf(StepPath path) => runbook.Resolve(path);

    private IEnumerable<Fact> Before(int position) => entries.Take(Stops[position].Applied).Select(static e => e.Fact);

    private static bool IsStep(Stop stop) => stop.Kind != StopKind.Failure;

    // What a catch clause does comes after its step, not inside of it.
    private static bool IsInside(StepPath path, StepPath step)
    {
        var inner = path;
        for (var at = path.Parent; at is not null; (inner, at) = (at, at.Parent))
        {
            if (at.Equals(step))
            {
                return !step.IsRoot && inner.Last.Part != PathPart.Catch;
            }
        }

        return false;
    }

    private int? First(Func<Stop, bool> fits)
    {
        for (var i = Position + 1; i < Stops.Length; i++)
        {
            if (IsStep(Stops[i]) && fits(Stops[i]))
            {
                return i;
            }
        }

        return null;
    }

    private Frame FrameOf(StepPath path, StepPath caller)
    {
        var place = runbook.Resolve(path);
        var name = caller.IsRoot ? path.ToString() : path.ToString()[(caller.ToString().Length + 1)..];
        return new(path, name, place, place?.Owner ?? runbook);
    }

    private bool IsCall(StepPath path) => path.Last.Part == PathPart.Step && runbook.Resolve(path) is { Step.Called: not null };

    private RunState StateAt(int position) => StateAfter(Stops[position].Applied);

    private RunState StateAfter(int wanted)
    {
        if (wanted < applied)
        {
            (folded, applied) = (new(runbook), 0);
        }

        while (applied < wanted)
        {
            folded.Apply(entries[applied++]);
        }

        return folded;
    }

    private IEnumerable<Stop> Found()
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var fact = entries[i].Fact;
            if (KindOf(fact) is { } kind)
            {
                var isAfter = kind is StopKind.Failure or StopKind.End;
                yield return new(kind, StepPath.Parse(fact.StepPath ?? ""), i, isAfter ? i + 1 : i);
            }
        }

        if (entries.All(static e => e.Fact is not RunFinished))
        {
            yield return new(StopKind.End, StepPath.Root, entries.Count, entries.Count);
        }
    }

    private static StopKind? KindOf(Fact fact) =>
        fact switch
        {
            StepStarted => StopKind.Begin,
            StepSkipped => StopKind.Skip,
            UndoStarted => StopKind.Undo,
            StepFailed or UndoFailed => StopKind.Failure,
            RunFinished => StopKind.End,
            _ => null,
        };
}
