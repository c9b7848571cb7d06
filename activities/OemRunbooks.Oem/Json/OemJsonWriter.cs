using System.Globalization;
using System.Text;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Json;

/// <summary>Writes JSON in one of the OEM's spellings.</summary>
/// <remarks>Source: formats.md, 2.2.</remarks>
public static class OemJsonWriter
{
    /// <summary>Writes a value as text.</summary>
    /// <exception cref="OemException"><see cref="Codes.JsonUnwritable"/> for unpaired surrogates or nesting beyond 990 levels.</exception>
    public static string Write(OemJson value, JsonStyle style)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(style);
        var text = new StringBuilder();
        Append(text, value, style, 0);
        return style.FinalNewline ? text.Append('\n').ToString() : text.ToString();
    }

    /// <summary>Writes a value as UTF-8.</summary>
    /// <exception cref="OemException"><see cref="Codes.JsonUnwritable"/>.</exception>
    public static byte[] WriteBytes(OemJson value, JsonStyle style) => Encoding.UTF8.GetBytes(Write(value, style));

    /// <summary>Writes a value as the UTF-8 bytes that signatures and digests cover.</summary>
    /// <exception cref="OemException"><see cref="Codes.JsonUnwritable"/>.</exception>
    public static byte[] Canonical(OemJson value) => WriteBytes(value, JsonStyle.Canonical);

    private static void Append(StringBuilder text, OemJson value, JsonStyle style, int level)
    {
        switch (value)
        {
            case OemNull:
                text.Append("null");
                break;
            case OemBool b:
                text.Append(b.Value ? "true" : "false");
                break;
            case OemInteger i:
                text.Append(i.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case OemDouble d:
                text.Append(DoubleText.Of(d.Value));
                break;
            case OemText t:
                AppendText(text, t.Value, style.Ascii);
                break;
            case OemArray a:
                AppendArray(text, a, style, level + 1);
                break;
            case OemObject o:
                AppendObject(text, o, style, level + 1);
                break;
            default:
                throw new InvalidOperationException("a kind of value that does not exist");
        }
    }

    private static void AppendArray(StringBuilder text, OemArray items, JsonStyle style, int level)
    {
        if (items.Count == 0)
        {
            text.Append("[]");
            return;
        }

        var separator = Open(text, '[', level);
        foreach (var item in items)
        {
            Separate(text, style, level, ref separator);
            Append(text, item, style, level);
        }

        Close(text, ']', style, level);
    }

    private static void AppendObject(StringBuilder text, OemObject members, JsonStyle style, int level)
    {
        if (members.Count == 0)
        {
            text.Append("{}");
            return;
        }

        var separator = Open(text, '{', level);
        foreach (var (key, value) in style.Sorted ? members.OrderBy(static m => m.Key, CodePointOrder.Instance) : members.AsEnumerable())
        {
            Separate(text, style, level, ref separator);
            AppendText(text, key, style.Ascii);
            text.Append(style.Pretty || style.Spaced ? ": " : ":");
            Append(text, value, style, level);
        }

        Close(text, '}', style, level);
    }

    private static bool Open(StringBuilder text, char c, int level)
    {
        if (level > OemJsonReader.DepthLimit)
        {
            throw new OemException(Faults.JsonUnwritable("nested-too-deeply"));
        }

        text.Append(c);
        return false;
    }

    private static void Separate(StringBuilder text, JsonStyle style, int level, ref bool later)
    {
        if (later)
        {
            text.Append(style is { Spaced: true, Pretty: false } ? ", " : ",");
        }

        later = true;
        if (style.Pretty)
        {
            text.Append('\n').Append(' ', level * 2);
        }
    }

    private static void Close(StringBuilder text, char c, JsonStyle style, int level)
    {
        if (style.Pretty)
        {
            text.Append('\n').Append(' ', (level - 1) * 2);
        }

        text.Append(c);
    }

    private static void AppendText(StringBuilder text, string value, bool ascii)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 >= value.Length || !char.IsLowSurrogate(value[i + 1]))
                {
                    throw new OemException(Faults.JsonUnwritable("unpaired-surrogate"));
                }

                AppendWide(text, c, ascii);
                AppendWide(text, value[++i], ascii);
            }
            else
            {
                AppendChar(text, c, ascii);
            }
        }

        text.Append('"');
    }

    private static void AppendChar(StringBuilder text, char c, bool ascii)
    {
        switch (c)
        {
            case '"':
                text.Append("\\\"");
                break;
            case '\\':
                text.Append("\\\\");
                break;
            case '\b':
                text.Append("\\b");
                break;
            case '\t':
                text.Append("\\t");
                break;
            case '\n':
                text.Append("\\n");
                break;
            case '\f':
                text.Append("\\f");
                break;
            case '\r':
                text.Append("\\r");
                break;
            case < ' ':
                AppendWide(text, c, ascii: true);
                break;
            case > '\u007E':
                AppendWide(text, c, ascii);
                break;
            default:
                text.Append(c);
                break;
        }
    }

    private static void AppendWide(StringBuilder text, char c, bool ascii)
    {
        if (ascii)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        else
        {
            text.Append(c);
        }
    }
}
