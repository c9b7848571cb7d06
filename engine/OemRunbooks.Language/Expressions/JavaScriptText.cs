using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Expressions;

/// <summary>Pieces of JavaScript that an expression becomes, each of which stands for itself.</summary>
internal static partial class JavaScriptText
{
    /// <summary>An item of a list, counted from its end when it is negative, or a member by computed name.</summary>
    internal const string Item = "((v, i) => (typeof i === \"number\" ? v?.at(i) : v?.[i]) ?? null)";

    /// <summary>Whether two values are the same.</summary>
    internal const string Same = "((a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null))";

    /// <summary>A sum of numbers, or texts or lists joined.</summary>
    internal const string Sum =
        "((a, b) => { const t = "
        + Text
        + "; return Array.isArray(a) && Array.isArray(b) ? [...a, ...b] "
        + ": typeof a === \"number\" && typeof b === \"number\" ? a + b : t(a) + t(b); })";

    /// <summary>A value as it stands in a text.</summary>
    internal const string Text = "((v) => v == null ? \"\" : typeof v === \"object\" ? JSON.stringify(v) : String(v))";

    /// <summary>The member of a mapping that is called size, or the length of a list or text.</summary>
    internal const string Size = "((v) => v?.size ?? v?.length ?? null)";

    /// <summary>How two versions order; see <see cref="DottedVersion"/>.</summary>
    internal const string CompareVersions =
        "((l, r) => { const a = l.split(/[.-]/), b = r.split(/[.-]/), n = (p) => /^[0-9]+$/.test(p); "
        + "for (let i = 0; i < Math.max(a.length, b.length); i++) { const x = a[i] ?? \"0\", y = b[i] ?? \"0\"; "
        + "const o = n(x) && n(y) ? Math.sign(x - y) : n(x) ? 1 : n(y) ? -1 : x < y ? -1 : x > y ? 1 : 0; "
        + "if (o !== 0) { return o; } } return 0; })";

    /// <summary>How two lengths of time order; see <see cref="Quantities"/>.</summary>
    internal const string CompareDurations =
        "((l, r) => { const m = (t) => parseInt(t, 10) * { ms: 1, s: 1000, m: 60000, h: 3600000, d: 86400000 }[t.replace(/[0-9]+/, \"\")]; "
        + "return Math.sign(m(l) - m(r)); })";

    /// <summary>A member, which may be missing.</summary>
    internal static string Member(string name) => Identifier().IsMatch(name) ? "?." + name : $"?.[{Quoted(name)}]";

    /// <summary>A text in quotes.</summary>
    internal static string Quoted(string text) => JavaScriptWriter.Literal(Value.Of(text));

    /// <summary>Whether it can stand before a dot: it is one piece, not an operator with its operands.</summary>
    internal static bool IsAtom(string script)
    {
        var depth = 0;
        var isQuoted = false;
        for (var i = 0; i < script.Length; i++)
        {
            var c = script[i];
            i += isQuoted && c == '\\' ? 1 : 0;
            isQuoted ^= c == '"';
            depth += isQuoted ? 0 : Step(c);
            if (depth == 0 && !isQuoted && (c == ' ' || (i == 0 && c is '!' or '-')))
            {
                return false;
            }
        }

        return true;
    }

    private static int Step(char c) =>
        c switch
        {
            '(' or '[' or '{' => 1,
            ')' or ']' or '}' => -1,
            _ => 0,
        };

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
