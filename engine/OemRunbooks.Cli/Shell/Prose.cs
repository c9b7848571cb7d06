using System.Text;

namespace OemRunbooks.Cli.Shell;

/// <summary>What is said to people: a line too long for their terminal is broken between words, and hangs under its beginning.</summary>
/// <remarks>A terminal by itself breaks in the middle of a word. A command stays in one piece, so that it can be copied.</remarks>
/// <param name="inner">Where it is written.</param>
/// <param name="width">How many columns that has now; 0 when nobody knows.</param>
internal sealed class Prose(TextWriter inner, Func<int> width) : TextWriter(inner.FormatProvider)
{
    private const int Narrowest = 20;
    private const char Escape = '\u001b';

    // The longest label of a result, with the blanks after it.
    private const int LongestLabel = 20;

    /// <summary>With which word a command of the program begins; a test holds it to the command line.</summary>
    internal static readonly IReadOnlySet<string> Verbs = new HashSet<string>(
        (
            "activities approve bundle checklist clean completion confirm console dap delta demo diff eval explain export fingerprint "
            + "graph help impact journal key license lint list lsp new notary pack package replay report resume run runs schema show "
            + "station status test undo"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>Prose for whatever stands behind a writer.</summary>
    internal static Prose On(TextWriter inner) => new(inner, () => Streams.WidthOf(inner));

    /// <summary>The same place for what is no prose: what is to be copied, or read by programs.</summary>
    internal TextWriter Raw => inner;

    /// <summary>How many columns a line has now; 0 when nobody knows.</summary>
    internal int Columns => width();

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => inner.Write(value);

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(Wrapped(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(Wrapped(value));

    /// <inheritdoc/>
    public override void WriteLine() => inner.WriteLine();

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    private string? Wrapped(string? text)
    {
        // What moves the cursor knows better.
        var isPlain = text is not null && !text.Contains('\r') && !text.Contains("\u001b[K", StringComparison.Ordinal);
        return isPlain && Columns is >= Narrowest and var columns && text!.Length > columns
            ? string.Join('\n', text.Split('\n').Select(l => Line(l, columns)))
            : text;
    }

    private static string Line(string line, int width)
    {
        if (Room(line) <= width)
        {
            return line;
        }

        var indent = new string(' ', Indent(line, width));
        var wrapped = new StringBuilder(line.Length + 64);
        var column = 0;
        foreach (var word in Words(line))
        {
            var length = Room(word);
            var blank = wrapped.Length == 0 ? 0 : 1;
            if (column > indent.Length && column + blank + length > width)
            {
                var bare = word.TrimStart();
                wrapped.Append('\n').Append(indent).Append(bare);
                column = indent.Length + Room(bare);
                continue;
            }

            wrapped.Append(' ', blank).Append(word);
            column += blank + length;
        }

        return wrapped.ToString();
    }

    // Under what stands after a label or a mark; never so far in that nothing fits.
    private static int Indent(string line, int width)
    {
        var lead = line.Length - line.TrimStart().Length;
        var colon = line.IndexOf(": ", lead, StringComparison.Ordinal);
        var after = colon < 0 ? 0 : line.Length - line[(colon + 1)..].TrimStart().Length;
        var isOne = after > 0 && !line[lead..colon].Contains(' ', StringComparison.Ordinal);
        var isLabel = after is > 0 and <= LongestLabel && (isOne || after - colon > 2);
        return Math.Min(isLabel ? after : lead + 2, width / 2);
    }

    // Blanks that line something up belong to the word before them; a command is one word.
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var parts = line.Split(' ');
        var word = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] == "runbook" && i + 1 < parts.Length && parts[i + 1] is [>= 'a' and <= 'z', ..] && IsVerb(parts[i + 1]))
            {
                words.Add(word + string.Join(' ', parts[i..]));
                return words;
            }

            if (parts[i].Length == 0)
            {
                word.Append(' ');
                continue;
            }

            words.Add(word + parts[i]);
            word.Clear();
        }

        return words;
    }

    private static bool IsVerb(string word) => Verbs.Contains(word.TrimEnd('.', ',', ';', ')'));

    // Without what only colours it.
    private static int Room(string text)
    {
        var columns = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Escape)
            {
                while (i < text.Length && text[i] != 'm')
                {
                    i++;
                }

                continue;
            }

            columns++;
        }

        return columns;
    }
}
