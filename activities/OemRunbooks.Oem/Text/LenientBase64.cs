using System.Diagnostics.CodeAnalysis;

namespace OemRunbooks.Oem.Text;

/// <summary>Base64 as the original runtime's lenient decoder reads it.</summary>
/// <remarks>Source: formats.md, 1.4.</remarks>
internal static class LenientBase64
{
    /// <summary>Decodes a text; false when it holds a non-ASCII character or ends inside a group.</summary>
    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        bytes = null;
        if (!System.Text.Ascii.IsValid(text))
        {
            return false;
        }

        var result = new List<byte>((text.Length * 3 / 4) + 3);
        int group = 0,
            pads = 0,
            left = 0;
        foreach (var c in text)
        {
            if (c == '=')
            {
                if (group >= 2 && group + ++pads >= 4)
                {
                    bytes = [.. result];
                    return true;
                }

                continue;
            }

            var value = ValueOf(c);
            if (value < 0)
            {
                continue;
            }

            pads = 0;
            switch (group)
            {
                case 0:
                    left = value;
                    break;
                case 1:
                    result.Add((byte)((left << 2) | (value >> 4)));
                    left = value & 0xF;
                    break;
                case 2:
                    result.Add((byte)((left << 4) | (value >> 2)));
                    left = value & 0x3;
                    break;
                default:
                    result.Add((byte)((left << 6) | value));
                    break;
            }

            group = (group + 1) % 4;
        }

        bytes = group == 0 ? [.. result] : null;
        return bytes is not null;
    }

    private static int ValueOf(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' => c - 'A',
            >= 'a' and <= 'z' => c - 'a' + 26,
            >= '0' and <= '9' => c - '0' + 52,
            '+' => 62,
            '/' => 63,
            _ => -1,
        };
}
