using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace OemRunbooks.Foundation.Values;

/// <summary>Reads canonical JSON strictly, in one pass, without recursion deeper than the format allows.</summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> utf8)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Names are few and come again and again; what another thread puts in between does no harm.
    private static readonly string?[] Names = new string?[256];
    private const int MostKept = 32;

    [ThreadStatic]
    private static List<KeyValuePair<string, Value>>? scratch;

    private readonly ReadOnlySpan<byte> utf8 = utf8;
    private List<KeyValuePair<string, Value>> open = [];
    private int at;

    /// <summary>Whether something was spelt otherwise than it would be written, or can't be written at all.</summary>
    internal bool IsDoubtful { get; private set; }

    internal Value ReadDocument()
    {
        // The maps that are being read lie in one list, the inner ones at its end.
        open = scratch ??= new(64);
        open.Clear();
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

        // Zero has one spelling, and no other number begins with it.
        var digits = utf8[start..at].TrimStart((byte)'-');
        IsDoubtful |= digits.StartsWith("0"u8) && at - start > 1;
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

        var first = open.Count;
        string? before = null;
        while (true)
        {
            var name = ReadName();
            if (before is not null && string.CompareOrdinal(before, name) >= 0)
            {
                throw Bad("keys out of order or twice");
            }

            IsDoubtful |= name == "$secret" || !Ascii.IsValid(name);
            before = name;
            Expect((byte)':');
            open.Add(new(name, ReadValue(depth + 1)));
            if (Peek() == (byte)'}')
            {
                at++;
                return Made(first);
            }

            Expect((byte)',');
        }
    }

    private readonly Value Made(int first)
    {
        var members = CollectionsMarshal.AsSpan(open)[first..];
        var made = members is [{ Key: "$secret", Value: { Kind: ValueKind.Text } reference }]
            ? Value.SecretReference(reference.ToText())
            : Value.MapOfSorted(members.ToArray());
        open.RemoveRange(first, open.Count - first);
        return made;
    }

    private string ReadName()
    {
        var length = at < utf8.Length && utf8[at] == (byte)'"' ? utf8[(at + 1)..].IndexOfAny((byte)'"', (byte)'\\') : -1;
        if (length is <= 0 or > MostKept || utf8[at + 1 + length] != (byte)'"')
        {
            return ReadString();
        }

        var spelt = utf8.Slice(at + 1, length);
        ref var kept = ref Names[(length + (31 * spelt[0]) + (17 * spelt[length - 1]) + (7 * spelt[length / 2])) & (Names.Length - 1)];
        if (kept is { } known && Ascii.Equals(spelt, known) && !spelt.ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            at += length + 2;
            return known;
        }

        return kept = ReadString();
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
                    // The base library reads a number with NULs behind it, too.
                    && !utf8.Slice(at, 4).Contains((byte)0)
                    && ushort.TryParse(utf8.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                    && code < 0x20:
                IsDoubtful |= code is '\b' or '\t' or '\n' or '\f' or '\r' || utf8.Slice(at, 4).ContainsAnyInRange((byte)'A', (byte)'F');
                at += 4;
                return (char)code;
            default:
                throw Bad("an escape that is not canonical");
        }
    }

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        IsDoubtful |= bytes.ContainsAnyInRange((byte)0, (byte)0x1F);
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
