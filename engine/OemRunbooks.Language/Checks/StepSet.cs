namespace OemRunbooks.Language.Checks;

/// <summary>A set of steps by id that never changes: a bit for each id of its walk.</summary>
/// <remarks>
/// What can be counted on is another set behind each step. As bits, a set costs a few words, and to unite two costs no look at their
/// members: a runbook of a thousand steps is walked through in the time that ten of a hundred take.
/// </remarks>
internal sealed class StepSet
{
    private const int Bits = 64;
    private readonly StepNumbers numbers;
    private readonly ulong[] words;

    private StepSet(StepNumbers numbers, ulong[] words) => (this.numbers, this.words) = (numbers, words);

    /// <summary>The ids in it, in the order in which the walk met them.</summary>
    internal IEnumerable<string> Ids
    {
        get
        {
            for (var i = 0; i < words.Length * Bits; i++)
            {
                if (Has(i))
                {
                    yield return numbers.Ids[i];
                }
            }
        }
    }

    /// <summary>An empty one.</summary>
    internal static StepSet Empty(StepNumbers numbers) => new(numbers, []);

    /// <summary>Whether a step is in it.</summary>
    internal bool Contains(string id) => numbers.Known(id) is { } number && Has(number);

    /// <summary>With one more step.</summary>
    internal StepSet Add(string id) => Contains(id) ? this : With([numbers.Of(id)]);

    /// <summary>With more steps.</summary>
    internal StepSet Union(IEnumerable<string> ids)
    {
        int[] more = [.. ids.Select(numbers.Of)];
        return more.Length == 0 ? this : With(more);
    }

    /// <summary>With those of another one.</summary>
    internal StepSet Union(StepSet other)
    {
        var (longer, shorter) = words.Length < other.words.Length ? (other, this) : (this, other);
        var united = (ulong[])longer.words.Clone();
        for (var i = 0; i < shorter.words.Length; i++)
        {
            united[i] |= shorter.words[i];
        }

        return new(numbers, united);
    }

    private StepSet With(int[] more)
    {
        var united = new ulong[Math.Max(words.Length, (more.Max() / Bits) + 1)];
        words.CopyTo(united, 0);
        foreach (var number in more)
        {
            united[number / Bits] |= 1UL << (number % Bits);
        }

        return new(numbers, united);
    }

    private bool Has(int number) => number / Bits < words.Length && (words[number / Bits] & (1UL << (number % Bits))) != 0;
}

/// <summary>The numbers of the ids that a walk has met.</summary>
internal sealed class StepNumbers
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>The ids by number.</summary>
    internal List<string> Ids { get; } = [];

    /// <summary>The number of an id; null when the walk has not met it.</summary>
    internal int? Known(string id) => numbers.TryGetValue(id, out var number) ? number : null;

    /// <summary>The number of an id.</summary>
    internal int Of(string id)
    {
        if (numbers.TryAdd(id, Ids.Count))
        {
            Ids.Add(id);
        }

        return numbers[id];
    }
}
