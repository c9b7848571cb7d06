using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Tests;

/// <summary>A step says what its program gives, what its exit codes mean, and what a look after a crash finds.</summary>
public sealed class Programs : IDisposable
{
    private readonly CallFactory station = new();

    public Programs() => station.Environment["PATH"] = "/usr/bin:/bin";

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task Values_are_taken_by_line_group_pointer_or_whole_and_have_their_type()
    {
        var outcome = await Succeeds(
            "run.command",
            Shell("printf 'Avail\\n1234\\n'; echo 'state=up' >&2; printf '{\"disks\": [{\"gb\": 7}]}' > facts.json")
                .With(
                    CommandKeys.Outputs,
                    Value.MapOf(
                        ("free", Reading("size", line: -1)),
                        ("state", Reading("string", from: "stderr", regex: "^state=(?<state>[a-z]+)$")),
                        ("gb", Reading("integer", from: "file:facts.json", json: "/disks/0/gb")),
                        ("all", Reading("list"))
                    )
                )
        );
        Assert.Equal(1234, outcome.Outputs["free"].AsInteger());
        Assert.Equal("up", outcome.Outputs["state"].AsText());
        Assert.Equal(7, outcome.Outputs["gb"].AsInteger());
        Assert.Equal(["Avail", "1234"], outcome.Outputs["all"].Items.Select(static i => i.ToText()));
    }

    [Theory]
    [InlineData("command.output-missing", "echo nothing", "free=(?<free>[0-9]+)")]
    [InlineData("command.output-ambiguous", "echo free=1; echo free=2", "free=(?<free>[0-9]+)")]
    [InlineData("command.output-invalid", "echo free=many", "free=(?<free>[a-z]+)")]
    public async Task What_is_missing_ambiguous_or_of_another_kind_is_a_code_and_never_an_empty_text(
        string code,
        string script,
        string pattern
    ) =>
        await Fails(
            code,
            "run.command",
            Shell(script).With(CommandKeys.Outputs, Value.MapOf(("free", Reading("integer", regex: pattern))))
        );

    [Fact]
    public async Task More_than_is_kept_is_not_read_from() =>
        await Fails(
            "command.output-too-long",
            "run.command",
            Shell("head -c 2000000 /dev/zero").With(CommandKeys.Outputs, Value.MapOf(("all", Reading("string"))))
        );

    [Fact]
    public async Task An_exit_code_is_a_code_of_the_runbooks_own_and_another_one_stops_it()
    {
        var codes = Value.MapOf(("2", Value.Of("site.bad")));
        var own = await Fails("site.bad", "run.command", Shell("echo torn >&2; exit 2").With(CommandKeys.ExitCodes, codes));
        Assert.Equal("torn", own.Arguments["said"].AsText());
        await Fails("command.unexpected", "run.command", Shell("exit 3").With(CommandKeys.ExitCodes, codes));
    }

    [Fact]
    public async Task It_reads_a_text_a_file_or_a_secret_from_standard_input()
    {
        File.WriteAllText(station["in.txt"], "from a file");
        station.Environment["TOKEN"] = "s3cret-token";
        var text = await Succeeds("run.command", Program("/bin/cat").With("stdin", Value.Of("a text")));
        Assert.Equal("a text", text.Outputs["stdoutTail"].ToText());
        var file = await Succeeds("run.command", Program("/bin/cat").With("stdin", Value.MapOf(("file", Value.Of("in.txt")))));
        Assert.Equal("from a file", file.Outputs["stdoutTail"].ToText());
        var secret = await Succeeds(
            "run.command",
            Program("/usr/bin/wc").With("arguments", Value.List([Value.Of("-c")])).With("stdin", Value.SecretReference("env:TOKEN"))
        );
        Assert.Equal("12", secret.Outputs["stdoutTail"].ToText().Trim());
        await Fails("file.missing", "run.command", Program("/bin/cat").With("stdin", Value.MapOf(("file", Value.Of("gone")))));
    }

    [Fact]
    public async Task A_program_that_does_not_read_its_input_is_not_waited_for()
    {
        File.WriteAllBytes(station["large"], new byte[4 << 20]);
        await Succeeds("run.command", Program("/bin/true").With("stdin", Value.MapOf(("file", Value.Of("large")))));
    }

    [Theory]
    [InlineData("exit 0", Finding.Done, null)]
    [InlineData("exit 1", Finding.NotBegun, null)]
    [InlineData("echo half; exit 5", Finding.HalfDone, "command.half-done")]
    public async Task After_a_crash_the_check_decides(string check, Finding found, string? code)
    {
        var look = await Reconcile(Shell("exit 9").With(CommandKeys.Check, Check(check)));
        Assert.Equal(found, look.Found);
        Assert.Equal(code, look.Outcome?.Failure?.Code);
    }

    [Fact]
    public async Task After_a_crash_what_was_written_to_a_file_is_still_given()
    {
        File.WriteAllText(station["count"], "42\n");
        var look = await Reconcile(
            Shell("exit 9")
                .With(CommandKeys.Check, Check("exit 0"))
                .With(CommandKeys.Outputs, Value.MapOf(("count", Reading("integer", from: "file:count"))))
        );
        Assert.Equal(42, look.Outcome!.Outputs["count"].AsInteger());
    }

    [Fact]
    public async Task A_check_that_hangs_is_ended_and_told()
    {
        var look = await Reconcile(Shell("exit 9").With(CommandKeys.Check, Check("sleep 600").With("timeout", Value.Of("200ms"))));
        Assert.Equal("command.check-timeout", look.Outcome!.Failure!.Code);
        Assert.Null(look.Found);
    }

    [Fact]
    public async Task A_plan_carries_out_what_only_reads_and_nothing_else()
    {
        var reads = Shell("echo 5").With(CommandKeys.Outputs, Value.MapOf(("n", Reading("integer"))));
        var known = await Plan(reads.With(CommandKeys.ReadsOnly, Value.True));
        Assert.True(known.IsProbe);
        Assert.Equal(5, known.Outputs["n"].AsInteger());
        await Plan(Shell("touch made"));
        Assert.False(File.Exists(station["made"]));
    }

    [Fact]
    public async Task What_a_procedure_needs_is_checked_before_it_begins()
    {
        await Succeeds("check.needs", Value.MapOf(("programs", Value.List([Value.Of(Environment.ProcessPath!)]))));
        await Fails("needs.system", "check.needs", Value.MapOf(("os", Value.List([Value.Of("plan9")]))));
        await Fails("needs.program", "check.needs", Value.MapOf(("programs", Value.List([Value.Of("/no/such/program")]))));
        if (!Environment.IsPrivilegedProcess)
        {
            await Fails("needs.elevated", "check.needs", Value.MapOf(("elevated", Value.True)));
        }
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_fails_with_the_code_and_the_words_given()
    {
        await Succeeds("check.that", Value.MapOf(("that", Value.True)));
        await Fails("check.failed", "check.that", Value.MapOf(("that", Value.False)));
        var own = await Fails(
            "site.small",
            "check.that",
            Value.MapOf(("that", Value.False), ("code", Value.Of("site.small")), ("message", Value.Of("Za mało")))
        );
        Assert.Equal("Za mało", own.Arguments["words"]["pl"].AsText());
    }

    private Task<Outcome> Succeeds(string activity, Value inputs) => station.Succeeds(activity, Members(inputs));

    private Task<Failure> Fails(string code, string activity, Value inputs) => station.Fails(code, activity, Members(inputs));

    private static (string Name, Value Value)[] Members(Value inputs) => [.. inputs.Members.Select(static m => (m.Key, m.Value))];

    private static Value Program(string program) => Value.MapOf(("program", Value.Of(program)));

    private static Value Shell(string script) => Program("/bin/sh").With("arguments", Value.List([Value.Of("-c"), Value.Of(script)]));

    private static Value Check(string script) => Shell(script);

    private static Value Reading(string type, string? from = null, int? line = null, string? regex = null, string? json = null) =>
        Value.Map(
            new[]
            {
                KeyValuePair.Create("type", Value.Of(type)),
                KeyValuePair.Create("from", Value.Of(from)),
                KeyValuePair.Create("line", line is { } number ? Value.Of(number) : Value.Null),
                KeyValuePair.Create("regex", Value.Of(regex)),
                KeyValuePair.Create("json", Value.Of(json)),
            }.Where(static m => !m.Value.IsNull)
        );

    private ValueTask<Reconciliation> Reconcile(Value inputs) =>
        CallFactory.Activity("run.command").ReconcileAsync(station.Call(Members(inputs)), CancellationToken.None);

    private ValueTask<PlannedWork> Plan(Value inputs) =>
        CallFactory.Activity("run.command").PlanAsync(station.Call(Members(inputs)), CancellationToken.None);
}
