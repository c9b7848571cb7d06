using System.Text;

namespace OemRunbooks.Oem.Text;

/// <summary>Trimming and first lines as the original tooling does them.</summary>
/// <remarks>Source: formats.md, 1.1 and 8.2.</remarks>
public static class SpecText
{
    /// <summary>Removes white space from both ends, U+001C–U+001F included, which .NET's own trim leaves.</summary>
    public static string Trim(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int start = 0,
            end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Tells whether nothing is left of a text when it is trimmed.</summary>
    public static bool IsBlank(string? text) => text is null || Trim(text).Length == 0;

    /// <summary>Tells whether trimming removes a character.</summary>
    public static bool IsSpace(char c) =>
        c switch
        {
            >= '\u0009' and <= '\u000D' or >= '\u001C' and <= '\u0020' => true,
            '\u0085' or '\u00A0' or '\u1680' or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000' => true,
            >= '\u2000' and <= '\u200A' => true,
            _ => false,
        };

    /// <summary>Gives the trimmed first line of a file's bytes, or null when it is blank.</summary>
    /// <remarks>A line ends at LF, CR LF or CR; bytes that are not UTF-8 are dropped.</remarks>
    public static string? FirstLine(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        var line = Trim(Lenient(end < 0 ? bytes : bytes[..end]));
        return line.Length == 0 ? null : line;
    }

    /// <summary>Decodes UTF-8 and drops what is not.</summary>
    internal static string Lenient(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> chars = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var count) == System.Buffers.OperationStatus.Done)
            {
                text.Append(chars[..rune.EncodeToUtf16(chars)]);
            }

            bytes = bytes[count..];
        }

        return text.ToString();
    }
}
