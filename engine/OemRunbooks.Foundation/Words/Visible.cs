using System.Text;

namespace OemRunbooks.Foundation.Words;

/// <summary>Makes text from a station harmless for a terminal.</summary>
public static class Visible
{
    /// <summary>The text with control and direction-changing characters shown instead of obeyed.</summary>
    public static string Text(string text)
    {
        if (!text.Any(IsHarmful))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = IsHarmful(c) ? shown.Append(c is '\n' or '\t' ? " " : $"\\u{(int)c:x4}") : shown.Append(c);
        }

        return shown.ToString();
    }

    /// <summary>JSON with the same characters as escapes.</summary>
    public static string Json(string json) =>
        !json.Any(IsHarmful) ? json : string.Concat(json.Select(static c => IsHarmful(c) ? $"\\u{(int)c:x4}" : c.ToString()));

    private static bool IsHarmful(char c) =>
        char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F';
}
