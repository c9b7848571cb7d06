using System.Globalization;
using System.Text.Json.Nodes;
using Jint;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Expressions;
using Xunit;

namespace OemRunbooks.Language.Tests.Expressions;

/// <summary>An expression that is written as JavaScript comes to the same there.</summary>
public sealed class AsJavaScript
{
    private const string World = """
        {
          "text": "core-oem", "empty": "", "number": 12, "zero": 0, "yes": true, "no": false, "nothing": null,
          "list": ["b", "a"], "numbers": [3, 1, 2], "map": {"size": 7, "na-me": "x", "pl": "ż"},
          "version": "2024.10", "older": "2024.9", "size": 5
        }
        """;

    public static TheoryData<string> Functions =>
        [.. FunctionPage.All.Where(static p => p.Name is not "regex.escape").Select(static p => p.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_example_of_every_function_gives_the_same(string name)
    {
        var page = FunctionPage.Find(name)!;
        var made = Written(page.Example);
        Assert.Empty(made.Missing);
        AssertSame(page.Result(), made.Text);
    }

    [Theory]
    [InlineData("yes && no || !nothing")]
    [InlineData("yes && text == \"core-oem\"")]
    [InlineData("zero ? 1 : 2")]
    [InlineData("!empty")]
    [InlineData("empty ?? \"otherwise\"")]
    [InlineData("zero ?? 5")]
    [InlineData("no ?? true")]
    [InlineData("nothing ?? text")]
    [InlineData("nothing == null")]
    [InlineData("map.size")]
    [InlineData("text.size + list.size")]
    [InlineData("list == [\"b\", \"a\"]")]
    [InlineData("list != numbers")]
    [InlineData("number == \"12\"")]
    [InlineData("text + number + yes + nothing")]
    [InlineData("text + list")]
    [InlineData("list + numbers")]
    [InlineData("(number - 2) * 3 % 7 / 2")]
    [InlineData("-number + 1")]
    [InlineData("text < \"core-z\" && number >= 12")]
    [InlineData("numbers[-1] + numbers[0]")]
    [InlineData("list[9]")]
    [InlineData("map[\"na-me\"]")]
    [InlineData("list | array.sort | array.join ', '")]
    [InlineData("text | string.replace '-' '_' | string.upcase")]
    [InlineData("(version.compare version older) > 0")]
    [InlineData("(version.compare '1.0-rc1' '1.0') < 0")]
    [InlineData("string.slice(text, -3)")]
    [InlineData("array.contains numbers 3")]
    [InlineData("regex.match text '^c(o.)'")]
    [InlineData("regex.match text 'oem$'")]
    [InlineData("regex.replace text '[aeiou]' '*'")]
    [InlineData("size.format 1610612736")]
    [InlineData("math.round(-2.5)")]
    [InlineData("json.get '{\"a/b\": [1, {\"c\": null}]}' '/a~1b/0'")]
    [InlineData("object.typeof nothing")]
    [InlineData("string.size nothing")]
    public void What_an_expression_comes_to_is_the_same(string text)
    {
        var names = new Names(JsonNode.Parse(World)!);
        var made = Written(text);
        Assert.Empty(made.Missing);
        AssertSame(Evaluator.Evaluate(Parsed(text), names), made.Text);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("nothing", false)]
    [InlineData("zero", true)]
    [InlineData("number > 3 || missing.name", true)]
    public void A_condition_is_true_or_false(string text, bool holds)
    {
        var made = JavaScript.Condition(Parsed(text), new Unknown(), Read);
        Assert.Equal(holds, Engine().Evaluate(made.Text).AsBoolean());
    }

    [Theory]
    [InlineData("regex.escape text", "regex.escape")]
    [InlineData("regex.match text text", "regex.match")]
    [InlineData("regex.match text '(?i)oem'", "regex.match")]
    [InlineData("regex.replace text '(o)' '$1$1'", "regex.replace")]
    [InlineData("missing.name", "missing.name")]
    public void What_has_no_counterpart_is_named_and_throws(string text, string name)
    {
        var made = Written(text);
        Assert.Equal(name, Assert.Single(made.Missing));
        var thrown = Assert.Throws<Jint.Runtime.JavaScriptException>(() => Engine().Evaluate(made.Text));
        Assert.Equal(name, thrown.Message);
    }

    [Fact]
    public void A_mapping_is_no_block_and_a_text_no_sum()
    {
        var mapping = new Template.Mapping([new("a", Whole("number"), default), new("b-c", Mixed("number", "zero"), default)], default);
        var made = JavaScript.Of(mapping, new Unknown(), Read);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"a": 12, "b-c": "120"}"""), Computed(made.Text)), made.Text);
    }

    private static Template Whole(string text) => new Template.Whole(Parsed(text), default);

    private static Template Mixed(params string[] texts) => new Template.Mixed([.. texts.Select(Whole)], default);

    private static void AssertSame(Value expected, string script)
    {
        var found = Computed(script);
        Assert.True(JsonNode.DeepEquals(Json(expected), found), $"{script}\n{Json(expected)?.ToJsonString()} ≠ {found?.ToJsonString()}");
    }

    private static JavaScript Written(string text) => JavaScript.Of(Whole(text), new Unknown(), Read);

    private static JsonNode? Computed(string script)
    {
        var engine = Engine();
        engine.SetValue("computed", engine.Evaluate(script));
        return JsonNode.Parse(engine.Evaluate("JSON.stringify(computed ?? null)").AsString());
    }

    private static Engine Engine()
    {
        var engine = new Engine();
        engine.Execute($"const world = {World}; function getInput(name) {{ return world[name]; }}");
        return engine;
    }

    private static (string Script, int Used)? Read(Reference reference) =>
        reference.Root == "missing" ? null : ($"getInput(\"{reference.Root}\")", 0);

    private static Expression Parsed(string text) =>
        ExpressionParser.Parse(text, default, out var error) ?? throw new InvalidOperationException(error!.Fault.Code);

    private static JsonNode? Json(Value value) =>
        value.Kind switch
        {
            ValueKind.Number => JsonNode.Parse(value.AsNumber()!.Value.ToString(CultureInfo.InvariantCulture)),
            ValueKind.List => new JsonArray([.. value.Items.Select(Json)]),
            ValueKind.Map => new JsonObject(value.Members.Select(static m => KeyValuePair.Create(m.Key, Json(m.Value)))),
            _ => JsonNode.Parse(CanonicalJson.Text(value)),
        };

    private sealed class Unknown : ISorts
    {
        Sort ISorts.Of(Node node) => node is Node.Constant { Value: var value } ? OfConstant(value) : Sort.Any;

        private static Sort OfConstant(Value value) =>
            value.IsNull ? Sort.Null
            : value.Kind == ValueKind.Text ? Sort.Text
            : Sort.Any;
    }

    private sealed class Names(JsonNode world) : INames
    {
        public Value Resolve(Reference reference, out int used)
        {
            used = 0;
            return Of(world[reference.Root]);
        }

        private static Value Of(JsonNode? node) =>
            node switch
            {
                null => Value.Null,
                JsonArray list => Value.List(list.Select(Of)),
                JsonObject map => Value.Map(map.Select(static m => KeyValuePair.Create(m.Key, Of(m.Value)))),
                JsonValue value when value.TryGetValue<bool>(out var truth) => Value.Of(truth),
                JsonValue value when value.TryGetValue<long>(out var whole) => Value.Of(whole),
                _ => Value.Of(node.GetValue<string>()),
            };
    }
}
