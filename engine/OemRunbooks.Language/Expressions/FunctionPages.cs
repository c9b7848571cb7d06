using System.Collections.Frozen;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Expressions;

/// <summary>What a function takes and gives, for people and for lint.</summary>
public sealed record FunctionPage
{
    internal FunctionPage(string name, string takes, Sort gives, LocalizedText summary, string example) =>
        (Name, Takes, Gives, Summary, Example) = (name, takes, gives, summary, example);

    /// <summary>All pages, by family.</summary>
    public static IReadOnlyList<FunctionPage> All => FunctionPages.All;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its arguments with their types; one that may be left out has a question mark.</summary>
    public string Takes { get; }

    /// <summary>What it gives, in words.</summary>
    public LocalizedText Summary { get; }

    /// <summary>A call, which is carried out to show what comes of it.</summary>
    public string Example { get; }

    internal Sort Gives { get; }

    /// <summary>The page of a function, or null when there is no function of this name.</summary>
    public static FunctionPage? Find(string name) => FunctionPages.Find(name);

    /// <summary>What the example comes to.</summary>
    public Value Result() => FunctionPages.Result(this);

    /// <summary>What it gives, as the reference writes it.</summary>
    public string Type => Gives.ToString().ToLowerInvariant();
}

/// <summary>The pages of all functions.</summary>
internal static class FunctionPages
{
    /// <summary>All pages, by family.</summary>
    internal static IReadOnlyList<FunctionPage> All { get; } =
    [
        new("string.upcase", "text: text", Sort.Text, Says.FunctionStringUpcase, """string.upcase("ab")"""),
        new("string.downcase", "text: text", Sort.Text, Says.FunctionStringDowncase, """string.downcase("AB")"""),
        new("string.strip", "text: text", Sort.Text, Says.FunctionStringStrip, """string.strip("  ab  ")"""),
        new("string.lstrip", "text: text", Sort.Text, Says.FunctionStringLstrip, """string.lstrip("  ab")"""),
        new("string.rstrip", "text: text", Sort.Text, Says.FunctionStringRstrip, """string.rstrip("ab  ")"""),
        new("string.size", "text: text", Sort.Number, Says.FunctionStringSize, """string.size("abc")"""),
        new("string.empty", "text: text", Sort.Boolean, Says.FunctionStringEmpty, """string.empty("")"""),
        new("string.whitespace", "text: text", Sort.Boolean, Says.FunctionStringWhitespace, """string.whitespace("  ")"""),
        new("string.capitalize", "text: text", Sort.Text, Says.FunctionStringCapitalize, """string.capitalize("licencja")"""),
        new(
            "string.contains",
            "text: text, part: text",
            Sort.Boolean,
            Says.FunctionStringContains,
            """string.contains("core-oem", "oem")"""
        ),
        new(
            "string.starts_with",
            "text: text, part: text",
            Sort.Boolean,
            Says.FunctionStringStartsWith,
            """string.starts_with("core-oem", "core")"""
        ),
        new(
            "string.ends_with",
            "text: text, part: text",
            Sort.Boolean,
            Says.FunctionStringEndsWith,
            """string.ends_with("store.json", ".json")"""
        ),
        new("string.append", "text: text, end: text", Sort.Text, Says.FunctionStringAppend, """string.append("store", ".json")"""),
        new("string.prepend", "text: text, start: text", Sort.Text, Says.FunctionStringPrepend, """string.prepend("store", "my-")"""),
        new("string.split", "text: text, separator: text", Sort.List, Says.FunctionStringSplit, """string.split("a,b,c", ",")"""),
        new("string.remove", "text: text, part: text", Sort.Text, Says.FunctionStringRemove, """string.remove("a-b-c", "-")"""),
        new(
            "string.replace",
            "text: text, old: text, new: text",
            Sort.Text,
            Says.FunctionStringReplace,
            """string.replace("a-b-c", "-", "+")"""
        ),
        new(
            "string.slice",
            "text: text, start: integer, length: integer?",
            Sort.Text,
            Says.FunctionStringSlice,
            """string.slice("abcdef", 1, 3)"""
        ),
        new("string.truncate", "text: text, length: integer", Sort.Text, Says.FunctionStringTruncate, """string.truncate("abcdef", 4)"""),
        new("array.size", "list: list", Sort.Number, Says.FunctionArraySize, """array.size(["a", "b"])"""),
        new("array.first", "list: list", Sort.Any, Says.FunctionArrayFirst, """array.first(["a", "b"])"""),
        new("array.last", "list: list", Sort.Any, Says.FunctionArrayLast, """array.last(["a", "b"])"""),
        new("array.reverse", "list: list", Sort.List, Says.FunctionArrayReverse, """array.reverse(["a", "b"])"""),
        new("array.compact", "list: list", Sort.List, Says.FunctionArrayCompact, """array.compact(["a", null])"""),
        new("array.uniq", "list: list", Sort.List, Says.FunctionArrayUniq, """array.uniq(["a", "b", "a"])"""),
        new("array.sort", "list: list", Sort.List, Says.FunctionArraySort, "array.sort([3, 1, 2])"),
        new("array.contains", "list: list, item: any", Sort.Boolean, Says.FunctionArrayContains, """array.contains(["a", "b"], "b")"""),
        new("array.join", "list: list, separator: text", Sort.Text, Says.FunctionArrayJoin, """array.join(["a", "b"], ", ")"""),
        new("array.add", "list: list, item: any", Sort.List, Says.FunctionArrayAdd, """array.add(["a"], "b")"""),
        new("array.concat", "list: list, other: list", Sort.List, Says.FunctionArrayConcat, """array.concat(["a"], ["b"])"""),
        new("array.limit", "list: list, count: integer", Sort.List, Says.FunctionArrayLimit, """array.limit(["a", "b", "c"], 2)"""),
        new("array.offset", "list: list, count: integer", Sort.List, Says.FunctionArrayOffset, """array.offset(["a", "b", "c"], 1)"""),
        new(
            "array.map",
            "list: list, name: text",
            Sort.List,
            Says.FunctionArrayMap,
            """array.map(json.parse('[{"id": 1}, {"id": 2}]'), "id")"""
        ),
        new("math.abs", "number: number", Sort.Number, Says.FunctionMathAbs, "math.abs(-3)"),
        new("math.ceil", "number: number", Sort.Number, Says.FunctionMathCeil, "math.ceil(1.2)"),
        new("math.floor", "number: number", Sort.Number, Says.FunctionMathFloor, "math.floor(1.8)"),
        new("math.round", "number: number, digits: integer?", Sort.Number, Says.FunctionMathRound, "math.round(2.345, 2)"),
        new("math.plus", "a: number, b: number", Sort.Number, Says.FunctionMathPlus, "math.plus(2, 3)"),
        new("math.minus", "a: number, b: number", Sort.Number, Says.FunctionMathMinus, "math.minus(5, 3)"),
        new("math.times", "a: number, b: number", Sort.Number, Says.FunctionMathTimes, "math.times(2, 3)"),
        new("math.min", "a: number, b: number", Sort.Number, Says.FunctionMathMin, "math.min(2, 3)"),
        new("math.max", "a: number, b: number", Sort.Number, Says.FunctionMathMax, "math.max(2, 3)"),
        new("math.divided_by", "a: number, b: number", Sort.Number, Says.FunctionMathDividedBy, "math.divided_by(7, 2)"),
        new("math.modulo", "a: number, b: number", Sort.Number, Says.FunctionMathModulo, "math.modulo(7, 4)"),
        new("object.keys", "map: map", Sort.List, Says.FunctionObjectKeys, """object.keys(json.parse('{"a": 1}'))"""),
        new("object.values", "map: map", Sort.List, Says.FunctionObjectValues, """object.values(json.parse('{"a": 1}'))"""),
        new("object.size", "map: map", Sort.Number, Says.FunctionObjectSize, """object.size(json.parse('{"a": 1}'))"""),
        new(
            "object.has_key",
            "map: map, name: text",
            Sort.Boolean,
            Says.FunctionObjectHasKey,
            """object.has_key(json.parse('{"a": 1}'), "a")"""
        ),
        new("object.typeof", "value: any", Sort.Text, Says.FunctionObjectTypeof, "object.typeof([1, 2])"),
        new("object.default", "value: any, other: any", Sort.Any, Says.FunctionObjectDefault, """object.default(null, "?")"""),
        new("regex.match", "text: text, pattern: text", Sort.List, Says.FunctionRegexMatch, """regex.match("v12", "v([0-9]+)")"""),
        new(
            "regex.group",
            "text: text, pattern: text, name: text",
            Sort.Text,
            Says.FunctionRegexGroup,
            """regex.group("v12", "v(?<n>[0-9]+)", "n")"""
        ),
        new(
            "regex.replace",
            "text: text, pattern: text, new: text",
            Sort.Text,
            Says.FunctionRegexReplace,
            """regex.replace("a1b22", "[0-9]+", "#")"""
        ),
        new("regex.split", "text: text, pattern: text", Sort.List, Says.FunctionRegexSplit, """regex.split("a1b2c", "[0-9]")"""),
        new("regex.escape", "text: text", Sort.Text, Says.FunctionRegexEscape, """regex.escape("a.b")"""),
        new("path.join", "part: text, part: text …", Sort.Text, Says.FunctionPathJoin, """path.join("opt", "core", "bin")"""),
        new("path.name", "path: text", Sort.Text, Says.FunctionPathName, """path.name("opt/core/store.json")"""),
        new("path.directory", "path: text", Sort.Text, Says.FunctionPathDirectory, """path.directory("opt/core/store.json")"""),
        new("path.extension", "path: text", Sort.Text, Says.FunctionPathExtension, """path.extension("store.json")"""),
        new("version.compare", "a: text, b: text", Sort.Number, Says.FunctionVersionCompare, """version.compare("2024.10", "2024.9")"""),
        new("version.of", "text: text", Sort.Version, Says.FunctionVersionOf, """version.of("2024.10")"""),
        new("size.format", "bytes: integer", Sort.Text, Says.FunctionSizeFormat, "size.format(1536)"),
        new("size.of", "text: text", Sort.Number, Says.FunctionSizeOf, """size.of("2GiB")"""),
        new("duration.of", "text: text", Sort.Duration, Says.FunctionDurationOf, """duration.of("90s")"""),
        new("number", "text: text", Sort.Number, Says.FunctionNumber, """number("12.5")"""),
        new("integer", "text: text", Sort.Number, Says.FunctionInteger, """integer("1234")"""),
        new("boolean", "text: text", Sort.Boolean, Says.FunctionBoolean, """boolean("true")"""),
        new("json.parse", "text: text", Sort.Any, Says.FunctionJsonParse, """json.parse('{"free": 12}')"""),
        new(
            "json.get",
            "value: any, pointer: text",
            Sort.Any,
            Says.FunctionJsonGet,
            """json.get('{"disks": [{"free": 12}]}', "/disks/0/free")"""
        ),
        new("text.lines", "text: text", Sort.List, Says.FunctionTextLines, """text.lines("a\nb\n")"""),
        new("text.line", "text: text, number: integer", Sort.Text, Says.FunctionTextLine, """text.line("a\nb\nc\n", -1)"""),
    ];

    private static readonly FrozenDictionary<string, FunctionPage> ByName = All.ToFrozenDictionary(
        static p => p.Name,
        StringComparer.Ordinal
    );

    /// <summary>What the example of a function comes to.</summary>
    internal static Value Result(FunctionPage page) =>
        ExpressionParser.Parse(page.Example, default, out _) is { } expression
            ? Evaluator.Evaluate(expression, Nothing.Instance)
            : throw new InvalidOperationException($"the example of {page.Name} can't be read");

    /// <summary>The page of a function.</summary>
    internal static FunctionPage Of(string name) => ByName[name];

    /// <summary>The page of a function, or null when there is no function of this name.</summary>
    internal static FunctionPage? Find(string name) => ByName.GetValueOrDefault(name);

    private sealed class Nothing : INames
    {
        internal static Nothing Instance { get; } = new();

        public Value Resolve(Reference reference, out int used) =>
            throw new EvaluationException(Faults.ExpressionUnknownName(reference.Name));
    }
}
