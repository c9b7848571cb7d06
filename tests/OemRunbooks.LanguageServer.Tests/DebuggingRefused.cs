using System.Text;
using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Tests.Support;
using OemRunbooks.Testing.Editors;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>What a debugger asks that can't be: it is told why, and the adapter goes on.</summary>
public sealed class DebuggingRefused : IDisposable
{
    private readonly Debugged debugged = new();

    private DapClient Debugger => debugged.Debugger;

    public void Dispose() => debugged.Dispose();

    [Theory]
    [InlineData("""[{"line": 2}]""", "there is no step here")]
    [InlineData("""[{"line": 999}]""", "there is no step here")]
    [InlineData("""[{"line": 18, "condition": "item =="}]""", "the condition can't be read")]
    [InlineData("""[{"line": 18, "hitCondition": "often"}]""", "the condition can't be read")]
    public void A_breakpoint_that_can_never_be_met_says_why(string breakpoints, string why)
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml"}""");
        var told = Assert.Single(debugged.Set("caller.yaml", breakpoints));
        Assert.Equal(why, (string)told!["message"]!);
        Assert.Empty(Debugger.Go("configurationDone"));
    }

    [Theory]
    [InlineData("""{}""", "nothing to go through is named")]
    [InlineData("""{"test": "runbooks/none.test.yaml"}""", "file.missing")]
    [InlineData("""{"test": "runbooks/caller.test.yaml::No such"}""", "test.no-such-test")]
    [InlineData("""{"runbook": "runbooks/caller.yaml", "from": "never"}""", "no test comes to step \"never\"")]
    [InlineData("""{"run": "20260101-000000-none"}""", "run.unknown")]
    public void What_cant_be_launched_is_refused_with_the_reason(string arguments, string why)
    {
        var answer = Debugger.Answer("launch", arguments);
        Assert.False((bool)answer["success"]!);
        Assert.Contains(why, (string)answer["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inputs.nothing")]
    [InlineData("1 +")]
    [InlineData("steps.last.outputs.path")]
    public void An_expression_that_cant_be_computed_is_refused_with_the_reason(string expression)
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml", "stopOnEntry": true}""");
        Debugger.Go("configurationDone");
        var answer = Debugger.Answer("evaluate", new JsonObject { ["expression"] = expression, ["frameId"] = 1 }.ToJsonString());
        Assert.True(
            !(bool)answer["success"]! && ((string)answer["message"]!).Contains(' ', StringComparison.Ordinal),
            answer.ToJsonString()
        );
    }

    [Fact]
    public void Nonsense_does_not_end_it()
    {
        Debugger.SendRaw(
            Encoding.UTF8.GetBytes(
                "Content-Length: 5\r\n\r\n{{{{{Content-Length: 2\r\n\r\n[]Content-Length: 17\r\n\r\n{\"type\":\"request\"}"
            )
        );
        Assert.False((bool)Debugger.Answer("stackTrace")["success"]!);
        Assert.False((bool)Debugger.Answer("noSuchCommand")["success"]!);
        Assert.False((bool)Debugger.Answer("attach")["success"]!);
        debugged.Launch("""{"test": "runbooks/caller.test.yaml", "stopOnEntry": true}""");
        Debugger.Go("configurationDone");
        foreach (
            var command in (string[])
                ["scopes", "variables", "evaluate", "source", "setBreakpoints", "exceptionInfo", "stackTrace", "restartFrame"]
        )
        {
            var answer = Debugger.Answer(
                command,
                """{"frameId": "x", "variablesReference": [1], "source": 3, "breakpoints": {}, "levels": -1}"""
            );
            Assert.DoesNotContain("internal error", (string?)answer["message"] ?? "", StringComparison.Ordinal);
        }

        Debugger.Ask("disconnect");
        Assert.Equal(0, debugged.ExitCode);
    }

    [Fact]
    public void A_debugger_that_leaves_without_a_word_is_told_by_the_exit_code()
    {
        debugged.Leave();
        Assert.Equal(1, debugged.ExitCode);
    }
}
