using System.Text.RegularExpressions;

namespace OemRunbooks.Language.Expressions;

/// <summary>How a value that only the run itself will know is written: <c>‹steps.try.outputs.path›</c>.</summary>
/// <remarks>Plans show it in words; in files it stands as it is, the same in every language.</remarks>
public static partial class UnknownNames
{
    /// <summary>The text that stands for a value.</summary>
    /// <param name="name">The name by which an expression reads it.</param>
    public static string Of(string name) => $"‹{name}›";

    /// <summary>The text that stands for a member of a value that is not known.</summary>
    internal static string Member(string shown, string name) =>
        Whole().IsMatch(shown) ? $"{shown.AsSpan(0, shown.Length - 1)}.{name}›" : shown;

    /// <summary>The names that stand in a text, without their marks.</summary>
    public static IEnumerable<string> In(string text) => Any().Matches(text).Select(static m => m.Groups[1].Value).Distinct();

    /// <summary>The text with each name in words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Gives the words of a name.</param>
    public static string Told(string text, Func<string, string> words) => Any().Replace(text, m => $"‹{words(m.Groups[1].Value)}›");

    [GeneratedRegex("\\A‹[^‹›]+›\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex("‹([^‹›]+)›", RegexOptions.CultureInvariant)]
    private static partial Regex Any();
}
