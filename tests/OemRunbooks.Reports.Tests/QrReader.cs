using OemRunbooks.Reports.Drawing;

namespace OemRunbooks.Reports.Tests;

/// <summary>Reads a code of version 1 as the standard describes it, with nothing taken from the writer but the modules.</summary>
internal sealed class QrReader(QrCode code)
{
    private const int Size = 21;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    /// <summary>The text; an assertion fails when check words, format or patterns are not right.</summary>
    internal string Read()
    {
        Xunit.Assert.Equal(
            Format(static i =>
                i < 6 ? (8, i)
                : i == 6 ? (8, 7)
                : i == 7 ? (8, 8)
                : i == 8 ? (7, 8)
                : (14 - i, 8)
            ),
            Format(static i => i < 7 ? (20 - i, 8) : (8, 6 + i))
        );
        var format = Format(static i => i < 7 ? (20 - i, 8) : (8, 6 + i)) ^ 0b101010000010010;
        Xunit.Assert.Equal(0, format >> 13);
        Xunit.Assert.Equal(0, Remainder(format, 0b10100110111));
        var words = Words((format >> 10) & 7);
        Xunit.Assert.All(Enumerable.Range(0, 10), i => Xunit.Assert.Equal(0, At(words, Power(i))));
        var bits = string.Concat(words.Take(16).Select(static w => Convert.ToString(w, 2).PadLeft(8, '0')));
        Xunit.Assert.Equal("0010", bits[..4]);
        var length = Convert.ToInt32(bits[4..13], 2);
        var text = "";
        for (var at = 13; text.Length < length; )
        {
            var (take, two) = length - text.Length > 1 ? (11, true) : (6, false);
            var value = Convert.ToInt32(bits.Substring(at, take), 2);
            text += two ? $"{Alphabet[value / 45]}{Alphabet[value % 45]}" : Alphabet[value];
            at += take;
        }

        return text;
    }

    // Most significant bit first, each copy read along its own way.
    private int Format(Func<int, (int Row, int Column)> place)
    {
        var value = 0;
        for (var i = 0; i < 15; i++)
        {
            var (row, column) = place(i);
            value = (value << 1) | (code[row, column] ? 1 : 0);
        }

        return value;
    }

    // A right code word is divisible by the generator.
    private static int Remainder(int word, int generator)
    {
        for (var shift = 4; shift >= 0; shift--)
        {
            word ^= (word >> (shift + 10)) % 2 * (generator << shift);
        }

        return word;
    }

    private byte[] Words(int mask)
    {
        var bits = new List<bool>();
        var up = true;
        foreach (var right in new[] { 20, 18, 16, 14, 12, 10, 8, 5, 3, 1 })
        {
            for (var i = 0; i < Size; i++)
            {
                var row = up ? 20 - i : i;
                foreach (var column in new[] { right, right - 1 })
                {
                    var isFunction =
                        row == 6 || column == 6 || (row < 9 && column < 9) || (row < 9 && column > 12) || (row > 12 && column < 9);
                    if (!isFunction)
                    {
                        bits.Add(code[row, column] ^ Masked(mask, row, column));
                    }
                }
            }

            up = !up;
        }

        return [.. bits.Chunk(8).Select(static b => (byte)b.Aggregate(0, static (v, bit) => (v * 2) + (bit ? 1 : 0)))];
    }

    private static bool Masked(int mask, int i, int j) =>
        mask switch
        {
            0b000 => (i + j) % 2 == 0,
            0b001 => i % 2 == 0,
            0b010 => j % 3 == 0,
            0b011 => (i + j) % 3 == 0,
            0b100 => ((i / 2) + (j / 3)) % 2 == 0,
            0b101 => (i * j % 2) + (i * j % 3) == 0,
            0b110 => ((i * j % 2) + (i * j % 3)) % 2 == 0,
            _ => ((i * j % 3) + ((i + j) % 2)) % 2 == 0,
        };

    // The polynomial of data and check words vanishes at the roots of the generator.
    private static int At(byte[] words, int x) => words.Aggregate(0, (sum, word) => Times(sum, x) ^ word);

    private static int Power(int exponent) => Enumerable.Range(0, exponent).Aggregate(1, static (p, _) => Times(p, 2));

    private static int Times(int a, int b)
    {
        var product = 0;
        for (; b > 0; b >>= 1, a = (a << 1) ^ (a > 127 ? 0x11D : 0))
        {
            product ^= (b & 1) * a;
        }

        return product;
    }
}
