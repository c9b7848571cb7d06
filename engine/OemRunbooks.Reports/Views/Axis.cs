using System.Collections.Immutable;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Views;

/// <summary>Maps time onto a width. Long stretches without work are squeezed, or a night's wait would leave the work invisible.</summary>
internal sealed class Axis
{
    private readonly List<(long From, long To, double Width)> squeezed = [];
    private readonly double total;
    private readonly double width;

    internal Axis(RunTimes times, ImmutableArray<RunPause> pauses, double width)
    {
        this.width = width;
        var work = Math.Max(1, times.Total - pauses.Sum(static p => p.Duration));
        total = Math.Max(1, times.Total);
        foreach (var pause in pauses.Where(p => p.Duration > work / 4))
        {
            var shown = Math.Max(1, work * 0.12);
            squeezed.Add((pause.Offset, pause.Offset + pause.Duration, shown));
            total -= pause.Duration - shown;
        }
    }

    internal bool IsSqueezed => squeezed.Count > 0;

    /// <summary>Where a point in time lies, from 0 to the width.</summary>
    internal double At(long offset)
    {
        var at = (double)offset;
        foreach (var (from, to, shown) in squeezed)
        {
            if (offset <= from)
            {
                break;
            }

            var share = Math.Min(1, (offset - from) / (double)(to - from));
            at -= (Math.Min(offset, to) - from) - (shown * share);
        }

        return Math.Clamp(at / total * width, 0, width);
    }
}
