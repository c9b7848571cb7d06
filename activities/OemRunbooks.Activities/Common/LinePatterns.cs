using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Common;

/// <summary>Patterns that a runbook gives for lines; matching one takes time linear in the line.</summary>
internal static class LinePatterns
{
    private const int MostPattern = 500;

    /// <summary>The expression.</summary>
    /// <exception cref="CodedException"><c>pattern.invalid</c></exception>
    internal static Regex Of(string pattern)
    {
        try
        {
            return pattern.Length <= MostPattern
                ? Patterns.Of(pattern)
                : throw new CodedException(Faults.PatternInvalid(pattern[..80] + "…"));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new CodedException(Faults.PatternInvalid(pattern));
        }
    }
}
