using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Expressions;

/// <summary>The functions of the expression language: all there are.</summary>
/// <remarks>
/// Named as Scriban names them, where it has them. No clock, no randomness, no environment, no files. Source: language.md, "Conditions and
/// values".
/// </remarks>
internal static class Functions
{
    private const int MaxPattern = 500;

    private static readonly FrozenDictionary<string, Function> ByName = (
        (Function[])
            [
                Text("string.upcase", static s => Value.Of(s.ToUpperInvariant())),
                Text("string.downcase", static s => Value.Of(s.ToLowerInvariant())),
                Text("string.strip", static s => Value.Of(s.Trim())),
                Text("string.lstrip", static s => Value.Of(s.TrimStart())),
                Text("string.rstrip", static s => Value.Of(s.TrimEnd())),
                Text("string.size", static s => Value.Of(s.Length)),
                Text("string.empty", static s => Value.Of(s.Length == 0)),
                Text("string.whitespace", static s => Value.Of(string.IsNullOrWhiteSpace(s))),
                Text("string.capitalize", static s => Value.Of(s.Length == 0 ? s : char.ToUpperInvariant(s[0]) + s[1..])),
                Texts("string.contains", static (s, t) => Value.Of(s.Contains(t, StringComparison.Ordinal))),
                Texts("string.starts_with", static (s, t) => Value.Of(s.StartsWith(t, StringComparison.Ordinal))),
                Texts("string.ends_with", static (s, t) => Value.Of(s.EndsWith(t, StringComparison.Ordinal))),
                Texts("string.append", static (s, t) => Value.Of(s + t)),
                Texts("string.prepend", static (s, t) => Value.Of(t + s)),
                Texts("string.split", static (s, t) => Value.List((t.Length == 0 ? [s] : s.Split(t)).Select(Value.Of))),
                Texts("string.remove", static (s, t) => Value.Of(t.Length == 0 ? s : s.Replace(t, "", StringComparison.Ordinal))),
                new(
                    "string.replace",
                    3,
                    3,
                    static a =>
                        Value.Of(
                            AsText(a, 1).Length == 0
                                ? AsText(a, 0)
                                : Growable(a).Replace(AsText(a, 1), AsText(a, 2), StringComparison.Ordinal)
                        )
                ),
                new(
                    "string.slice",
                    2,
                    3,
                    static a => Value.Of(Slice(AsText(a, 0), AsInteger(a, 1), a.Count > 2 ? AsInteger(a, 2) : long.MaxValue))
                ),
                new(
                    "string.truncate",
                    2,
                    2,
                    static a =>
                        Value.Of(
                            AsText(a, 0).Length <= AsInteger(a, 1)
                                ? AsText(a, 0)
                                : Slice(AsText(a, 0), 0, Math.Max(0, AsInteger(a, 1) - 1)) + "…"
                        )
                ),
                List("array.size", static l => Value.Of(l.Items.Length)),
                List("array.first", static l => l.Items.IsEmpty ? Value.Null : l.Items[0]),
                List("array.last", static l => l.Items.IsEmpty ? Value.Null : l.Items[^1]),
                List("array.reverse", static l => Value.List(l.Items.Reverse())),
                List("array.compact", static l => Value.List(l.Items.Where(static i => !i.IsNull))),
                List("array.uniq", static l => Value.List(l.Items.Distinct())),
                List(
                    "array.sort",
                    static l =>
                        Value.List(l.Items.OrderBy(static i => i.AsNumber() ?? 0).ThenBy(static i => i.ToText(), StringComparer.Ordinal))
                ),
                new("array.contains", 2, 2, static a => Value.Of(AsList(a, 0).Items.Contains(a[1]))),
                new("array.join", 2, 2, static a => Value.Of(string.Join(AsText(a, 1), Joinable(a).Items.Select(static i => i.ToText())))),
                new("array.add", 2, 2, static a => Value.List(AsList(a, 0).Items.Add(a[1]))),
                new("array.concat", 2, 2, static a => Value.List(AsList(a, 0).Items.AddRange(AsList(a, 1).Items))),
                new(
                    "array.limit",
                    2,
                    2,
                    static a => Value.List(AsList(a, 0).Items.Take((int)Math.Clamp(AsInteger(a, 1), 0, int.MaxValue)))
                ),
                new(
                    "array.offset",
                    2,
                    2,
                    static a => Value.List(AsList(a, 0).Items.Skip((int)Math.Clamp(AsInteger(a, 1), 0, int.MaxValue)))
                ),
                new("array.map", 2, 2, static a => Value.List(AsList(a, 0).Items.Select(i => i[AsText(a, 1)]))),
                Number("math.abs", static n => Math.Abs(n)),
                Number("math.ceil", static n => decimal.Ceiling(n)),
                Number("math.floor", static n => decimal.Floor(n)),
                new(
                    "math.round",
                    1,
                    2,
                    static a =>
                        Value.Of(
                            decimal.Round(
                                AsNumber(a, 0),
                                (int)Math.Clamp(a.Count > 1 ? AsInteger(a, 1) : 0, 0, 12),
                                MidpointRounding.AwayFromZero
                            )
                        )
                ),
                Numbers("math.plus", static (a, b) => a + b),
                Numbers("math.minus", static (a, b) => a - b),
                Numbers("math.times", static (a, b) => a * b),
                Numbers("math.min", static (a, b) => Math.Min(a, b)),
                Numbers("math.max", static (a, b) => Math.Max(a, b)),
                Numbers(
                    "math.divided_by",
                    static (a, b) => b == 0 ? throw new EvaluationException(Faults.ExpressionNoNumber()) : decimal.Round(a / b, 12)
                ),
                Numbers("math.modulo", static (a, b) => b == 0 ? throw new EvaluationException(Faults.ExpressionNoNumber()) : a % b),
                new("object.keys", 1, 1, static a => Value.List(a[0].Members.Keys.Select(Value.Of))),
                new("object.values", 1, 1, static a => Value.List(a[0].Members.Values)),
                new("object.size", 1, 1, static a => Value.Of(a[0].Members.Count)),
                new("object.has_key", 2, 2, static a => Value.Of(a[0].Members.ContainsKey(AsText(a, 1)))),
                new("object.typeof", 1, 1, static a => Value.Of(a[0].Kind.ToString().ToLowerInvariant())),
                new("object.default", 2, 2, static a => a[0].IsNull || a[0].AsText() == "" ? a[1] : a[0]),
                new(
                    "regex.match",
                    2,
                    2,
                    static a =>
                        Value.List(
                            Pattern(a, 1).Match(AsText(a, 0)) is { Success: true } m
                                ? m.Groups.Values.Select(static g => Value.Of(g.Value))
                                : []
                        )
                ),
                new("regex.replace", 3, 3, static a => Value.Of(Pattern(a, 1).Replace(Growable(a), Replacement(a)))),
                new("regex.split", 2, 2, static a => Value.List(Pattern(a, 1).Split(AsText(a, 0)).Select(Value.Of))),
                Text("regex.escape", static s => Value.Of(Regex.Escape(s))),
                new(
                    "path.join",
                    2,
                    8,
                    static a =>
                        Value.Of(
                            string.Join(
                                '/',
                                Enumerable.Range(0, a.Count).Select(i => AsText(a, i).Trim('/')).Where(static p => p.Length > 0)
                            )
                                is var joined
                            && AsText(a, 0).StartsWith('/')
                                ? "/" + joined
                                : joined
                        )
                ),
                Text("path.name", static s => Value.Of(s.TrimEnd('/')[(s.TrimEnd('/').LastIndexOf('/') + 1)..])),
                Text("path.directory", static s => Value.Of(s.TrimEnd('/').LastIndexOf('/') is >= 0 and var at ? s[..at] : ".")),
                Text(
                    "path.extension",
                    static s =>
                        Value.Of(s[(s.LastIndexOf('/') + 1)..] is var name && name.LastIndexOf('.') is > 0 and var dot ? name[dot..] : "")
                ),
                Texts("version.compare", static (a, b) => Value.Of(DottedVersion.Compare(a, b))),
                new("size.format", 1, 1, static a => Value.Of(Quantities.OfBytes(AsInteger(a, 0)))),
                .. Readings.All,
            ]
    ).ToFrozenDictionary(static f => f.Name, StringComparer.Ordinal);

    /// <summary>All functions, by name.</summary>
    internal static IEnumerable<Function> All => ByName.Values.OrderBy(static f => f.Name, StringComparer.Ordinal);

    /// <summary>The function of a name, or null.</summary>
    internal static Function? Find(string name) => ByName.GetValueOrDefault(name);

    private static Function Text(string name, Func<string, Value> apply) => new(name, 1, 1, a => apply(AsText(a, 0)));

    private static Function Texts(string name, Func<string, string, Value> apply) =>
        new(name, 2, 2, a => apply(AsText(a, 0), AsText(a, 1)));

    private static Function List(string name, Func<Value, Value> apply) => new(name, 1, 1, a => apply(AsList(a, 0)));

    private static Function Number(string name, Func<decimal, decimal> apply) => new(name, 1, 1, a => Value.Of(apply(AsNumber(a, 0))));

    private static Function Numbers(string name, Func<decimal, decimal, decimal> apply) =>
        new(name, 2, 2, a => Value.Of(apply(AsNumber(a, 0), AsNumber(a, 1))));

    // A replacement can multiply a text's length; the product is bounded before it is made.
    private static string Growable(IReadOnlyList<Value> arguments) =>
        (long)(AsText(arguments, 0).Length + 1) * (AsText(arguments, 2).Length + 1) <= 4_000_000
            ? AsText(arguments, 0)
            : throw new EvaluationException(Faults.ExpressionTooLarge(Evaluator.MaxSize));

    private static Value Joinable(IReadOnlyList<Value> arguments) =>
        (long)AsList(arguments, 0).Items.Length * AsText(arguments, 1).Length <= 4_000_000
            ? arguments[0]
            : throw new EvaluationException(Faults.ExpressionTooLarge(Evaluator.MaxSize));

    // The whole text, or what lies before or after a match, once for each match: the square of its length.
    private static string Replacement(IReadOnlyList<Value> arguments) =>
        AsText(arguments, 2) is var text
        && (
            text.Contains("$_", StringComparison.Ordinal)
            || text.Contains("$`", StringComparison.Ordinal)
            || text.Contains("$'", StringComparison.Ordinal)
        )
            ? throw new EvaluationException(Faults.ExpressionBadArgument(Value.Of(text)))
            : text;

    /// <summary>
    /// Whether a pattern's counted repetitions stay small when they are multiplied: the engine without backtracking spells them out.
    /// </summary>
    internal static bool IsModest(string pattern)
    {
        var product = 1L;
        for (var open = pattern.IndexOf('{', StringComparison.Ordinal); open >= 0; open = pattern.IndexOf('{', open + 1))
        {
            var numbers = pattern[(open + 1)..].Split('}')[0].Split(',');
            var greatest = numbers.Max(static n =>
                long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1
            );
            product *= Math.Clamp(greatest, 1, 10_000);
            if (product > 10_000)
            {
                return false;
            }
        }

        return true;
    }

    private static string Slice(string text, long start, long length)
    {
        var from = (int)Math.Clamp(start < 0 ? start + text.Length : start, 0, text.Length);
        return text.Substring(from, (int)Math.Clamp(length, 0, text.Length - from));
    }

    // The engine without backtracking takes linear time, so no time limit is needed, which a replay could not repeat.
    internal static Regex Pattern(IReadOnlyList<Value> arguments, int index)
    {
        var pattern = AsText(arguments, index);
        try
        {
            return pattern.Length <= MaxPattern && IsModest(pattern)
                ? Patterns.Of(pattern)
                : throw new EvaluationException(Faults.ExpressionTooLarge(MaxPattern));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new EvaluationException(Faults.ExpressionBadArgument(Value.Of(pattern)));
        }
    }

    internal static string AsText(IReadOnlyList<Value> arguments, int index) =>
        arguments[index] switch
        {
            { Kind: ValueKind.List or ValueKind.Map } other => throw Wrong(index, "text", other),
            var value => value.ToText(),
        };

    private static Value AsList(IReadOnlyList<Value> arguments, int index) =>
        arguments[index].Kind == ValueKind.List ? arguments[index] : throw Wrong(index, "list", arguments[index]);

    private static decimal AsNumber(IReadOnlyList<Value> arguments, int index) =>
        arguments[index].AsNumber() ?? throw Wrong(index, "number", arguments[index]);

    internal static long AsInteger(IReadOnlyList<Value> arguments, int index) =>
        arguments[index].AsInteger() ?? throw Wrong(index, "integer", arguments[index]);

    private static EvaluationException Wrong(int index, string wanted, Value found) =>
        new EvaluationException(Faults.ExpressionBadArgument(Value.Of(index + 1), wanted, found.Kind.ToString()));
}
