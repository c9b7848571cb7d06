using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Oem.Json;

/// <summary>Reads JSON by the OEM's rules.</summary>
/// <remarks>
/// RFC 8259 plus NaN, Infinity and -Infinity; a byte-order mark is an error; at most 990 levels, 4300 digits of an integer.
/// Source: formats.md, 2.1.
/// </remarks>
public ref struct OemJsonReader
{
    internal const int DepthLimit = 990;
    private const int DigitLimit = 4300;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly ReadOnlySpan<char> text;
    private int at;
    private int depth;

    private OemJsonReader(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>Reads one value that fills a whole text.</summary>
    /// <exception cref="OemException"><see cref="Codes.JsonMalformed"/> with line and column from 1, columns in UTF-16 units.</exception>
    public static OemJson Parse(string text)
    {
        var reader = new OemJsonReader(text);
        reader.SkipSpace();
        var value = reader.ReadValue();
        reader.SkipSpace();
        return reader.at == text.Length ? value : throw reader.Error("something follows the value");
    }

    /// <summary>Reads one value from strict UTF-8.</summary>
    /// <exception cref="OemException"><see cref="Codes.JsonMalformed"/>.</exception>
    public static OemJson Parse(byte[] utf8, string path = "") =>
        Parse(OemDisk.Decode(utf8, path, static (path, reason) => Faults.JsonMalformed(reason, path)));

    /// <summary>Makes the failure of a document that is no JSON object, with the caller's own code.</summary>
    /// <param name="path">The document.</param>
    /// <param name="reason"><c>not-json</c> or <c>not-an-object</c>.</param>
    /// <param name="line">Line, from 1; null when it is no text at all.</param>
    /// <param name="column">Column, from 1, in UTF-16 units.</param>
    internal delegate Failure NotAnObject(string path, string reason, long? line = null, long? column = null);

    /// <summary>Reads an object, or gives any failure the caller's own code.</summary>
    internal static OemObject ParseObject(byte[] utf8, string path, NotAnObject fault)
    {
        try
        {
            return Parse(utf8, path) as OemObject ?? throw new OemException(fault(path, "not-an-object", 1, 1));
        }
        catch (OemException e) when (e.Code == Codes.JsonMalformed && e.Args.GetValueOrDefault("reason") != "not-an-object")
        {
            var (line, column) = (e.Failure.Arguments["line"].AsInteger(), e.Failure.Arguments["column"].AsInteger());
            var form = e.Args.GetValueOrDefault("reason") is "byte-order-mark" or "utf-16" or "not-utf-8" ? e.Args["reason"] : "not-json";
            throw new OemException(fault(path, form, line, column), e);
        }
    }

    /// <summary>What is wrong with a document that has no code of its own.</summary>
    internal static Failure Malformed(string path, string reason, long? line, long? column) =>
        Faults.JsonMalformed(reason, path, line, column);

    private OemJson ReadValue()
    {
        switch (at < text.Length ? text[at] : '\0')
        {
            case '{':
                return ReadObject();
            case '[':
                return ReadArray();
            case '"':
                return new OemText(ReadText());
            case 't':
                Word("true");
                return OemBool.True;
            case 'f':
                Word("false");
                return OemBool.False;
            case 'n':
                Word("null");
                return OemNull.Instance;
            case 'N':
                Word("NaN");
                return new OemDouble(double.NaN);
            case 'I':
                Word("Infinity");
                return new OemDouble(double.PositiveInfinity);
            case '-' when text[at..].StartsWith("-Infinity"):
                Word("-Infinity");
                return new OemDouble(double.NegativeInfinity);
            case '-' or (>= '0' and <= '9'):
                return ReadNumber();
            default:
                throw Error("a value is expected");
        }
    }

    private OemObject ReadObject()
    {
        Enter();
        var members = new OemObject();
        if (!Empty('}'))
        {
            do
            {
                SkipSpace();
                var key = at < text.Length && text[at] == '"' ? ReadText() : throw Error("a key is expected");
                SkipSpace();
                Expect(':');
                SkipSpace();
                members[key] = ReadValue();
            } while (More('}'));
        }

        depth--;
        return members;
    }

    private OemArray ReadArray()
    {
        Enter();
        var items = new List<OemJson>();
        if (!Empty(']'))
        {
            do
            {
                SkipSpace();
                items.Add(ReadValue());
            } while (More(']'));
        }

        depth--;
        return new OemArray(items);
    }

    private void Enter()
    {
        if (++depth > DepthLimit)
        {
            throw Error("nested too deeply");
        }

        at++;
    }

    private bool Empty(char close)
    {
        SkipSpace();
        var empty = at < text.Length && text[at] == close;
        at += empty ? 1 : 0;
        return empty;
    }

    private bool More(char close)
    {
        SkipSpace();
        if (at < text.Length && (text[at] == ',' || text[at] == close))
        {
            return text[at++] == ',';
        }

        throw Error($"',' or '{close}' is expected");
    }

    private string ReadText()
    {
        at++;
        var result = default(StringBuilder);
        while (true)
        {
            var stop = text[at..].IndexOfAny('"', '\\');
            var end = stop < 0 ? text.Length : at + stop;
            var part = text[at..end];
            var control = part.IndexOfAnyInRange('\u0000', '\u001F');
            at += control < 0 ? part.Length : control;
            if (control >= 0 || stop < 0)
            {
                throw Error(control >= 0 ? "a control character in a text" : "a text does not end");
            }

            at++;
            if (text[end] == '"')
            {
                return result is null ? part.ToString() : result.Append(part).ToString();
            }

            (result ??= new StringBuilder()).Append(part).Append(ReadEscape());
        }
    }

    private char ReadEscape()
    {
        var c = at < text.Length ? text[at++] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when at + 4 <= text.Length && !text.Slice(at, 4).ContainsAnyExcept(HexDigits):
                at += 4;
                return (char)ushort.Parse(text.Slice(at - 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                throw Error("an unknown escape");
        }
    }

    private OemJson ReadNumber()
    {
        var start = at;
        at += text[at] == '-' ? 1 : 0;
        var zero = at < text.Length && text[at] == '0';
        var digits = Digits();
        if (digits == 0 || (zero && digits > 1))
        {
            throw Error("a number is malformed");
        }

        var whole = true;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            whole = false;
            Require(Digits());
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            whole = false;
            at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
            Require(Digits());
        }

        var literal = text[start..at];
        return whole
            ? new OemInteger(
                digits <= DigitLimit
                    ? BigInteger.Parse(literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
                    : throw Error("an integer is too long")
            )
            : new OemDouble(double.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private int Digits()
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - start;
    }

    private readonly void Require(int digits)
    {
        if (digits == 0)
        {
            throw Error("a number is malformed");
        }
    }

    private void Word(string word)
    {
        if (!text[at..].StartsWith(word))
        {
            throw Error("a value is expected");
        }

        at += word.Length;
    }

    private void Expect(char c)
    {
        if (at >= text.Length || text[at] != c)
        {
            throw Error($"'{c}' is expected");
        }

        at++;
    }

    private void SkipSpace()
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r')
        {
            at++;
        }
    }

    private readonly OemException Error(string reason)
    {
        var before = text[..Math.Min(at, text.Length)];
        var line = before.Count('\n') + 1;
        var column = before.Length - before.LastIndexOf('\n');
        return new OemException(Faults.JsonMalformed(reason, line: line, column: column));
    }
}
