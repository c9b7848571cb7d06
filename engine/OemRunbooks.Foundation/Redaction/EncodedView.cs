using System.Globalization;
using System.Net;
using System.Text;

namespace OemRunbooks.Foundation.Redaction;

/// <summary>What an encoded text says, with the place that each of its bytes has in the encoded one.</summary>
/// <remarks>
/// Programs choose freely what they escape and where they break a line, so no list of spellings is complete: the text is decoded, and the
/// secret looked for in that.
/// </remarks>
internal sealed class EncodedView
{
    private const int LongestEntity = 12;

    /// <summary>Reads one encoded byte or more: gives what it stands for and how long it is, 0 when nothing is encoded here.</summary>
    private delegate int Decode(ReadOnlySpan<byte> at, List<byte> decoded);

    private static readonly (byte[] Sign, Decode Decode)[] Encodings =
    [
        ([.. "%"u8], Percent),
        ([.. "\\"u8], Backslash),
        ([.. "&"u8], Entity),
        ([.. "\n"u8], Break),
        ([.. "\r"u8], Break),
        ([.. "\\n"u8], Break),
    ];

    private readonly byte[] bytes;
    private readonly (int Start, int End)[] places;

    private EncodedView(byte[] bytes, (int Start, int End)[] places) => (this.bytes, this.places) = (bytes, places);

    /// <summary>The decoded bytes.</summary>
    internal ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Where in the encoded text a range of the decoded one lies.</summary>
    internal (int Start, int End) Place(int start, int length) => (places[start].Start, places[start + length - 1].End);

    /// <summary>The views of a text, as far as anything in it is encoded.</summary>
    internal static IEnumerable<EncodedView> Of(byte[] text)
    {
        var done = new HashSet<Decode>();
        foreach (var (sign, decode) in Encodings)
        {
            if (!done.Contains(decode) && text.AsSpan().IndexOf(sign) >= 0 && done.Add(decode))
            {
                yield return Through(text, decode);
            }
        }
    }

    private static EncodedView Through(byte[] text, Decode decode)
    {
        var decoded = new List<byte>(text.Length);
        var places = new List<(int Start, int End)>(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var before = decoded.Count;
            var length = decode(text.AsSpan(at), decoded);
            if (length == 0)
            {
                decoded.Add(text[at]);
                length = 1;
            }

            places.AddRange(Enumerable.Repeat((at, at + length), decoded.Count - before));
            at += length;
        }

        return new([.. decoded], [.. places]);
    }

    // RFC 3986, 2.1; a form's "+" is a blank too, and secrets with blanks are rare enough to leave that to the spellings.
    private static int Percent(ReadOnlySpan<byte> at, List<byte> decoded)
    {
        if (
            at.Length < 3
            || at[0] != (byte)'%'
            || !byte.TryParse(at[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        )
        {
            return 0;
        }

        decoded.Add(value);
        return 3;
    }

    // JSON (RFC 8259, 7), JavaScript, C, Python, shells: a character after a backslash, or its number.
    private static int Backslash(ReadOnlySpan<byte> at, List<byte> decoded)
    {
        if (at.Length < 2 || at[0] != (byte)'\\')
        {
            return 0;
        }

        var digits = at[1] switch
        {
            (byte)'u' => 4,
            (byte)'U' => 8,
            (byte)'x' => 2,
            _ => 0,
        };
        if (
            digits > 0
            && at.Length >= 2 + digits
            && int.TryParse(at.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            && Rune.IsValid(number)
        )
        {
            decoded.AddRange(Encoding.UTF8.GetBytes(new Rune(number).ToString()));
            return 2 + digits;
        }

        if (at[1] is < (byte)'!' or > (byte)'~' || char.IsAsciiLetterOrDigit((char)at[1]))
        {
            return 0;
        }

        decoded.Add(at[1]);
        return 2;
    }

    private static int Entity(ReadOnlySpan<byte> at, List<byte> decoded)
    {
        if (at[0] != (byte)'&' || at[..Math.Min(at.Length, LongestEntity)].IndexOf((byte)';') is not (> 1 and var end))
        {
            return 0;
        }

        var written = Encoding.ASCII.GetString(at[..(end + 1)]);
        var meant = WebUtility.HtmlDecode(written);
        if (meant == written)
        {
            return 0;
        }

        decoded.AddRange(Encoding.UTF8.GetBytes(meant));
        return end + 1;
    }

    // A break with the next line's indentation; inside of a quoted text it is written out.
    private static int Break(ReadOnlySpan<byte> at, List<byte> decoded)
    {
        var length = 0;
        while (true)
        {
            var rest = at[length..];
            if (rest.StartsWith("\\n"u8) || rest.StartsWith("\\r"u8))
            {
                length += 2;
            }
            else if (rest.Length > 0 && (rest[0] is (byte)'\n' or (byte)'\r' || (length > 0 && rest[0] is (byte)' ' or (byte)'\t')))
            {
                length++;
            }
            else
            {
                return length;
            }
        }
    }
}
