using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Drawing;

/// <summary>The one QR code that a report needs: up to 20 characters of the alphanumeric set, version 1 (21 × 21), level M.</summary>
/// <remarks>
/// Source: ISO/IEC 18004. A receipt with its hyphens has 19 characters. Why it is our own: ADR 0009. What is left out on purpose: other
/// versions, levels and modes, and the third of the standard's four rules for choosing a mask, which only rates how easily a reader finds
/// the code.
/// </remarks>
internal sealed class QrCode
{
    internal const int Size = 21;

    /// <summary>More characters do not fit.</summary>
    internal const int Longest = 20;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int DataWords = 16;
    private const int CheckWords = 10;

    private readonly bool[,] dark = new bool[Size, Size];
    private readonly bool[,] isFixed = new bool[Size, Size];

    private QrCode() { }

    /// <summary>Whether the module of a row and column is dark.</summary>
    internal bool this[int row, int column] => dark[row, column];

    /// <summary>The code of a text; null when the text does not fit.</summary>
    internal static QrCode? Of(string text)
    {
        if (text.Length is 0 or > Longest || text.Any(static c => !Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            return null;
        }

        var words = Words(text);
        byte[] all = [.. words, .. ReedSolomon.Check(words, CheckWords)];
        return Enumerable.Range(0, 8).Select(mask => Draw(all, mask)).MinBy(static code => code.Penalty());
    }

    /// <summary>The code as a picture, dark on light on every page, with the margin that readers need.</summary>
    internal Inked Svg(string kind, Inked title)
    {
        var svg = new Svg().Raw(
            $"<svg class=\"{kind}\" viewBox=\"0 0 {Size + 8} {Size + 8}\" role=\"img\" aria-label=\"{title}\" "
                + $"shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{Size + 8}v{Size + 8}H0z\"/><path fill=\"#000\" "
                + "d=\""
        );
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                svg.Raw(dark[row, column] ? $"M{column + 4} {row + 4}h1v1h-1z" : "");
            }
        }

        return svg.Raw("\"/></svg>").Done;
    }

    private static byte[] Words(string text)
    {
        var bits = new List<bool>();
        Put(0b0010, 4);
        Put(text.Length, 9);
        foreach (var pair in text.Chunk(2))
        {
            var first = Alphabet.IndexOf(pair[0], StringComparison.Ordinal);
            Put(pair.Length == 2 ? (first * 45) + Alphabet.IndexOf(pair[1], StringComparison.Ordinal) : first, pair.Length == 2 ? 11 : 6);
        }

        Put(0, Math.Min(4, (DataWords * 8) - bits.Count));
        Put(0, (8 - (bits.Count % 8)) % 8);
        for (var filler = 0xEC; bits.Count < DataWords * 8; filler ^= 0xEC ^ 0x11)
        {
            Put(filler, 8);
        }

        return [.. bits.Chunk(8).Select(static b => (byte)b.Aggregate(0, static (value, bit) => (value << 1) | (bit ? 1 : 0)))];

        void Put(int value, int count)
        {
            for (var i = count - 1; i >= 0; i--)
            {
                bits.Add(((value >> i) & 1) == 1);
            }
        }
    }

    private static QrCode Draw(byte[] words, int mask)
    {
        var code = new QrCode();
        code.Finder(0, 0);
        code.Finder(0, Size - 7);
        code.Finder(Size - 7, 0);
        for (var i = 8; i < Size - 8; i++)
        {
            code.Fix(6, i, i % 2 == 0);
            code.Fix(i, 6, i % 2 == 0);
        }

        code.Fix(Size - 8, 8, true);
        code.Format(mask);
        code.Fill(words, mask);
        return code;
    }

    private void Finder(int top, int left)
    {
        for (var row = -1; row <= 7; row++)
        {
            for (var column = -1; column <= 7; column++)
            {
                if (top + row is >= 0 and < Size && left + column is >= 0 and < Size)
                {
                    var ring = Math.Max(Math.Abs(row - 3), Math.Abs(column - 3));
                    Fix(top + row, left + column, ring is not (2 or 4));
                }
            }
        }
    }

    // Level M is 00; ten check bits of a BCH code, then the standard's pattern over all of it.
    private void Format(int mask)
    {
        var rest = mask << 10;
        for (var i = 14; i >= 10; i--)
        {
            rest ^= ((rest >> i) & 1) * (0x537 << (i - 10));
        }

        var bits = ((mask << 10) | rest) ^ 0x5412;
        for (var i = 0; i < 15; i++)
        {
            var bit = ((bits >> i) & 1) == 1;
            Fix(
                i < 6 ? i
                    : i < 8 ? i + 1
                    : Size - 15 + i,
                8,
                bit
            );
            Fix(
                8,
                i < 8 ? Size - 1 - i
                    : i < 9 ? 7
                    : 14 - i,
                bit
            );
        }
    }

    private void Fill(byte[] words, int mask)
    {
        var next = 0;
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            right -= right == 6 ? 1 : 0;
            var isUpward = ((right + 1) & 2) == 0;
            for (var step = 0; step < Size; step++)
            {
                var row = isUpward ? Size - 1 - step : step;
                for (var column = right; column >= right - 1; column--)
                {
                    if (!isFixed[row, column])
                    {
                        dark[row, column] = (((words[next / 8] >> (7 - (next % 8))) & 1) == 1) ^ IsMasked(mask, row, column);
                        next++;
                    }
                }
            }
        }
    }

    private static bool IsMasked(int mask, int row, int column) =>
        mask switch
        {
            0 => (row + column) % 2 == 0,
            1 => row % 2 == 0,
            2 => column % 3 == 0,
            3 => (row + column) % 3 == 0,
            4 => ((row / 2) + (column / 3)) % 2 == 0,
            5 => (row * column % 2) + (row * column % 3) == 0,
            6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
            _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
        };

    private int Penalty()
    {
        var (penalty, count) = (0, 0);
        for (var a = 0; a < Size; a++)
        {
            var (across, down) = (1, 1);
            for (var b = 0; b < Size; b++)
            {
                count += dark[a, b] ? 1 : 0;
                across = b > 0 && dark[a, b] == dark[a, b - 1] ? across + 1 : 1;
                down = b > 0 && dark[b, a] == dark[b - 1, a] ? down + 1 : 1;
                penalty += Long(across) + Long(down);
                penalty +=
                    a > 0 && b > 0 && dark[a, b] == dark[a - 1, b] && dark[a, b] == dark[a, b - 1] && dark[a, b] == dark[a - 1, b - 1]
                        ? 3
                        : 0;
            }
        }

        return penalty + (Math.Abs((count * 20) - (Size * Size * 10)) / (Size * Size) * 10);

        static int Long(int run) =>
            run == 5 ? 3
            : run > 5 ? 1
            : 0;
    }

    private void Fix(int row, int column, bool value) => (dark[row, column], isFixed[row, column]) = (value, true);
}
