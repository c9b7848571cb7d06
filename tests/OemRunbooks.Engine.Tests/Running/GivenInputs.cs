using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>What is given for a runbook's inputs, what its variables may grow to, and a station that can't hold a run.</summary>
public sealed class GivenInputs : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData("integer", "12", "12")]
    [InlineData("integer", "1.5", null)]
    [InlineData("number", "1.50", "1.5")]
    [InlineData("boolean", "true", "true")]
    [InlineData("boolean", "yes", null)]
    [InlineData("duration", "15m", "15m")]
    [InlineData("duration", "15", null)]
    [InlineData("size", "64KiB", "65536")]
    [InlineData("size", "64KB", null)]
    [InlineData("list", "a, b", "[\"a\",\"b\"]")]
    [InlineData("secret", "env:X", "env:X")]
    [InlineData("secret", "hunter2", null)]
    [InlineData("integer, min: 3", "2", null)]
    [InlineData("integer, max: 3", "4", null)]
    [InlineData("duration, max: 60000", "61s", null)]
    [InlineData("string, pattern: \"[a-z]+\"", "ab1", null)]
    [InlineData("string, pattern: \"[a-z]+\"", "ab", "ab")]
    [InlineData("string, pattern: \"a|b\"", "ab", null)]
    [InlineData("choice, choices: [x, y]", "z", null)]
    public void A_value_is_taken_as_its_type_says_or_refused(string type, string given, string? taken)
    {
        var runbook = rig.Load(Some.Runbook("- {id: a, action: do.work}", $"inputs: {{x: {{type: {type}}}}}"));
        var resolved = InputValues.Resolve(runbook, Value.EmptyMap.With("x", Value.Of(given)), Value.EmptyMap, out var problems);
        Assert.Equal(taken, problems.IsEmpty ? resolved["x"].ToText() : null);
        Assert.All(problems, p => Assert.Equal("input.invalid", p.Code));
        Assert.DoesNotContain(problems, static p => p.Arguments.ToText().Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var runbook = rig.Load(
            Some.Runbook(
                "- {id: a, action: do.work}",
                "inputs: {x: {type: integer, required: true}, y: {type: integer}, z: {type: string, default: \"${{ inputs.x }}\"}}"
            )
        );
        InputValues.Resolve(runbook, Value.Map([new("y", Value.Of("n")), new("yy", Value.Of("n"))]), Value.EmptyMap, out var problems);
        Assert.Equal(["input.unknown", "input.missing", "input.invalid"], problems.Select(static p => p.Code));
    }

    [Theory]
    [InlineData("a: \"${{ vars.a }}\"")]
    [InlineData(
        "a: \"${{ vars.b }}${{ vars.b }}\", b: \"${{ vars.c }}${{ vars.c }}\", c: \"${{ vars.d }}${{ vars.d }}\", d: "
            + "\"${{ vars.a }}${{ vars.a }}\""
    )]
    [InlineData(
        "a: [\"${{ vars.b }}\", \"${{ vars.b }}\"], b: [\"${{ vars.c }}\", \"${{ vars.c }}\"], c: \"${{ string.size 'x' }}${{ vars.b }}\""
    )]
    public async Task Variables_that_read_each_other_end_with_a_code(string variables)
    {
        var ran = await rig.RunAsync(
            Some.Runbook("- {id: a, action: do.work, with: {value: \"${{ vars.a }}\"}}", $"vars: {{{variables}}}")
        );
        Assert.Equal("!a:expression.too-large >a:abort #failed", ran.Story);
    }

    [Fact]
    public void A_text_of_many_parts_is_bounded()
    {
        var runbook = rig.Load(
            Some.Runbook(
                $"- {{id: a, action: do.work, with: {{text: \"{string.Concat(Enumerable.Repeat("${{ station.name }}", 2000))}\"}}}}"
            )
        );
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<EvaluationException>(() => Templates.Resolve(runbook.Steps[0].With[0].Template, new LongNames()));
        Assert.Equal("expression.too-large", error.Failure.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_station_that_can_not_hold_a_run_says_so_with_a_code()
    {
        File.WriteAllText(Path.Combine(rig.Root, "var"), "in the way");
        var runbook = rig.Load(Some.Runbook("- {id: a, action: do.work}"));
        var error = Assert.Throws<CodedException>(() => RunService.Open(rig.Host, runbook, Value.EmptyMap, null));
        Assert.True(rig.Host.Messages.Knows(error.Failure.Code), error.Failure.Code);
    }

    [Fact]
    public async Task A_run_id_is_used_once()
    {
        await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}"));
        var runbook = rig.Load(Some.Runbook("- {id: a, action: do.work}"));
        Assert.Equal(
            "run.exists",
            Assert.Throws<CodedException>(() => RunService.Open(rig.Host, runbook, Value.EmptyMap, rig.Stored.Id)).Failure.Code
        );
    }

    [Fact]
    public void Every_code_that_a_step_can_fail_with_has_words() =>
        Assert.All(ErrorCode.OfEveryStep, c => Assert.True(rig.Host.Messages.Knows(c), c));

    private sealed class LongNames : INames
    {
        private static readonly Value Station = Value.MapOf(("name", Value.Of(new string('x', 30_000))));

        public Value Resolve(Reference reference, out int used)
        {
            used = 0;
            return Station;
        }
    }
}
