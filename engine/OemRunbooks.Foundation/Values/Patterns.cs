using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace OemRunbooks.Foundation.Values;

/// <summary>Regular expressions that runbooks give, made once: to make one costs more than most steps.</summary>
/// <remarks>Matching takes time linear in the text, whatever the expression.</remarks>
public static class Patterns
{
    // More than a runbook has; where there are more, all are made anew now and then.
    private const int MostKept = 32;
    private static readonly ConcurrentDictionary<(string Pattern, RegexOptions Options), Regex> Kept = new();

    /// <summary>An expression that never backtracks and knows no culture.</summary>
    /// <param name="pattern">As written.</param>
    /// <param name="more">What else it minds.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    /// <exception cref="NotSupportedException">It needs to backtrack.</exception>
    public static Regex Of(string pattern, RegexOptions more = RegexOptions.None)
    {
        if (Kept.TryGetValue((pattern, more), out var known))
        {
            return known;
        }

        var made = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | more);
        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept.GetOrAdd((pattern, more), made);
    }
}
