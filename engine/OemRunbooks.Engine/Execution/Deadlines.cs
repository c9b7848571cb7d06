using OemRunbooks.Engine.Planning;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Execution;

/// <summary>
/// The time limits of a run's steps and of the blocks around them. They count running time: a run that stands still does not use them up.
/// </summary>
internal sealed class Deadlines(TimeProvider clock)
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);
    private readonly Dictionary<string, CancellationTokenSource> blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Limits> steps = new(StringComparer.Ordinal);

    /// <summary>A token that ends when the step's own time, or that of a block around it, has run out.</summary>
    internal CancellationToken For(RunState state, string path, Step step)
    {
        var around = state.EnclosingLimits(path).ToList();
        if (step.Timeout is null && around.Count == 0)
        {
            return CancellationToken.None;
        }

        var own = step.Timeout is { } limit ? Timer(limit) : null;
        foreach (var (blockPath, blockLimit) in around)
        {
            if (!blocks.ContainsKey(blockPath))
            {
                blocks[blockPath] = Timer(blockLimit);
            }
        }

        var linked = CancellationTokenSource.CreateLinkedTokenSource([
            own?.Token ?? CancellationToken.None,
            .. around.Select(a => blocks[a.Path].Token),
        ]);
        steps[path] = new Limits(own, step.Timeout, around, linked);
        return linked.Token;
    }

    /// <summary>Gives a timeout its reason: the step's own limit, or the path of the block whose time ran out.</summary>
    internal Fact Judge(string path, Fact fact)
    {
        if (!steps.Remove(path, out var limits))
        {
            return fact;
        }

        var judged = fact;
        if (fact is StepFailed { Failure.Code: ActivityCaller.TimedOut } failed)
        {
            var block = limits.Around.LastOrDefault(a => blocks[a.Path].IsCancellationRequested);
            var ranOut = block.Path is null ? limits.Limit : block.Limit;
            var reason = Faults.StepTimeout((long?)ranOut?.TotalSeconds, block.Path);
            judged = failed with
            {
                Scope = block.Path,
                Failure = failed.Failure with
                {
                    Arguments = reason.Arguments.Members.Aggregate(failed.Failure.Arguments, static (all, m) => all.With(m.Key, m.Value)),
                },
            };
        }

        limits.Linked.Dispose();
        limits.Own?.Dispose();
        return judged;
    }

    /// <summary>A block is over: another attempt at it gets its whole time again.</summary>
    internal void Forget(string path)
    {
        if (blocks.Remove(path, out var timer))
        {
            timer.Dispose();
        }
    }

    // Timers reach 49 days.
    private CancellationTokenSource Timer(TimeSpan limit) => new(limit < LongestTimer ? limit : LongestTimer, clock);

    private sealed record Limits(
        CancellationTokenSource? Own,
        TimeSpan? Limit,
        List<(string Path, TimeSpan Limit)> Around,
        CancellationTokenSource Linked
    );
}
