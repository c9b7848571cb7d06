using System.Text;
using System.Text.Unicode;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>Checks a line as it lies there, in one pass and without making anything of it.</summary>
/// <remarks>
/// It takes exactly the lines that are canonical, have the six members and name a type; a test holds that against reading them and writing
/// them again. What it does not take is given to the reader, whose word on why counts. Source: journal.md, "Entries".
/// </remarks>
internal ref struct LineScanner
{
    private const int DataAt = 40;
    private const int PrevLength = 64;
    private readonly ReadOnlySpan<byte> line;
    private readonly bool isAscii;
    private readonly bool hasEscapes;
    private long number;
    private int at;

    private LineScanner(ReadOnlySpan<byte> line)
    {
        this.line = line;
        isAscii = Ascii.IsValid(line);
        hasEscapes = line.Contains((byte)'\\');
    }

    /// <summary>Scans a line without its newline; false where it is no entry.</summary>
    internal static bool TryScan(ReadOnlySpan<byte> line, out ScannedLine found)
    {
        found = default;
        if (
            line.Length is < DataAt + 2 or > CanonicalJson.MaxLine
            || !line.StartsWith("{\"at\":\""u8)
            || !TimeSpelling.TryRead(line.Slice(7, TimeSpelling.Length), out found.At)
            || !line[31..].StartsWith("\",\"data\":"u8)
            || !line.EndsWith("\"}"u8)
            || line.ContainsAnyInRange((byte)0, (byte)0x1F)
        )
        {
            return false;
        }

        var name = line[..^2].LastIndexOf((byte)'"') + 1;
        if (EntryTypes.Find(line[name..^2]) is not { } type)
        {
            return false;
        }

        found.Type = type;
        var scanner = new LineScanner(line) { at = DataAt };
        return (scanner.isAscii || Utf8.IsValid(line)) && scanner.Rest(name, ref found);
    }

    // The members stand in the order of their names, so what follows the data has one form.
    private bool Rest(int name, ref ScannedLine found)
    {
        found.IsChecked = true;
        if (!Data(LineShapes.Of(found.Type), ref found))
        {
            return false;
        }

        found.Data = DataAt..at;
        if (!Next(",\"mono\":"u8) || !Integer())
        {
            return false;
        }

        found.Mono = number;
        if (!Next(",\"prev\":\""u8))
        {
            return false;
        }

        found.PrevAt = at;
        at += PrevLength;
        if (at >= line.Length || line.Slice(found.PrevAt, PrevLength).ContainsAny((byte)'"', (byte)'\\'))
        {
            return false;
        }

        if (!Next("\",\"seq\":"u8) || !Integer())
        {
            return false;
        }

        found.Seq = number;
        return Next(",\"type\":\""u8) && at == name;
    }

    // What does not fit its shape may still be a canonical line: it is scanned to its end.
    private bool Data(MemberShape[]? shape, ref ScannedLine found)
    {
        found.IsChecked = shape is not null;
        found.First = found.Second = (0, -1);
        if (line[at] != (byte)'{')
        {
            found.IsChecked = false;
            return Value(1) != Kinds.None;
        }

        at++;
        var next = 0;
        var before = default(ReadOnlySpan<byte>);
        for (var isFirst = true; !(isFirst && Next("}"u8)); isFirst = false)
        {
            if (!Key(isFirst, ref before))
            {
                return false;
            }

            var isSecret = before.SequenceEqual("$secret"u8);
            var start = at;
            var kind = Value(2);
            if (kind == Kinds.None || (isSecret && !(isFirst && kind == Kinds.Text)))
            {
                return false;
            }

            Fit(shape, ref next, before, kind, (start + 1, at - start - 2), ref found);
            if (Next("}"u8))
            {
                // A secret's reference is no fact.
                found.IsChecked &= !isSecret;
                break;
            }

            if (isSecret)
            {
                return false;
            }
        }

        for (; shape is not null && next < shape.Length; next++)
        {
            found.IsChecked &= !shape[next].IsRequired;
        }

        return true;
    }

    private readonly void Fit(
        MemberShape[]? shape,
        ref int next,
        ReadOnlySpan<byte> name,
        Kinds kind,
        (int At, int Length) text,
        ref ScannedLine found
    )
    {
        while (shape is not null && next < shape.Length && shape[next].Name.AsSpan().SequenceCompareTo(name) is var order and <= 0)
        {
            var member = shape[next++];
            if (order < 0)
            {
                found.IsChecked &= !member.IsRequired;
                continue;
            }

            found.IsChecked &= (member.Kinds & kind) != 0;
            if (member.Noted == MemberShape.Number)
            {
                found.Number = number;
            }
            else if (member.Noted >= 0 && kind == Kinds.Text)
            {
                // With an escape in it, it is not the text: whoever asks reads it.
                found.IsChecked &= !(hasEscapes && line.Slice(text.At, text.Length).Contains((byte)'\\'));
                (member.Noted == 0 ? ref found.First : ref found.Second) = text;
            }
        }
    }

    private Kinds Value(int depth)
    {
        if (depth > CanonicalJson.MaxDepth || at >= line.Length)
        {
            return Kinds.None;
        }

        switch (line[at])
        {
            case (byte)'"':
                at++;
                return Text() ? Kinds.Text : Kinds.None;
            case (byte)'{':
                return Map(depth);
            case (byte)'[':
                return List(depth);
            case (byte)'t':
                return Next("true"u8) ? Kinds.Boolean : Kinds.None;
            case (byte)'f':
                return Next("false"u8) ? Kinds.Boolean : Kinds.None;
            case (byte)'n':
                return Next("null"u8) ? Kinds.Null : Kinds.None;
            default:
                return !Integer() ? Kinds.None
                    : number is >= int.MinValue and <= int.MaxValue ? Kinds.Small
                    : Kinds.Large;
        }
    }

    private Kinds List(int depth)
    {
        at++;
        if (Next("]"u8))
        {
            return Kinds.List;
        }

        while (Value(depth + 1) != Kinds.None)
        {
            if (Next("]"u8))
            {
                return Kinds.List;
            }

            if (!Next(","u8))
            {
                break;
            }
        }

        return Kinds.None;
    }

    private Kinds Map(int depth)
    {
        at++;
        if (Next("}"u8))
        {
            return Kinds.Map;
        }

        var before = default(ReadOnlySpan<byte>);
        for (var isFirst = true; Key(isFirst, ref before); isFirst = false)
        {
            var isSecret = before.SequenceEqual("$secret"u8);
            var kind = Value(depth + 1);
            if (kind == Kinds.None || (isSecret && !(isFirst && kind == Kinds.Text)))
            {
                break;
            }

            if (Next("}"u8))
            {
                return isSecret ? Kinds.Secret : Kinds.Map;
            }

            if (isSecret)
            {
                break;
            }
        }

        return Kinds.None;
    }

    // A key, its colon, and the comma before it where it is not the first; keys stand in the order of what they say.
    private bool Key(bool isFirst, ref ReadOnlySpan<byte> before)
    {
        if ((!isFirst && !Next(","u8)) || !Next("\""u8))
        {
            return false;
        }

        var start = at;
        if (!Text())
        {
            return false;
        }

        var key = line[start..(at - 1)];
        if ((!isAscii && !Ascii.IsValid(key)) || (!isFirst && Compare(before, key) >= 0))
        {
            return false;
        }

        before = key;
        return Next(":"u8);
    }

    private readonly int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (!hasEscapes)
        {
            return one.SequenceCompareTo(other);
        }

        while (!one.IsEmpty && !other.IsEmpty)
        {
            var difference = Escapes.Take(ref one) - Escapes.Take(ref other);
            if (difference != 0)
            {
                return difference;
            }
        }

        return one.Length - other.Length;
    }

    // After its opening quote. No line that is scanned has a control character, and all of it is UTF-8.
    private bool Text()
    {
        if (!hasEscapes)
        {
            var length = line[at..].IndexOf((byte)'"');
            at += length + 1;
            return length >= 0;
        }

        while (true)
        {
            var length = line[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (length < 0)
            {
                return false;
            }

            at += length;
            if (line[at] == (byte)'"')
            {
                at++;
                return true;
            }

            var escape = Escapes.Length(line[at..]);
            at += escape;
            if (escape == 0)
            {
                return false;
            }
        }
    }

    private bool Integer()
    {
        var isNegative = Next("-"u8);
        var start = at;
        number = 0;
        while (at < line.Length && at - start < 17 && line[at] is >= (byte)'0' and <= (byte)'9' and var digit)
        {
            number = (number * 10) + (digit - '0');
            at++;
        }

        // Zero has one spelling; no other number begins with it.
        if (at == start || (line[start] == (byte)'0' && (isNegative || at - start > 1)) || !CanonicalJson.IsSafeInteger(number))
        {
            return false;
        }

        number = isNegative ? -number : number;
        return true;
    }

    private bool Next(scoped ReadOnlySpan<byte> wanted)
    {
        if (!line[at..].StartsWith(wanted))
        {
            return false;
        }

        at += wanted.Length;
        return true;
    }
}
