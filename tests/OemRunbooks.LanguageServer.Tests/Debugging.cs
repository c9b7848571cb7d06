using OemRunbooks.LanguageServer.Tests.Support;
using OemRunbooks.Testing.Editors;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>Scenario tests gone through by a debugger: stops, ways, values, in a runbook and in what it calls.</summary>
public sealed class Debugging : IDisposable
{
    private readonly Debugged debugged = new();

    private DapClient Debugger => debugged.Debugger;

    public void Dispose() => debugged.Dispose();

    [Fact]
    public void Stepping_into_a_call_shows_both_files_and_stepping_out_leaves_it()
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml", "scenario": 1, "stopOnEntry": true}""");
        Assert.Equal(["call · caller caller.yaml:10"], Debugger.Go("configurationDone"));
        Assert.Equal(["copy · called called.yaml:8", "call · caller caller.yaml:10"], Debugger.Go("stepIn"));
        Assert.Equal("\"a/x\"", Debugger.Evaluate("inputs.place"));
        Assert.Equal("\"a\"", Debugger.Evaluate("inputs.store", frame: 2));
        Assert.Equal(["each · caller caller.yaml:15"], Debugger.Go("stepOut"));
        Assert.Equal("\"a/x\"", Debugger.Evaluate("${{ steps.call.outputs.place }}"));
    }

    [Fact]
    public void Next_goes_over_what_lies_inside_and_back_again()
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml", "stopOnEntry": true}""");
        Debugger.Go("configurationDone");
        Assert.Equal(["each · caller caller.yaml:15"], Debugger.Go("next"));
        Assert.Equal(["each[0] · caller caller.yaml:15"], Debugger.Go("stepIn"));
        Assert.Equal(["each[0]/keep · caller caller.yaml:18"], Debugger.Go("stepIn"));
        Assert.Equal("\"one\"", Debugger.Evaluate("item"));
        Assert.Equal(["each[1] · caller caller.yaml:15"], Debugger.Go("next"));
        Assert.Equal(["each[0] · caller caller.yaml:15"], Debugger.Go("stepBack"));
        Assert.Equal(["each · caller caller.yaml:15"], Debugger.Go("stepBack"));
        Assert.Equal(["never · caller caller.yaml:21"], Debugger.Go("next"));
        Assert.Equal(["last · caller caller.yaml:25"], Debugger.Go("next"));
        Assert.Equal(["last/catch[0]/instead · caller caller.yaml:31"], Debugger.Go("next"));
        Assert.Equal(["■ succeeded caller.yaml:1"], Debugger.Go("next"));
        Assert.Equal([], Debugger.Go("next"));
        Assert.Contains("✓ the test passed", Debugger.Shown, StringComparison.Ordinal);
        Assert.Equal(0, (int)Debugger.Until("exited")["body"]!["exitCode"]!);
    }

    [Fact]
    public void What_a_step_gets_what_was_given_and_which_ways_were_taken_is_shown()
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml::Good"}""");
        debugged.Set("caller.yaml", """[{"line": 31}]""");
        Debugger.Go("configurationDone");
        var scopes = Debugger.Scopes();
        Assert.Equal(["source = \"c\"", "target = \"d\""], scopes["Inputs of the step"]);
        Assert.Equal(["store = \"a\""], scopes["Inputs of the runbook (inputs)"]);
        Assert.Equal(["root = \"a/x\""], scopes["Variables (vars)"]);
        Assert.Contains("never = {\"state\":\"skipped\"}", scopes["Outputs of steps (steps)"]);
        Assert.Equal(["never = inputs.store == \"other\" → false", "last = after file.exists: catch"], scopes["Branches"]);
    }

    [Theory]
    [InlineData("""{"line": 18}""", new[] { "each[0]/keep · caller caller.yaml:18", "each[1]/keep · caller caller.yaml:18" })]
    [InlineData("""{"line": 20, "condition": "item == 'two'"}""", new[] { "each[1]/keep · caller caller.yaml:18" })]
    [InlineData("""{"line": 18, "hitCondition": "2"}""", new[] { "each[1]/keep · caller caller.yaml:18" })]
    [InlineData("""{"line": 18, "hitCondition": "> 2"}""", new string[0])]
    [InlineData("""{"line": 21}""", new[] { "never · caller caller.yaml:21" })]
    public void A_run_stops_at_lines_where_a_condition_holds(string breakpoint, string[] stops)
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml"}""");
        var told = Assert.Single(debugged.Set("caller.yaml", $"[{breakpoint}]"));
        Assert.True((bool)told!["verified"]!);
        var found = new List<string>();
        for (var frames = Debugger.Go("configurationDone"); frames.Count > 0; frames = Debugger.Go("continue"))
        {
            found.Add(frames[0]);
        }

        Assert.Equal(stops, found);
    }

    [Fact]
    public void Going_back_stops_where_going_forward_does()
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml"}""");
        debugged.Set("caller.yaml", """[{"line": 18}]""");
        debugged.Set("called.yaml", """[{"line": 8}]""");
        Debugger.Go("configurationDone");
        Debugger.Go("continue");
        Assert.Equal(["each[1]/keep · caller caller.yaml:18"], Debugger.Go("continue"));
        Assert.Equal(["each[0]/keep · caller caller.yaml:18"], Debugger.Go("reverseContinue"));
        Assert.Equal("copy · called called.yaml:8", Debugger.Go("reverseContinue")[0]);
        Assert.Equal(["call · caller caller.yaml:10"], Debugger.Go("restartFrame", """{"frameId": 2}"""));
    }

    [Fact]
    public void A_message_is_told_in_place_of_stopping()
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml"}""");
        debugged.Set("caller.yaml", """[{"line": 18, "logMessage": "keeps {item} of {nothing.here}"}]""");
        Assert.Empty(Debugger.Go("configurationDone"));
        Assert.Contains("keeps two of {nothing.here}\n", Debugger.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_failure_that_ends_a_run_stops_it_and_is_told()
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml::2"}""");
        Assert.Equal(["last · caller caller.yaml:25"], Debugger.Go("configurationDone"));
        Assert.Equal("disk.full", (string)Debugger.Ask("exceptionInfo", """{"threadId": 1}""")["exceptionId"]!);
        Assert.Empty(Debugger.Go("continue"));
        Assert.Equal(1, (int)Debugger.Until("exited")["body"]!["exitCode"]!);
        Assert.Contains("✗ the test failed", Debugger.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("any", 1)]
    [InlineData("last", 0)]
    public void A_failure_that_is_caught_stops_only_where_that_is_wanted(string filter, int stops)
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml::1"}""");
        Debugger.Ask("setExceptionBreakpoints", $$"""{"filters": ["{{filter}}"]}""");
        Assert.Equal(stops, Debugger.Go("configurationDone").Count);
    }

    [Theory]
    [InlineData("copy", "called.yaml", "copy · called called.yaml:8")]
    [InlineData("keep", "caller.yaml", "each[0]/keep · caller caller.yaml:18")]
    [InlineData("instead", "caller.yaml", "last/catch[0]/instead · caller caller.yaml:31")]
    public void A_rehearsal_begins_at_a_step_with_the_first_test_that_comes_there_or_without_one(string step, string file, string frame)
    {
        debugged.Launch($$"""{"runbook": "runbooks/{{file}}", "from": "{{step}}"}""");
        Assert.Equal(frame, Debugger.Go("configurationDone")[0]);
    }

    [Fact]
    public void Without_debugging_a_test_is_only_run()
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml::2", "noDebug": true}""");
        debugged.Set("caller.yaml", """[{"line": 18}]""");
        Assert.Empty(Debugger.Go("configurationDone"));
        Assert.Contains("▶ each[1]/keep", Debugger.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_activity_made_of_YAML_is_stepped_into_where_a_test_opens_it_and_in_its_own_examples()
    {
        debugged.Library.Write("activities/site.room.yaml", Debugged.Room);
        debugged.Library.Write("roomy.yaml", Debugged.Roomy);
        debugged.Library.Write("roomy.test.yaml", Debugged.RoomyTests);
        debugged.Launch("""{"test": "runbooks/roomy.test.yaml::Whole", "stopOnEntry": true}""");
        Debugger.Go("configurationDone");
        Assert.Equal(["■ succeeded roomy.yaml:1"], Debugger.Go("stepIn"));
        debugged.Launch("""{"test": "runbooks/roomy.test.yaml::Opened"}""");
        debugged.Set("activities/site.room.yaml", """[{"line": 10}]""");
        Assert.Equal(["df · site.room site.room.yaml:9", "room · roomy roomy.yaml:6"], Debugger.Go("configurationDone"));
        debugged.Launch("""{"test": "runbooks/activities/site.room.yaml", "scenario": 2}""");
        Assert.Equal("df · site.room site.room.yaml:9", Debugger.Go("configurationDone")[0]);
        Debugger.Go("next");
        Assert.Equal("{\"free\":13}", Debugger.Evaluate("steps.example.outputs"));
    }

    [Theory]
    [InlineData("client-update.yaml")]
    [InlineData("client-update.test.yaml")]
    [InlineData("activities/site.disk-free.yaml")]
    public void Whatever_a_lens_offers_to_go_through_can_be_launched_and_stops_there(string file)
    {
        using var shipped = TemporaryLibrary.OfShipped();
        using var editor = new Editor(shipped.Root);
        var path = shipped.PathOf(file);
        editor.Open(path);
        var offers = editor
            .AskOf("textDocument/codeLens", path)!
            .AsArray()
            .Where(static l => (string)l!["command"]!["command"]! == "runbook.debug")
            .ToList();
        Assert.NotEmpty(offers);
        foreach (var offer in offers)
        {
            var launch = offer!["command"]!["arguments"]![0]!.DeepClone();
            launch["stopOnEntry"] = true;
            debugged.Launch(launch.ToJsonString());
            var frames = Debugger.Go("configurationDone");
            Assert.True(launch["from"] is not { } step || frames[0].Contains((string)step!, StringComparison.Ordinal), frames[0]);
        }
    }

    [Fact]
    public void A_restart_reads_the_files_again()
    {
        debugged.Launch("""{"test": "runbooks/caller.test.yaml", "stopOnEntry": true}""");
        Debugger.Go("configurationDone");
        debugged.Library.Write(
            "caller.yaml",
            Debugged
                .Caller.Replace("id: call\n", "id: other\n", StringComparison.Ordinal)
                .Replace("steps.call.outputs", "steps.other.outputs", StringComparison.Ordinal)
        );
        Assert.Equal(["other · caller caller.yaml:10"], Debugger.Go("restart"));
    }
}
