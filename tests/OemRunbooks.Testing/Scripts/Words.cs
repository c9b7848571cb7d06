using System.Globalization;
using System.Text;

namespace OemRunbooks.Testing.Scripts;

/// <summary>Splits a line into words, as a shell does, but with fewer rules.</summary>
/// <remarks>
/// Blanks part words. <c>'…'</c> is taken as it is. In <c>"…"</c> the escapes of JSON hold. <c>$NAME</c> outside of single quotes is a
/// value, and always stays one word; <c>$NAME...</c> as a whole word is split into words itself.
/// </remarks>
internal static class Words
{
    internal static List<string> Split(string line, Func<string, string> value)
    {
        var words = new List<string>();
        for (var at = 0; Skip(line, ref at); )
        {
            if (Spread(line, ref at) is { } name)
            {
                words.AddRange(Split(value(name), value));
                continue;
            }

            words.Add(Word(line, ref at, value));
        }

        return words;
    }

    /// <summary>Replaces every <c>$NAME</c> in a text.</summary>
    internal static string Fill(string text, Func<string, string> value)
    {
        var filled = new StringBuilder();
        for (var at = 0; at < text.Length; )
        {
            Plain(text, ref at, filled, value);
        }

        return filled.ToString();
    }

    private static bool Skip(string line, ref int at)
    {
        while (at < line.Length && char.IsWhiteSpace(line[at]))
        {
            at++;
        }

        return at < line.Length;
    }

    private static string? Spread(string line, ref int at)
    {
        var end = NameEnd(line, at);
        if (end < 0 || !line.AsSpan(end).StartsWith("...") || (end + 3 < line.Length && !char.IsWhiteSpace(line[end + 3])))
        {
            return null;
        }

        var name = line[(at + 1)..end];
        at = end + 3;
        return name;
    }

    private static string Word(string line, ref int at, Func<string, string> value)
    {
        var word = new StringBuilder();
        while (at < line.Length && !char.IsWhiteSpace(line[at]))
        {
            switch (line[at])
            {
                case '\'':
                    Quoted(line, ref at, word);
                    break;
                case '"':
                    Escaped(line, ref at, word, value);
                    break;
                default:
                    Plain(line, ref at, word, value);
                    break;
            }
        }

        return word.ToString();
    }

    private static void Quoted(string line, ref int at, StringBuilder word)
    {
        var end = line.IndexOf('\'', at + 1);
        word.Append(end < 0 ? throw new ScriptException($"a quote is not closed: {line[at..]}") : line[(at + 1)..end]);
        at = end + 1;
    }

    private static void Escaped(string line, ref int at, StringBuilder word, Func<string, string> value)
    {
        var from = at++;
        while (at < line.Length && line[at] != '"')
        {
            if (line[at] == '\\' && at + 1 < line.Length)
            {
                word.Append(Escape(line, ref at));
            }
            else
            {
                Plain(line, ref at, word, value);
            }
        }

        at = at < line.Length ? at + 1 : throw new ScriptException($"a quote is not closed: {line[from..]}");
    }

    private static char Escape(string line, ref int at)
    {
        var letter = line[at + 1];
        at += 2;
        if (letter == 'u' && at + 4 <= line.Length)
        {
            at += 4;
            return (char)int.Parse(line.AsSpan(at - 4, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return letter switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '"' or '\\' or '$' => letter,
            _ => throw new ScriptException($"\"\\{letter}\" is no escape"),
        };
    }

    private static void Plain(string line, ref int at, StringBuilder word, Func<string, string> value)
    {
        var end = NameEnd(line, at);
        word.Append(end < 0 ? line[at] : value(line[(at + 1)..end]));
        at = end < 0 ? at + 1 : end;
    }

    // A name has capitals, digits and underscores; "${{ … }}" of a runbook and "$schema" are none.
    private static int NameEnd(string line, int at)
    {
        if (line[at] != '$' || at + 1 >= line.Length || !char.IsAsciiLetterUpper(line[at + 1]))
        {
            return -1;
        }

        var end = at + 1;
        while (end < line.Length && (char.IsAsciiLetterUpper(line[end]) || char.IsAsciiDigit(line[end]) || line[end] == '_'))
        {
            end++;
        }

        return end;
    }
}
