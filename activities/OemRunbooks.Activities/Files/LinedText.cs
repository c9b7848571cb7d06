using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Files;

/// <summary>A text's lines, each with its own end, so that what is not touched stays to the byte.</summary>
internal sealed class LinedText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly List<(string Text, string End)> lines;
    private readonly bool hasMark;

    private LinedText(List<(string Text, string End)> lines, bool hasMark) => (this.lines, this.hasMark) = (lines, hasMark);

    /// <summary>No lines.</summary>
    internal static LinedText Empty => new([], hasMark: false);

    /// <summary>Number of lines.</summary>
    internal int Count => lines.Count;

    /// <summary>Whether anything was changed.</summary>
    internal bool IsChanged { get; private set; }

    // What most lines end with is what a new one ends with.
    private string End => 2 * lines.Count(static l => l.End == "\r\n") > lines.Count ? "\r\n" : "\n";

    /// <summary>Reads UTF-8, with or without a byte-order mark.</summary>
    /// <exception cref="CodedException"><c>text.malformed</c></exception>
    internal static LinedText Of(byte[] bytes, StationPath path)
    {
        var text = DiskReads.DecodeText(bytes, out var form) ?? throw new CodedException(Faults.TextMalformed(path.Shown, form));
        var lines = new List<(string Text, string End)>();
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start);
            var isReturned = end > start && text[end - 1] == '\r';
            lines.Add(
                end < 0 ? (text[start..], "")
                : isReturned ? (text[start..(end - 1)], "\r\n")
                : (text[start..end], "\n")
            );
            start = end < 0 ? text.Length : end + 1;
        }

        return new(lines, bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
    }

    /// <summary>Numbers, from 1, of the lines that fit.</summary>
    internal IReadOnlyList<int> Find(Predicate<string> fits) => [.. Enumerable.Range(1, lines.Count).Where(n => fits(lines[n - 1].Text))];

    /// <summary>Puts another text on a line.</summary>
    internal void Replace(int number, string text)
    {
        IsChanged |= lines[number - 1].Text != text;
        lines[number - 1] = (text, lines[number - 1].End);
    }

    /// <summary>Puts a new line after another one; 0 for the beginning.</summary>
    internal void Insert(int after, string text)
    {
        var end = End;
        if (after > 0 && lines[after - 1].End.Length == 0)
        {
            lines[after - 1] = (lines[after - 1].Text, end);
        }

        lines.Insert(after, (text, end));
        IsChanged = true;
    }

    /// <summary>Takes out all lines that fit.</summary>
    internal void RemoveAll(Predicate<string> fits) => IsChanged |= lines.RemoveAll(l => fits(l.Text)) > 0;

    /// <summary>The text as a file's bytes.</summary>
    internal byte[] Bytes()
    {
        var text = string.Concat(lines.Select(static l => l.Text + l.End));
        return [.. hasMark ? Encoding.UTF8.Preamble : [], .. Strict.GetBytes(text)];
    }
}
