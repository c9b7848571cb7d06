using System.Collections.Immutable;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>Tells how far into the run an entry lies, and what the time was spent on.</summary>
/// <remarks>
/// Within a session the monotonic clock is believed; between sessions only the wall clock is left, and a negative
/// difference counts as none. So a wall clock that steps back neither shortens nor reorders anything.
/// </remarks>
internal sealed class RunClock
{
    /// <summary>A clock that is being slewed differs by at most half a per mille; a second is allowed for anyway.</summary>
    private const long Tolerance = 1000;

    private readonly ImmutableArray<RunPause>.Builder pauses = ImmutableArray.CreateBuilder<RunPause>();
    private readonly ImmutableArray<ClockStep>.Builder steps = ImmutableArray.CreateBuilder<ClockStep>();
    private Entry? before;

    internal long Offset { get; private set; }

    internal long Working { get; private set; }

    internal long Waiting { get; private set; }

    internal long Stopped { get; private set; }

    internal ImmutableArray<RunPause> Pauses => pauses.ToImmutable();

    internal ImmutableArray<ClockStep> Steps => steps.ToImmutable();

    /// <summary>Moves on to an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isStopped">Whether the engine did not run until now.</param>
    /// <param name="isWaiting">Whether nothing but a person's answer was waited for.</param>
    internal void Advance(Entry entry, bool isStopped, bool isWaiting)
    {
        if (before is not null)
        {
            var wall = (long)(entry.At - before.At).TotalMilliseconds;
            var mono = entry.Mono - before.Mono;
            var between = isStopped || mono < 0;
            var back = between ? -wall : mono - wall;
            if (wall < 0 || (!between && back > Tolerance + (mono / 1000)))
            {
                steps.Add(new(entry.Seq, before.At, entry.At, back));
            }

            Spend(Math.Max(0, between ? wall : mono), isStopped, isWaiting);
        }

        before = entry;
    }

    private void Spend(long time, bool isStopped, bool isWaiting)
    {
        if (isWaiting)
        {
            Waiting += time;
        }
        else if (isStopped)
        {
            Stopped += time;
        }
        else
        {
            Working += time;
        }

        if (time > 0 && (isWaiting || isStopped))
        {
            Pause(new(Offset, time, isStopped && !isWaiting));
        }

        Offset += time;
    }

    private void Pause(RunPause pause)
    {
        if (pauses.Count > 0 && pauses[^1] is var last && last.IsStop == pause.IsStop && last.Offset + last.Duration == pause.Offset)
        {
            pauses[^1] = last with { Duration = last.Duration + pause.Duration };
            return;
        }

        pauses.Add(pause);
    }

    /// <summary>How long the engine was stopped between two moments.</summary>
    internal static long StoppedBetween(ImmutableArray<RunPause> pauses, long from, long to) =>
        pauses.Where(static p => p.IsStop).Sum(p => Math.Max(0, Math.Min(to, p.Offset + p.Duration) - Math.Max(from, p.Offset)));
}
