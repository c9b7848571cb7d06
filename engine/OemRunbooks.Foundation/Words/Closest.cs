namespace OemRunbooks.Foundation.Words;

/// <summary>Finds the word that somebody probably meant.</summary>
public static class Closest
{
    /// <summary>The nearest of the known words at a small edit distance, or null.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var limit = Math.Max(1, word.Length / 3);
        return known
            .Select(k => (Word: k, Distance: Distance(word, k)))
            .Where(c => c.Distance <= limit)
            .OrderBy(static c => c.Distance)
            .ThenBy(static c => c.Word, StringComparer.Ordinal)
            .Select(static c => c.Word)
            .FirstOrDefault();
    }

    /// <summary>Those of the known words that are nearest, however far they are.</summary>
    public static IEnumerable<string> Nearest(string word, IEnumerable<string> known, int count) =>
        known.OrderBy(k => Distance(word, k)).ThenBy(static k => k, StringComparer.Ordinal).Take(count);

    // Edit distance with swapped neighbours as one mistake (optimal string alignment): the commonest slip of a typing hand.
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 8 || left.Length > 64)
        {
            return int.MaxValue;
        }

        int[] before = [],
            above = [.. Enumerable.Range(0, right.Length + 1)];
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                row[j] = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above) = (above, row);
        }

        return above[^1];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
