namespace OemRunbooks.Engine.Replay;

/// <summary>The longest part of a list that is in order.</summary>
internal static class LongestRise
{
    /// <summary>The places of its members.</summary>
    internal static HashSet<int> Of(IReadOnlyList<long> numbers)
    {
        // For each length, where the rise of that length ends that ends lowest.
        var ends = new List<int>();
        var before = new int[numbers.Count];
        for (var i = 0; i < numbers.Count; i++)
        {
            var length = Lower(ends, numbers, numbers[i]);
            before[i] = length > 0 ? ends[length - 1] : -1;
            if (length == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[length] = i;
            }
        }

        var rise = new HashSet<int>();
        for (var i = ends.Count > 0 ? ends[^1] : -1; i >= 0; i = before[i])
        {
            rise.Add(i);
        }

        return rise;
    }

    private static int Lower(List<int> ends, IReadOnlyList<long> numbers, long number)
    {
        var (low, high) = (0, ends.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = numbers[ends[middle]] < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
