using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace OemRunbooks.Foundation.Values;

/// <summary>Writes and reads the one encoding that a journal value has.</summary>
/// <remarks>
/// RFC 8785 narrowed so that one value has one encoding: ASCII keys in order, integers within ±2^53−1, valid UTF-8 without lone
/// surrogates, depth at most 16, a line of at most 64 KiB. A secret's reference is <c>{"$secret":"env:NAME"}</c>.
/// Source: journal.md, "Entries". System.Text.Json can't: it escapes more and accepts more.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>How deep a value may lie in objects and lists; the line itself lies in none.</summary>
    public const int MaxDepth = 16;

    /// <summary>How long a line may be, in bytes, without its newline.</summary>
    public const int MaxLine = 64 * 1024;

    private const string SecretKey = "$secret";
    private const long MaxInteger = (1L << 53) - 1;

    /// <summary>Whether an integer may be written as a number.</summary>
    public static bool IsSafeInteger(long value) => value is >= -MaxInteger and <= MaxInteger;

    /// <summary>Whether a value can lie in so many objects and lists, by itself and by all that is in it.</summary>
    public static bool Fits(Value value, int depth)
    {
        ArgumentNullException.ThrowIfNull(value);
        return depth + (value.Kind == ValueKind.Secret ? 1 : 0) <= MaxDepth && !value.Any(v => !Fits(v, depth + 1));
    }

    /// <summary>The canonical encoding as text.</summary>
    /// <exception cref="FormatException">The value has no canonical encoding.</exception>
    public static string Text(Value value) => Encoding.UTF8.GetString(Bytes(value));

    /// <summary>The canonical encoding as UTF-8.</summary>
    /// <exception cref="FormatException">
    /// The value has no canonical encoding: a key that is not ASCII, a lone surrogate, too deep.
    /// </exception>
    /// <param name="value">The value.</param>
    /// <param name="depth">In how many objects and lists it will lie.</param>
    public static byte[] Bytes(Value value, int depth = 0)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Write(buffer, value, depth);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads one canonical value; refuses any other spelling of the same value.</summary>
    /// <exception cref="FormatException">The bytes are not the canonical encoding of a value.</exception>
    public static Value Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLine)
        {
            throw new FormatException("line too long");
        }

        var reader = new CanonicalReader(utf8);
        var value = reader.ReadDocument();

        // The strict reader refuses white space, duplicates and disorder, and doubts every other spelling: comparing bytes decides.
        if (reader.IsDoubtful && !Bytes(value).AsSpan().SequenceEqual(utf8))
        {
            throw new FormatException("not the canonical spelling");
        }

        return value;
    }

    /// <summary>Writes the canonical encoding.</summary>
    /// <param name="output">Where.</param>
    /// <param name="value">The value.</param>
    /// <param name="depth">In how many objects and lists it lies: a reader counts from the line on.</param>
    /// <exception cref="FormatException">The value has no canonical encoding.</exception>
    public static void Write(IBufferWriter<byte> output, Value value, int depth)
    {
        // A secret's reference is an object with a text in it.
        if (depth + (value.Kind == ValueKind.Secret ? 1 : 0) > MaxDepth)
        {
            throw new FormatException("too deep");
        }

        switch (value.Kind)
        {
            case ValueKind.Null:
                output.Write("null"u8);
                break;
            case ValueKind.Boolean:
                output.Write(value.AsBoolean() == true ? "true"u8 : "false"u8);
                break;
            case ValueKind.Integer when IsSafeInteger(value.AsInteger()!.Value):
                WriteInteger(output, value.AsInteger()!.Value);
                break;
            case ValueKind.Integer:
            case ValueKind.Number:
            case ValueKind.Text:
            case ValueKind.Unknown:
                WriteString(output, value.ToText());
                break;
            case ValueKind.Secret:
                output.Write("{\"$secret\":"u8);
                WriteString(output, value.ToText());
                output.Write("}"u8);
                break;
            case ValueKind.List:
                WriteList(output, value, depth);
                break;
            case ValueKind.Map:
                WriteMap(output, value, depth);
                break;
        }
    }

    private static void WriteList(IBufferWriter<byte> output, Value value, int depth)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in value.Items)
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            Write(output, item, depth + 1);
        }

        output.Write("]"u8);
    }

    private static void WriteMap(IBufferWriter<byte> output, Value value, int depth)
    {
        output.Write("{"u8);
        var first = true;
        foreach (var (name, member) in value.Sorted)
        {
            if (!Ascii.IsValid(name))
            {
                throw new FormatException("a key must be ASCII");
            }

            if (name == SecretKey)
            {
                throw new FormatException("the key $secret is reserved");
            }

            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            WriteString(output, name);
            output.Write(":"u8);
            Write(output, member, depth + 1);
        }

        output.Write("}"u8);
    }

    /// <summary>Writes a whole number.</summary>
    public static void WriteInteger(IBufferWriter<byte> output, long value)
    {
        var span = output.GetSpan(24);
        value.TryFormat(span, out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    internal static void WriteString(IBufferWriter<byte> output, string text)
    {
        var span = output.GetSpan((text.Length * 6) + 2);
        var at = 0;
        span[at++] = (byte)'"';
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAny(Escaped);
            var run = plain < 0 ? rest : rest[..plain];
            if (Utf8.FromUtf16(run, span[at..], out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                throw new FormatException("a lone surrogate");
            }

            at += written;
            if (plain < 0)
            {
                break;
            }

            at += Escape(rest[plain], span[at..]);
            rest = rest[(plain + 1)..];
        }

        span[at++] = (byte)'"';
        output.Advance(at);
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(static c => (char)c),
        '"',
        '\\',
    ]);

    private static int Escape(char c, Span<byte> into)
    {
        into[0] = (byte)'\\';
        var letter = c switch
        {
            '"' => '"',
            '\\' => '\\',
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            _ => '\0',
        };
        if (letter != '\0')
        {
            into[1] = (byte)letter;
            return 2;
        }

        into[1] = (byte)'u';
        into[2] = (byte)'0';
        into[3] = (byte)'0';
        into[4] = (byte)"0123456789abcdef"[c >> 4];
        into[5] = (byte)"0123456789abcdef"[c & 15];
        return 6;
    }
}
