using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Collect;

/// <summary>The end of a file, which begins with a whole line.</summary>
internal static class Tail
{
    /// <summary>The last lines of a file.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="path">The file.</param>
    /// <param name="lines">How many lines at most; 0 for any number.</param>
    /// <param name="most">How many bytes at most.</param>
    internal static byte[] Of(IDisk disk, StationPath path, long lines, long most)
    {
        using var file = disk.Open(path.Full, FileUse.Read);
        var start = Math.Max(0, file.Length - most);
        var bytes = new byte[(int)Math.Min(most, file.Length)];
        var filled = 0;
        for (int read; filled < bytes.Length && (read = file.Read(bytes.AsSpan(filled), start + filled)) > 0; filled += read) { }

        var text = bytes.AsSpan(0, filled);
        if (start > 0)
        {
            var end = text.IndexOf((byte)'\n');
            text = end < 0 ? text : text[(end + 1)..];
        }

        return (lines > 0 ? Last(text, lines) : text).ToArray();
    }

    private static Span<byte> Last(Span<byte> text, long lines)
    {
        var at = text.EndsWith("\n"u8) ? text.Length - 1 : text.Length;
        while (lines-- > 0 && at > 0)
        {
            at = text[..at].LastIndexOf((byte)'\n');
        }

        return text[(at + 1)..];
    }
}
