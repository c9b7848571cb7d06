using System.Collections.Immutable;

namespace OemRunbooks.Station.Fleet;

/// <summary>What the field knows of one step.</summary>
/// <param name="Reached">The runs in which it began; one in which it was only skipped is not among them.</param>
/// <param name="Failed">The runs in which it failed and no later attempt mended that; at most those in which it began.</param>
/// <param name="Skipped">The runs in which it was skipped; a loop may do both in one run.</param>
/// <param name="Codes">In how many runs it failed with each code.</param>
/// <param name="Durations">
/// How often it took how many milliseconds until it succeeded, rounded to two digits; a loop counts each of its passes.
/// </param>
public sealed record FieldStep(
    long Reached,
    long Failed,
    long Skipped,
    ImmutableSortedDictionary<string, long> Codes,
    ImmutableSortedDictionary<long, long> Durations
)
{
    /// <summary>Half of the times it took at most so many milliseconds, rounded to two digits; null when it never succeeded.</summary>
    public long? Median
    {
        get
        {
            var before = (Durations.Values.Sum() + 1) / 2;
            foreach (var (duration, count) in Durations)
            {
                before -= count;
                if (before <= 0)
                {
                    return duration;
                }
            }

            return null;
        }
    }

    /// <summary>A duration as it is kept: two digits and noughts. So digests can be added up, and files stay small.</summary>
    internal static long Rounded(long milliseconds)
    {
        var unit = 1L;
        while (milliseconds / unit >= 100)
        {
            unit *= 10;
        }

        return (milliseconds + (unit / 2)) / unit * unit;
    }
}

/// <summary>What the field knows of one runbook, by the runs that it was run in itself.</summary>
/// <param name="Versions">Its versions that ran.</param>
/// <param name="Runs">How many runs there were.</param>
/// <param name="Outcomes">How many ended in which way; <c>open</c> for those that have not ended.</param>
/// <param name="Steps">Its steps by their path in the definition, without passes of loops; those of called runbooks below the call.</param>
public sealed record FieldRunbook(
    ImmutableSortedSet<string> Versions,
    long Runs,
    ImmutableSortedDictionary<string, long> Outcomes,
    ImmutableSortedDictionary<string, FieldStep> Steps
);
