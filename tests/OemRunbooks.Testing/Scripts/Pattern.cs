using System.Text.RegularExpressions;

namespace OemRunbooks.Testing.Scripts;

/// <summary>A text that is looked for.</summary>
/// <remarks>
/// Plain text, as it is read: <c>…</c> stands for anything on the same line, and one blank for one or more. Between slashes,
/// <c>/…/</c>, it is a regular expression in which <c>^</c> and <c>$</c> are the ends of a line.
/// </remarks>
internal sealed class Pattern
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private readonly string text;
    private readonly Regex regex;

    private Pattern(string text, string expression)
    {
        this.text = text;
        regex = new Regex(expression, RegexOptions.Multiline | RegexOptions.CultureInvariant, Longest);
    }

    /// <summary>Reads the rest of a line; values go into an expression as plain text.</summary>
    internal static Pattern Read(string text, Func<string, string> value)
    {
        if (text.Length > 1 && text[0] == '/' && text[^1] == '/')
        {
            return new Pattern(text, Words.Fill(text[1..^1], n => Regex.Escape(value(n))));
        }

        var plain = IsQuoted(text) && Words.Split(text, value) is [var word] ? word : Words.Fill(text, value);
        return new Pattern(text, Expression(plain, "([^\\n]*)"));
    }

    internal bool IsIn(string where) => regex.IsMatch(where);

    /// <summary>Whether it is the whole of a text.</summary>
    internal bool Is(string whole) => regex.Match(whole) is { Success: true } m && m.Length == whole.Length;

    /// <summary>What the first <c>…</c>, or the first group, stands for.</summary>
    internal string? Part(string where) =>
        regex.Match(where) is { Success: true } m ? (m.Groups.Count > 1 ? m.Groups[1] : m.Groups[0]).Value.Trim() : null;

    public override string ToString() => text;

    /// <summary>Whether a line of an expected text stands for a line of an actual one.</summary>
    internal static bool LineIs(string expected, string actual) =>
        expected == actual
        || (
            expected.Contains('…', StringComparison.Ordinal)
            && Regex.IsMatch(actual, $"^{Expression(expected, "[^\\n]*")}$", RegexOptions.CultureInvariant, Longest)
        );

    private static string Expression(string plain, string anything) =>
        string.Join(anything, plain.Split('…').Select(static p => string.Join(" +", p.Split(' ').Select(Regex.Escape))));

    private static bool IsQuoted(string text) => text.Length > 1 && text[0] == text[^1] && text[0] is '"' or '\'';
}
