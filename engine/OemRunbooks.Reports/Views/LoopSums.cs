using OemRunbooks.Language.Definition;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>Sums up the passes of long loops: the first, the last and those in which something happened stand for the others.</summary>
/// <remarks>The JSON report and the journal hold all of them.</remarks>
internal sealed class LoopSums
{
    // A loop of fewer passes is read as a whole.
    private const int Long = 12;

    private const int Beginning = 2;

    // Of a loop in which most passes failed nobody reads them all.
    private const int MostNoted = 40;

    private readonly Dictionary<string, Loop> loops = new(StringComparer.Ordinal);

    internal LoopSums(IReadOnlyList<ReportStep> steps)
    {
        foreach (var step in steps)
        {
            var path = Parsed(step.Path);
            foreach (var (loop, pass) in Passes(path))
            {
                if (!loops.TryGetValue(loop, out var known))
                {
                    loops[loop] = known = new();
                }

                known.Add(pass.Last.Number, step, isPassItself: ReferenceEquals(pass, path), isDirect: ReferenceEquals(pass, path!.Parent));
            }
        }

        foreach (var loop in loops.Values)
        {
            loop.Close();
        }
    }

    /// <summary>Whether it lies in a pass that is summed up.</summary>
    internal bool IsHidden(ReportStep step) => Hiding(step.Path) is not null;

    /// <summary>What stands for the passes that begin to be hidden with this step; null when that was said before.</summary>
    internal Sheet? Begin(Page page, ReportStep step)
    {
        if (Hiding(step.Path) is not { IsSaid: false } range)
        {
            return null;
        }

        range.IsSaid = true;
        return new Sheet()
            .Put("depth", Math.Min(step.Depth, 4))
            .Put(
                "text",
                page.Word(
                    Says.LoopSum(
                        Figures.Number(range.From + 1, page.Language),
                        Figures.Number(range.To + 1, page.Language),
                        Says.CountPasses(range.To - range.From + 1),
                        page.Time(range.Total),
                        page.Time(range.Longest)
                    )
                )
            );
    }

    private Range? Hiding(string path)
    {
        foreach (var (loop, pass) in Passes(Parsed(path)))
        {
            if (loops[loop].Hidden.GetValueOrDefault(pass.Last.Number) is { } range)
            {
                return range;
            }
        }

        return null;
    }

    // Each pass in which a step lies or that it is, the outermost first.
    private static IEnumerable<(string Loop, StepPath Pass)> Passes(StepPath? path) =>
        path is null
            ? []
            : path
                .Ancestors.Prepend(path)
                .Where(static p => !p.IsRoot && p.Last.Part == PathPart.Pass)
                .Reverse()
                .Select(static p => (p.Parent!.ToString(), p));

    // Most steps are in no loop.
    private static StepPath? Parsed(string path) => path.Contains('[', StringComparison.Ordinal) ? StepPath.TryParse(path) : null;

    // What a reader has to see.
    private static bool IsNoted(ReportStep step) =>
        step.Standing is not (StepStanding.Succeeded or StepStanding.Skipped)
        || step.Manner == StepManner.SkippedByPerson
        || step.Attempts > 1
        || step.Rerun
        || !step.Remarks.IsEmpty
        || !step.Questions.IsEmpty
        || !step.Routes.IsEmpty;

    /// <summary>Passes, one after another, that are summed up together.</summary>
    private sealed class Range
    {
        internal required int From { get; init; }

        internal int To { get; set; }

        internal long Total { get; set; }

        internal long Longest { get; set; }

        internal bool IsSaid { get; set; }
    }

    private sealed class Loop
    {
        private readonly SortedDictionary<int, long> times = [];
        private readonly HashSet<int> noted = [];
        private readonly HashSet<int> timed = [];

        internal Dictionary<int, Range> Hidden { get; } = [];

        internal void Add(int pass, ReportStep step, bool isPassItself, bool isDirect)
        {
            times.TryAdd(pass, 0);
            if (isPassItself && step.Duration is { } whole)
            {
                times[pass] = whole;
                timed.Add(pass);
            }
            else if (isDirect && !timed.Contains(pass))
            {
                times[pass] += step.Duration ?? 0;
            }

            if (IsNoted(step) && noted.Count < MostNoted)
            {
                noted.Add(pass);
            }
        }

        internal void Close()
        {
            if (times.Count <= Long)
            {
                return;
            }

            var last = times.Keys.Last();
            Range? range = null;
            foreach (var (pass, time) in times)
            {
                if (pass < Beginning || pass == last || noted.Contains(pass))
                {
                    range = null;
                    continue;
                }

                range ??= new() { From = pass };
                range.To = pass;
                range.Total += time;
                range.Longest = Math.Max(range.Longest, time);
                Hidden.Add(pass, range);
            }
        }
    }
}
