using System.Collections.Frozen;

namespace OemRunbooks.Language.Expressions;

/// <summary>One argument of a function.</summary>
/// <param name="Whole">Its JavaScript.</param>
/// <param name="Atom">The same, as it can stand before a dot.</param>
/// <param name="Text">The same as a text.</param>
internal sealed record JavaScriptArgument(string Whole, string Atom, string Text);

/// <summary>Functions of the expression language as JavaScript; a function that is not here has no counterpart.</summary>
internal static class JavaScriptFunctions
{
    // $0 is an argument, $t0 the same as a text, $l0 as a list, $a0 what can stand before a dot, $*0 all from there on, $t* all as texts.
    // What a skipped step would have given is the empty text or list: nothing throws where it is merely shown.
    private static readonly FrozenDictionary<string, string> ByName = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["string.upcase"] = "$t0.toUpperCase()",
        ["string.downcase"] = "$t0.toLowerCase()",
        ["string.strip"] = "$t0.trim()",
        ["string.lstrip"] = "$t0.trimStart()",
        ["string.rstrip"] = "$t0.trimEnd()",
        ["string.size"] = "$t0.length",
        ["string.empty"] = "($t0 === \"\")",
        ["string.whitespace"] = "($t0.trim() === \"\")",
        ["string.capitalize"] = "((s) => s.charAt(0).toUpperCase() + s.slice(1))($t0)",
        ["string.contains"] = "$t0.includes($t1)",
        ["string.starts_with"] = "$t0.startsWith($t1)",
        ["string.ends_with"] = "$t0.endsWith($t1)",
        ["string.append"] = "($t0 + $t1)",
        ["string.prepend"] = "($t1 + $t0)",
        ["string.split"] = "((s, t) => t === \"\" ? [s] : s.split(t))($t0, $t1)",
        ["string.remove"] = "((s, t) => t === \"\" ? s : s.split(t).join(\"\"))($t0, $t1)",
        ["string.replace"] = "((s, a, b) => a === \"\" ? s : s.split(a).join(b))($t0, $t1, $t2)",
        ["string.slice"] =
            "((s, a, n = s.length) => { const i = Math.min(Math.max(a < 0 ? a + s.length : a, 0), s.length); "
            + "return s.slice(i, i + Math.max(n, 0)); })(String($t0), $*1)",
        ["string.truncate"] = "((s, n) => s.length <= n ? s : s.slice(0, Math.max(0, n - 1)) + \"…\")($t0, $1)",
        ["array.size"] = "$l0.length",
        ["array.first"] = "($l0[0] ?? null)",
        ["array.last"] = "($l0.at(-1) ?? null)",
        ["array.reverse"] = "[...$l0].reverse()",
        ["array.compact"] = "$l0.filter((v) => v != null)",
        ["array.uniq"] =
            "((l) => { const k = (v) => JSON.stringify(v ?? null); "
            + "return l.filter((v, i) => l.findIndex((w) => k(w) === k(v)) === i); })($l0)",
        ["array.sort"] =
            "((l) => { const n = (v) => typeof v === \"number\" ? v : 0, t = (v) => String(v ?? \"\"); "
            + "return [...l].sort((a, b) => n(a) - n(b) || (t(a) < t(b) ? -1 : t(a) > t(b) ? 1 : 0)); })($l0)",
        ["array.contains"] = "((l, v) => l.some((w) => JSON.stringify(w ?? null) === JSON.stringify(v ?? null)))($l0, $1)",
        ["array.join"] = "$l0.join($t1)",
        ["array.add"] = "[...$l0, $1]",
        ["array.concat"] = "[...$l0, ...$l1]",
        ["array.limit"] = "$l0.slice(0, Math.max($1, 0))",
        ["array.offset"] = "$l0.slice(Math.max($1, 0))",
        ["array.map"] = "((l, n) => l.map((v) => v?.[n] ?? null))($l0, $t1)",
        ["math.abs"] = "Math.abs($0)",
        ["math.ceil"] = "Math.ceil($0)",
        ["math.floor"] = "Math.floor($0)",
        ["math.round"] =
            "((n, d = 0) => { const e = Math.min(Math.max(d, 0), 12); "
            + "return Math.sign(n) * Number(Math.round(Number(Math.abs(n) + \"e\" + e)) + \"e-\" + e); })($*0)",
        ["math.plus"] = "($a0 + $a1)",
        ["math.minus"] = "($a0 - $a1)",
        ["math.times"] = "($a0 * $a1)",
        ["math.min"] = "Math.min($0, $1)",
        ["math.max"] = "Math.max($0, $1)",
        ["math.divided_by"] = "Number(($a0 / $a1).toFixed(12))",
        ["math.modulo"] = "($a0 % $a1)",
        ["object.keys"] = "Object.keys($0 ?? {}).sort()",
        ["object.values"] = "((m) => Object.keys(m).sort().map((k) => m[k]))($0 ?? {})",
        ["object.size"] = "Object.keys($0 ?? {}).length",
        ["object.has_key"] = "Object.keys($0 ?? {}).includes($t1)",
        ["object.typeof"] =
            "((v) => v == null ? \"null\" : Array.isArray(v) ? \"list\" : typeof v === \"boolean\" ? \"boolean\" : typeof v === \"number\" "
            + "? (Number.isInteger(v) ? \"integer\" : \"number\") : typeof v === \"string\" ? \"text\" : \"map\")($0)",
        ["object.default"] = "((v, d) => v == null || v === \"\" ? d : v)($0, $1)",
        ["path.join"] =
            "((...p) => { const j = p.map((s) => s.replace(/^\\/+|\\/+$/g, \"\")).filter((s) => s !== \"\").join(\"/\"); "
            + "return p[0].startsWith(\"/\") ? \"/\" + j : j; })($t*)",
        ["path.name"] = "$t0.replace(/\\/+$/, \"\").split(\"/\").at(-1)",
        ["path.directory"] =
            "((s) => { const i = s.replace(/\\/+$/, \"\").lastIndexOf(\"/\"); return i >= 0 ? s.slice(0, i) : \".\"; })($t0)",
        ["path.extension"] =
            "((s) => { const n = s.slice(s.lastIndexOf(\"/\") + 1), i = n.lastIndexOf(\".\"); return i > 0 ? n.slice(i) : \"\"; })($t0)",
        ["version.compare"] = JavaScriptText.CompareVersions + "($t0, $t1)",
        ["size.format"] =
            "((n) => { const u = [\"B\", \"KiB\", \"MiB\", \"GiB\", \"TiB\"]; let i = 0; "
            + "while (Math.abs(n) >= 1024 && i < 4) { n /= 1024; i++; } "
            + "return Math.sign(n) * Math.round(Math.abs(n) * 10) / 10 + \" \" + u[i]; })($0)",
        ["number"] = Read("/^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)$/", "Number(t)", "expression.not-a-number"),
        ["integer"] = Read("/^[+-]?[0-9]+$/", "Number(t)", "expression.not-an-integer"),
        ["boolean"] = Read("/^(true|false)$/", "t === \"true\"", "expression.not-a-boolean"),
        ["version.of"] = Read("/^[0-9]+([.-][0-9A-Za-z]+)*$/", "t", "expression.not-a-version"),
        ["duration.of"] = Read("/^[0-9]{1,9}(ms|s|m|h|d)$/", "t", "expression.not-a-duration"),
        ["size.of"] = Read(
            "/^[0-9]{1,15} *(B|kB|MB|GB|KiB|MiB|GiB|TiB)?$/",
            "parseInt(t, 10) * { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 }"
                + "[t.replace(/^[0-9]+ */, \"\") || \"B\"]",
            "expression.not-a-size"
        ),
        ["json.parse"] = "JSON.parse($t0)",
        ["json.get"] =
            "((v, p) => { let at = typeof v === \"string\" ? JSON.parse(v) : v; "
            + "const n = (s) => s.split(\"~1\").join(\"/\").split(\"~0\").join(\"~\"); "
            + "for (const k of p === \"\" ? [] : p.slice(1).split(\"/\").map(n)) "
            + "{ at = Array.isArray(at) && !/^(0|[1-9][0-9]*)$/.test(k) ? null : at?.[k] ?? null; } return at; })($0, $t1)",
        ["text.lines"] = Lines + "($t0)",
        ["text.line"] = "((l, n) => (n > 0 ? l[n - 1] : n < 0 ? l.at(n) : null) ?? null)(" + Lines + "($t0), $1)",
        ["regex.match"] = "((s, p) => Array.from(new RegExp(p).exec(s) ?? [], (g) => g ?? \"\"))($t0, $p1)",
        ["regex.group"] = "((s, p, n) => { const m = new RegExp(p).exec(s); return m?.groups?.[n] ?? m?.[n] ?? null; })($t0, $p1, $t2)",
        ["regex.replace"] = "((s, p, r) => s.replace(new RegExp(p, \"g\"), () => r))($t0, $p1, $r2)",
        ["regex.split"] = "((s, p) => s.split(new RegExp(p)))($t0, $p1)",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const string Lines =
        "((s) => { const l = s.split(/\\r\\n|[\\n\\r\\f\\u0085\\u2028\\u2029]/); if (l.at(-1) === \"\") { l.pop(); } return l; })";

    /// <summary>How a call is spelt; null when it has no counterpart.</summary>
    internal static Func<JavaScriptArgument[], string>? Find(Node.Invoke call) =>
        ByName.GetValueOrDefault(call.Function.Name) is not { } form ? null
        : Pattern(form, call) is not var (pattern, replacement) ? null
        : arguments => Fill(form, arguments, pattern, replacement);

    // A pattern that is computed could hold what JavaScript reads in another way.
    private static (string Pattern, string Replacement)? Pattern(string form, Node.Invoke call)
    {
        if (!form.Contains("$p1", StringComparison.Ordinal))
        {
            return ("", "");
        }

        var pattern = call.Arguments[1] is Node.Constant constant ? JavaScriptPattern.Of(constant.Value.ToText()) : null;
        var replacement = form.Contains("$r2", StringComparison.Ordinal) ? (call.Arguments[2] as Node.Constant)?.Value.ToText() ?? "$" : "";

        // Groups with names are counted last here and where they stand there.
        var isCounted =
            !form.Contains("Array.from", StringComparison.Ordinal) || pattern?.Contains("(?<", StringComparison.Ordinal) != true;
        return pattern is not null && isCounted && !replacement.Contains('$', StringComparison.Ordinal)
            ? (JavaScriptText.Quoted(pattern), JavaScriptText.Quoted(replacement))
            : null;
    }

    private static string Fill(string form, JavaScriptArgument[] arguments, string pattern, string replacement)
    {
        var text = new System.Text.StringBuilder(form.Length + 64);
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] != '$' || Placed(form.AsSpan(i + 1), arguments, pattern, replacement) is not var (value, length))
            {
                text.Append(form[i]);
                continue;
            }

            text.Append(value);
            i += length;
        }

        return text.ToString();
    }

    private static (string Value, int Length)? Placed(
        ReadOnlySpan<char> at,
        JavaScriptArgument[] arguments,
        string pattern,
        string replacement
    ) =>
        at switch
        {
            ['t', '*', ..] => (string.Join(", ", arguments.Select(static a => a.Text)), 2),
            ['*', var from, ..] => (string.Join(", ", arguments.Skip(from - '0').Select(static a => a.Whole)), 2),
            ['p', '1', ..] => (pattern, 2),
            ['r', '2', ..] => (replacement, 2),
            ['t', >= '0' and <= '9' and var n, ..] => (arguments[n - '0'].Text, 2),
            ['l', >= '0' and <= '9' and var n, ..] => ($"({arguments[n - '0'].Atom} ?? [])", 2),
            ['a', >= '0' and <= '9' and var n, ..] => (arguments[n - '0'].Atom, 2),
            [>= '0' and <= '9' and var n, ..] => (arguments[n - '0'].Whole, 1),
            _ => null,
        };

    // What can't be read is an error there too, never 0 and never an empty text.
    private static string Read(string pattern, string value, string code) =>
        $"((v) => {{ const t = String(v).trim(); if (!{pattern}.test(t)) {{ throw new Error(\"{code}\"); }} return {value}; }})($0)";
}
