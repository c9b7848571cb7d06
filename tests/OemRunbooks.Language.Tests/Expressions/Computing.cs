using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Expressions;
using Xunit;

namespace OemRunbooks.Language.Tests.Expressions;

/// <summary>What expressions mean, what they refuse, and how large they can grow.</summary>
public sealed class Computing
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("7 % 4", "3")]
    [InlineData("-inputs.n", "-5")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1.5-2", "-0.5")]
    [InlineData("'a' + 1", "a1")]
    [InlineData("inputs.n - 1", "4")]
    [InlineData("inputs.n == 5 && inputs.s != 'x'", "true")]
    [InlineData("!(inputs.n >= 5) || false", "false")]
    [InlineData("inputs.none ?? 'other'", "other")]
    [InlineData("'' ?? 'other'", "other")]
    [InlineData("inputs.n > 3 ? 'big' : 'small'", "big")]
    [InlineData("steps.backup-store.outputs.path", "opt/x")]
    [InlineData("steps.backup-store.outputs.size - 1", "9")]
    [InlineData("steps.backup-store.outputs.size * 2 - inputs.n", "15")]
    [InlineData("inputs.list[0]", "a")]
    [InlineData("inputs.list[-1]", "b")]
    [InlineData("inputs.list.size", "2")]
    [InlineData("inputs.map.k", "v")]
    [InlineData("inputs.map['k']", "v")]
    [InlineData("inputs.map?.missing ?? 'x'", "x")]
    [InlineData("[1, 2] | array.size", "2")]
    [InlineData("inputs.s | string.upcase | string.append '!'", "HEJ!")]
    [InlineData("inputs.list | array.join ', '", "a, b")]
    [InlineData("string.replace 'a-b' '-' '+'", "a+b")]
    [InlineData("'ー'", "ー")]
    [InlineData("path.join 'opt/' '/core' 'x'", "opt/core/x")]
    [InlineData("path.name 'opt/core/'", "core")]
    [InlineData("path.directory 'opt/core'", "opt")]
    [InlineData("path.extension 'a/b.tar.gz'", ".gz")]
    [InlineData("version.compare '2024.10' '2024.9'", "1")]
    [InlineData("size.format 1536", "1.5 KiB")]
    [InlineData("math.round 2.5", "3")]
    [InlineData("regex.replace 'a1b22' '[0-9]+' '#'", "a#b#")]
    [InlineData("(regex.match 'v12' 'v([0-9]+)')[1]", "12")]
    [InlineData("string.slice 'abcdef' 1 2", "bc")]
    [InlineData("number(' 12.5\n')", "12.5")]
    [InlineData("integer('1234\n') >= 1000", "true")]
    [InlineData("boolean('true')", "true")]
    [InlineData("json.get('{\"a\": [{\"b/c\": 7}]}', '/a/0/b~1c')", "7")]
    [InlineData("json.get('{}', '/a') ?? 'none'", "none")]
    [InlineData("text.line('a\nb\n', -1)", "b")]
    [InlineData("text.line('a\nb\n', 1)", "a")]
    [InlineData("text.line('a', 5) ?? 'none'", "none")]
    [InlineData("regex.group('v12', 'v(?<n>[0-9]+)', 'n')", "12")]
    [InlineData("size.of('2KiB')", "2048")]
    [InlineData("duration.of('90s')", "90s")]
    [InlineData("null", "")]
    public void An_expression_has_this_value(string text, string value) => Assert.Equal(value, Evaluate(text).ToText());

    [Theory]
    [InlineData("inputs.nope", "expression.unknown-name")]
    [InlineData("inputs.s.x", "expression.unknown-name")]
    [InlineData("inputs.n + true", "expression.wrong-type")]
    [InlineData("-inputs.s", "expression.wrong-type")]
    [InlineData("inputs.n < 'a'", "expression.wrong-type")]
    [InlineData("inputs.n[0]", "expression.wrong-type")]
    [InlineData("number('12 kB')", "expression.not-a-number")]
    [InlineData("number('')", "expression.not-a-number")]
    [InlineData("number(inputs.none)", "expression.not-a-number")]
    [InlineData("integer('1.5')", "expression.not-an-integer")]
    [InlineData("boolean('yes')", "expression.not-a-boolean")]
    [InlineData("json.parse('{')", "expression.not-json")]
    [InlineData("duration.of('90')", "expression.not-a-duration")]
    [InlineData("size.of('much')", "expression.not-a-size")]
    [InlineData("version.of('new')", "expression.not-a-version")]
    [InlineData("1 / 0", "expression.no-number")]
    [InlineData("1 % 0", "expression.no-number")]
    [InlineData("99999999999999 * 99999999999999 * 99999999999999", "expression.no-number")]
    [InlineData("array.size inputs.s", "expression.bad-argument")]
    [InlineData("string.upcase inputs.list", "expression.bad-argument")]
    [InlineData("regex.match 'a' '('", "expression.bad-argument")]
    [InlineData("regex.match 'a' '(a)\\\\1'", "expression.bad-argument")]
    [InlineData("inputs.key + 'x'", "expression.secret")]
    [InlineData("inputs.key | string.upcase", "expression.secret")]
    [InlineData("[inputs.bad] + 'x'", "expression.bad-argument")]
    public void What_can_not_be_computed_has_a_code(string text, string code) => Assert.Equal(code, Code(text));

    [Theory]
    [InlineData("string.replace inputs.long 'x' inputs.long")]
    [InlineData("inputs.long + inputs.long")]
    [InlineData("inputs.long | string.append inputs.long")]
    [InlineData("array.join (string.split inputs.long 'x') inputs.long")]
    [InlineData("[inputs.long, inputs.long, inputs.long, inputs.long]")]
    [InlineData("regex.replace inputs.long 'x' inputs.long")]
    public void Nothing_grows_without_bound(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("expression.too-large", Code(text));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Theory]
    [InlineData("regex.replace inputs.long 'x' '$_'")]
    [InlineData("regex.replace inputs.long 'x' '$`'")]
    public void Replacements_that_repeat_the_whole_text_are_refused(string text) => Assert.Equal("expression.bad-argument", Code(text));

    [Theory]
    [InlineData("regex.match inputs.long '((a{99}){99}){99}'")]
    [InlineData("regex.match inputs.long '(((a{9,99}){9,99}){9,99}){9,99}'")]
    public void Patterns_that_multiply_are_refused(string text) => Assert.Equal("expression.too-large", Code(text));

    [Theory]
    [InlineData("", "RB0301", 0, 1)]
    [InlineData("   ", "RB0301", 0, 3)]
    [InlineData("1 +", "RB0303", 0, 1)]
    [InlineData("(1", "RB0303", 0, 1)]
    [InlineData("'a", "RB0303", 1, 1)]
    [InlineData("nope.it 1", "RB0305", 0, 7)]
    [InlineData("'a' | string.upcas", "RB0305", 6, 12)]
    [InlineData("date.now | string.upcase 1", "RB0306", 11, 13)]
    [InlineData("string.upcase 1 2", "RB0306", 0, 13)]
    [InlineData("x = 1", "RB0308", 2, 1)]
    [InlineData("x === 1", "RB0308", 2, 3)]
    [InlineData("x == 1 and y == 2", "RB0308", 7, 3)]
    [InlineData("x <> '='", "RB0308", 2, 2)]
    [InlineData("not x", "RB0308", 0, 3)]
    [InlineData("x | string.upcase == 'X'", "RB0309", 4, 20)]
    [InlineData("$x", "RB0304", 0, 2)]
    [InlineData("1..3", "RB0304", 0, 4)]
    [InlineData("{a: 1}", "RB0304", 0, 6)]
    [InlineData("@string.upcase", "RB0304", 0, 14)]
    public void What_is_not_allowed_is_refused_at_its_place(string text, string code, int start, int length)
    {
        Assert.Null(ExpressionParser.Parse(text, default, out var error));
        Assert.Equal(code, error!.Fault.Code);
        Assert.Equal((start, length), (error.Start, error.Length));
    }

    [Theory]
    [InlineData("for i in [1]; i; end")]
    [InlineData("func f; ret 1; end")]
    [InlineData("if true; 1; end")]
    [InlineData("while true; end")]
    [InlineData("import inputs")]
    [InlineData("include 'x'")]
    [InlineData("1; 2")]
    [InlineData("inputs.n++")]
    [InlineData("inputs.n = 3")]
    [InlineData("do; 1; end")]
    [InlineData("date.now 1")]
    [InlineData("math.random 1 2")]
    [InlineData("object.eval '1'")]
    [InlineData("object.eval_template '1'")]
    [InlineData("string.to_int '1'")]
    [InlineData("1e30")]
    [InlineData("$'{1}'")]
    [InlineData("'a' * 1000000 | nope")]
    [InlineData("^inputs.list")]
    public void Statements_and_foreign_functions_are_refused(string text)
    {
        Assert.Null(ExpressionParser.Parse(text, default, out var error));
        Assert.StartsWith("RB03", error!.Fault.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_not_multiplied() => Assert.Equal("expression.wrong-type", Code("'a' * 1000000000"));

    [Fact]
    public void Hostile_texts_are_refused_without_overflow()
    {
        foreach (
            var text in (string[])
                [
                    new string('(', 1999),
                    new string('!', 1999),
                    new string('-', 1999),
                    new string('[', 1999),
                    new string('a', 2001),
                    string.Concat(Enumerable.Repeat("a?", 900)),
                    string.Concat(Enumerable.Repeat("x|", 900)),
                    "\u0000",
                    "\uD800",
                    "}}",
                    "{{",
                    "#",
                    "##",
                ]
        )
        {
            Assert.Null(ExpressionParser.Parse(text, default, out var error));
            Assert.NotNull(error);
        }

        // Scriban counts a chain as nesting: a long one is refused, a usual one is not.
        Assert.Null(ExpressionParser.Parse(string.Join('+', Enumerable.Repeat("1", 900)), default, out _));
        Assert.Equal("30", Evaluate(string.Join('+', Enumerable.Repeat("1", 30))).ToText());
    }

    [Fact]
    public void Places_of_names_count_from_the_expressions_beginning()
    {
        var expression = ExpressionParser.Parse("'x' + steps.back-up.outputs.path", default, out _)!;
        var reference = Assert.Single(expression.Names);
        Assert.Equal((6, 26), (reference.Start, reference.Length));
        Assert.Equal([12, 20, 28], reference.Path.Select(static s => s.Start));
        Assert.Equal("steps.back-up.outputs.path", reference.Name);
    }

    private static string Code(string text)
    {
        var error = Assert.Throws<EvaluationException>(() => Evaluate(text));
        return error.Failure.Code;
    }

    private static Value Evaluate(string text)
    {
        var expression = ExpressionParser.Parse(text, new Span(1, 1, text.Length), out var error);
        Assert.True(expression is not null, $"{error}");
        return Evaluator.Evaluate(expression!, new Some());
    }

    private sealed class Some : INames
    {
        private static readonly Value Inputs = Value.Map([
            new("n", Value.Of(5)),
            new("s", Value.Of("hej")),
            new("none", Value.Null),
            new("list", Value.List([Value.Of("a"), Value.Of("b")])),
            new("map", Value.MapOf(("k", Value.Of("v")))),
            new("key", Value.SecretReference("env:K")),
            new("long", Value.Of(new string('x', 40_000))),
            new("bad", Value.EmptyMap.With("ż", Value.Null)),
        ]);

        public Value Resolve(Reference reference, out int used)
        {
            used = 0;
            return reference.Root switch
            {
                "inputs" => Inputs,
                "steps" => Value.MapOf(
                    ("backup-store", Value.MapOf(("outputs", Value.MapOf(("path", Value.Of("opt/x")), ("size", Value.Of(10))))))
                ),
                _ => throw new EvaluationException(Faults.ExpressionUnknownName(reference.Name)),
            };
        }
    }
}
