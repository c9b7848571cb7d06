namespace OemRunbooks.Journal.Entries;

/// <summary>The escapes that canonical texts have: each character that needs one has one spelling.</summary>
internal static class Escapes
{
    /// <summary>The length of the escape that a text begins with; 0 where it is not canonical.</summary>
    internal static int Length(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[1] != (byte)'u')
        {
            return text[1] is (byte)'"' or (byte)'\\' or (byte)'b' or (byte)'t' or (byte)'n' or (byte)'f' or (byte)'r' ? 2 : 0;
        }

        // Control characters alone, in small letters, and not those that have a letter of their own.
        return
            text.Length >= 6
            && text[2..].StartsWith("00"u8)
            && text[4] is (byte)'0' or (byte)'1'
            && text[5] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f')
            && !(text[4] == (byte)'0' && text[5] is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'c' or (byte)'d')
            ? 6
            : 0;
    }

    /// <summary>Takes one character of a text whose escapes are canonical.</summary>
    internal static int Take(ref ReadOnlySpan<byte> text)
    {
        if (text[0] != (byte)'\\')
        {
            var plain = text[0];
            text = text[1..];
            return plain;
        }

        var (value, length) = text[1] switch
        {
            (byte)'b' => ('\b', 2),
            (byte)'t' => ('\t', 2),
            (byte)'n' => ('\n', 2),
            (byte)'f' => ('\f', 2),
            (byte)'r' => ('\r', 2),
            (byte)'u' => ((char)((Hex(text[4]) << 4) | Hex(text[5])), 6),
            var same => ((char)same, 2),
        };
        text = text[length..];
        return value;
    }

    private static int Hex(byte digit) => digit <= (byte)'9' ? digit - '0' : digit - 'a' + 10;
}
