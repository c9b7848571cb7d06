namespace OemRunbooks.LanguageServer.Text;

/// <summary>A place as editors count it: lines and UTF-16 units, both from 0.</summary>
internal readonly record struct Position(int Line, int Character);

/// <summary>A part of a text.</summary>
/// <param name="Start">Where it begins, in UTF-16 units from the beginning of the text.</param>
/// <param name="End">Where it ends; that unit is no part of it.</param>
internal readonly record struct TextSpan(int Start, int End)
{
    /// <summary>How many UTF-16 units it takes.</summary>
    internal int Length => End - Start;

    /// <summary>Whether a cursor stands in it or at either end.</summary>
    internal bool Touches(int offset) => Start <= offset && offset <= End;
}

/// <summary>A text with its lines.</summary>
internal sealed class SourceText
{
    private readonly List<int> lines = [0];

    /// <summary>Takes a text.</summary>
    internal SourceText(string text)
    {
        Text = text;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            lines.Add(at + 1);
        }
    }

    /// <summary>The whole of it.</summary>
    internal string Text { get; }

    /// <summary>How many lines there are; a line end at the end begins another one.</summary>
    internal int LineCount => lines.Count;

    /// <summary>Where a line begins.</summary>
    internal int StartOf(int line) => line < lines.Count ? lines[line] : Text.Length;

    /// <summary>Where a line ends, before its line end.</summary>
    internal int EndOf(int line)
    {
        var end = line + 1 < lines.Count ? lines[line + 1] - 1 : Text.Length;
        return end > StartOf(line) && Text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>A line without its line end.</summary>
    internal string Line(int line) => Text[StartOf(line)..Math.Max(StartOf(line), EndOf(line))];

    /// <summary>The line of an offset.</summary>
    internal int LineOf(int offset)
    {
        var found = lines.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The place of an offset.</summary>
    internal Position PositionOf(int offset)
    {
        var line = LineOf(Math.Clamp(offset, 0, Text.Length));
        return new(line, Math.Clamp(offset, 0, Text.Length) - lines[line]);
    }

    /// <summary>The offset of a place; one behind a line's end is its end, one behind the text the text's end.</summary>
    internal int OffsetOf(Position at) =>
        at.Line >= lines.Count
            ? Text.Length
            : Math.Clamp(StartOf(at.Line) + at.Character, StartOf(at.Line), Math.Max(StartOf(at.Line), EndOf(at.Line)));

    /// <summary>A part of it.</summary>
    internal string Of(TextSpan span) => Text[span.Start..span.End];

    /// <summary>The text with a part replaced.</summary>
    internal SourceText With(TextSpan span, string replacement) =>
        new(string.Concat(Text.AsSpan(0, span.Start), replacement, Text.AsSpan(span.End)));
}
