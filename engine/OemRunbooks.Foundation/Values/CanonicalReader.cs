using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace OemRunbooks.Foundation.Values;

/// <summary>Reads canonical JSON strictly, in one pass, without recursion deeper than the format allows.</summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> utf8)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> utf8 = utf8;
    private int at;

    internal Value ReadDocument()
    {
        var value = ReadValue(0);
        if (at != utf8.Length)
        {
            throw Bad("something follows the value");
        }

        return value;
    }

    private static FormatException Bad(string why) => new(why);

    private Value ReadValue(int depth)
    {
        if (depth > CanonicalJson.MaxDepth)
        {
            throw Bad("too deep");
        }

        return Peek() switch
        {
            (byte)'{' => ReadMap(depth),
            (byte)'[' => ReadList(depth),
            (byte)'"' => Value.Of(ReadString()),
            (byte)'t' => Word("true"u8, Value.True),
            (byte)'f' => Word("false"u8, Value.False),
            (byte)'n' => Word("null"u8, Value.Null),
            _ => ReadInteger(),
        };
    }

    private readonly byte Peek() => at < utf8.Length ? utf8[at] : throw Bad("ends too early");

    private void Expect(byte wanted)
    {
        if (Peek() != wanted)
        {
            throw Bad($"expected '{(char)wanted}' at byte {at.ToString(CultureInfo.InvariantCulture)}");
        }

        at++;
    }

    private Value Word(ReadOnlySpan<byte> word, Value value)
    {
        if (!utf8[at..].StartsWith(word))
        {
            throw Bad("unknown word");
        }

        at += word.Length;
        return value;
    }

    private Value ReadInteger()
    {
        var start = at;
        while (at < utf8.Length && utf8[at] is (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
        {
            at++;
        }

        return
            long.TryParse(utf8[start..at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && CanonicalJson.IsSafeInteger(value)
            ? Value.Of(value)
            : throw Bad($"not a value at byte {start.ToString(CultureInfo.InvariantCulture)}");
    }

    private Value ReadList(int depth)
    {
        Expect((byte)'[');
        if (Peek() == (byte)']')
        {
            at++;
            return Value.EmptyList;
        }

        var items = ImmutableArray.CreateBuilder<Value>();
        while (true)
        {
            items.Add(ReadValue(depth + 1));
            if (Peek() == (byte)']')
            {
                at++;
                return Value.List(items);
            }

            Expect((byte)',');
        }
    }

    private Value ReadMap(int depth)
    {
        Expect((byte)'{');
        if (Peek() == (byte)'}')
        {
            at++;
            return Value.EmptyMap;
        }

        var members = Value.EmptyMap.Members.ToBuilder();
        string? before = null;
        while (true)
        {
            var name = ReadString();
            if (before is not null && string.CompareOrdinal(before, name) >= 0)
            {
                throw Bad("keys out of order or twice");
            }

            before = name;
            Expect((byte)':');
            members.Add(name, ReadValue(depth + 1));
            if (Peek() == (byte)'}')
            {
                at++;
                return members.Count == 1 && members.TryGetValue("$secret", out var reference) && reference.Kind == ValueKind.Text
                    ? Value.SecretReference(reference.ToText())
                    : Value.Map(members);
            }

            Expect((byte)',');
        }
    }

    private string ReadString()
    {
        Expect((byte)'"');
        var start = at;
        var end = utf8[at..].IndexOfAny((byte)'"', (byte)'\\');
        if (end >= 0 && utf8[at + end] == (byte)'"')
        {
            at += end + 1;
            return Decode(utf8.Slice(start, end));
        }

        var text = new StringBuilder();
        while (true)
        {
            end = utf8[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (end < 0)
            {
                throw Bad("a text without end");
            }

            text.Append(Decode(utf8.Slice(at, end)));
            at += end;
            if (utf8[at++] == (byte)'"')
            {
                return text.ToString();
            }

            text.Append(ReadEscape());
        }
    }

    private char ReadEscape()
    {
        var kind = Peek();
        at++;
        switch (kind)
        {
            case (byte)'"' or (byte)'\\':
                return (char)kind;
            case (byte)'b':
                return '\b';
            case (byte)'t':
                return '\t';
            case (byte)'n':
                return '\n';
            case (byte)'f':
                return '\f';
            case (byte)'r':
                return '\r';
            case (byte)'u'
                when at + 4 <= utf8.Length
                    && ushort.TryParse(utf8.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                    && code < 0x20:
                at += 4;
                return (char)code;
            default:
                throw Bad("an escape that is not canonical");
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (ArgumentException)
        {
            throw Bad("not UTF-8");
        }
    }
}
