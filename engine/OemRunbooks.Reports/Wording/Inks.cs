using System.Buffers;
using System.Text;

namespace OemRunbooks.Reports.Wording;

/// <summary>Text that is part of a document's markup already. Only an <see cref="Ink"/> makes it from text of others.</summary>
/// <param name="Markup">The markup.</param>
internal readonly record struct Inked(string Markup)
{
    internal static Inked Empty => new("");

    internal bool IsEmpty => Markup.Length == 0;

    /// <summary>One after the other.</summary>
    public static Inked operator +(Inked left, Inked right) => new(left.Markup + right.Markup);

    internal static Inked Join(Inked separator, IEnumerable<Inked> parts) =>
        new(string.Join(separator.Markup, parts.Select(static p => p.Markup)));

    /// <inheritdoc/>
    public override string ToString() => Markup;
}

/// <summary>How a text gets into a document without becoming part of its structure.</summary>
internal abstract class Ink
{
    /// <summary>A text as prose.</summary>
    internal abstract Inked Text(string text);

    /// <summary>A text to be read character by character: paths, digests, codes, commands.</summary>
    internal abstract Inked Code(string text);

    /// <summary>A moment, on one line.</summary>
    internal virtual Inked Moment(string text) => Text(text);

    /// <summary>Numbered lines of a file; of what was left out only the number of lines is told.</summary>
    internal abstract Inked Listing(int first, IReadOnlyList<string> lines, int more);

    /// <summary>The lines with their numbers, each within one line and visible.</summary>
    private protected static IEnumerable<string> Numbered(int first, IReadOnlyList<string> lines, int more)
    {
        var width = Figures.Plain(first + lines.Count).Length;
        var numbered = lines.Select(
            (line, i) =>
                $"{Figures.Plain(first + i).PadLeft(width)}  {PlainText.Of(line).Replace("\n", " ↵ ", StringComparison.Ordinal)}".TrimEnd()
        );
        return more > 0 ? numbered.Append($"{new string(' ', width)}  … [+{Figures.Plain(more)}]") : numbered;
    }
}

/// <summary>Writes HTML, for element content and double-quoted attributes.</summary>
/// <param name="longest">Longer texts are cut, in UTF-16 units.</param>
internal sealed class HtmlInk(int longest = PlainText.Longest) : Ink
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'`");

    /// <inheritdoc/>
    internal override Inked Text(string text) => new(Escape(PlainText.Of(text, longest)));

    /// <inheritdoc/>
    internal override Inked Code(string text) => text.Length == 0 ? Inked.Empty : new($"<code>{Text(text)}</code>");

    /// <inheritdoc/>
    internal override Inked Moment(string text) => new($"<time>{Text(text)}</time>");

    /// <inheritdoc/>
    internal override Inked Listing(int first, IReadOnlyList<string> lines, int more) =>
        new($"<pre tabindex=\"0\">{Escape(string.Join('\n', Numbered(first, lines, more)))}</pre>");

    private static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var html = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                '`' => html.Append("&#96;"),
                _ => html.Append(c),
            };
        }

        return html.ToString();
    }
}

/// <summary>Writes Markdown (CommonMark with the tables of GitHub), always within one line.</summary>
internal sealed class MarkdownInk : Ink
{
    private const string Special = "\\`*_[]|#~$@";

    /// <inheritdoc/>
    internal override Inked Text(string text)
    {
        var plain = OneLine(PlainText.Of(text));
        var markdown = new StringBuilder(plain.Length + 16);
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            if (NeedsBackslash(plain, i))
            {
                markdown.Append('\\');
            }

            _ = c switch
            {
                '<' => markdown.Append("&lt;"),
                '>' => markdown.Append("&gt;"),
                '&' => markdown.Append("&amp;"),
                _ => markdown.Append(c),
            };
        }

        return new(markdown.ToString());
    }

    /// <inheritdoc/>
    internal override Inked Code(string text)
    {
        var plain = OneLine(PlainText.Of(text));
        if (plain.Length == 0)
        {
            return Inked.Empty;
        }

        // A fence longer than any run of backticks inside; a blank keeps them apart.
        var fence = new string('`', LongestRun(plain) + 1);
        var blank = plain[0] == '`' || plain[^1] == '`' ? " " : "";
        return new(fence + blank + plain + blank + fence);
    }

    /// <inheritdoc/>
    internal override Inked Listing(int first, IReadOnlyList<string> lines, int more)
    {
        var text = string.Join('\n', Numbered(first, lines, more));
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return new($"{fence}yaml\n{text}\n{fence}");
    }

    private static bool NeedsBackslash(string text, int i) =>
        text[i] switch
        {
            // Within a word an underscore means nothing, and codes are full of them.
            '_' => i == 0 || i == text.Length - 1 || !char.IsAsciiLetterOrDigit(text[i - 1]) || !char.IsAsciiLetterOrDigit(text[i + 1]),
            '-' or '+' or '=' => i == 0,
            '.' or ')' => i > 0 && text.AsSpan(0, i).TrimStart("0123456789").IsEmpty
                || (i > 2 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase)),
            ':' => i + 2 < text.Length && text[i + 1] == '/' && text[i + 2] == '/',
            '!' => i + 1 < text.Length && text[i + 1] == '[',
            var c => Special.Contains(c, StringComparison.Ordinal),
        };

    private static string OneLine(string text) => text.Trim(' ', '\n').Replace("\n", " ↵ ", StringComparison.Ordinal);

    private static int LongestRun(string text)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
