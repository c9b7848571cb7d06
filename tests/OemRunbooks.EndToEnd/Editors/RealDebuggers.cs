using Xunit;

namespace OemRunbooks.EndToEnd.Editors;

/// <summary>The program's debug adapter, driven by the client with which adapters for Visual Studio Code are tested.</summary>
public sealed class RealDebuggers
{
    private const string Client = "tests/editor/node_modules/@vscode/debugadapter-testsupport";

    [NeedsProgramFact("node", Client)]
    public void A_scenario_test_is_gone_through_forward_and_back()
    {
        using var editor = new StartedByEditors();
        var file = editor.Write("kept.yaml", Kept);
        var tests = editor.Write("kept.test.yaml", Tests);
        var seen = editor.Debug($$"""{"test": "{{tests}}", "scenario": "Other"}""", file, 10, "next", "stepBack");
        Assert.True((bool)seen["back"]!);
        Assert.True((bool)seen["verified"]!);
        Assert.Equal(["keep · kept", "again · kept", "keep · kept"], seen["stops"]!.AsArray().Select(static s => (string)s!["frame"]!));
        Assert.Equal(["source = \"z\"", "target = \"b\""], seen["stops"]![0]!["inputs"]!.AsArray().Select(static i => (string)i!));
        Assert.Equal(file, (string)seen["stops"]![0]!["text"]!);
    }

    [NeedsProgramFact("node", Client)]
    public void A_recorded_run_is_gone_through_by_the_definition_that_it_kept()
    {
        using var station = new TestStation();
        using var editor = new StartedByEditors();
        Assert.Equal(0, station.Run("run", "hardware-drift").ExitCode);
        var before = station.Snapshot("opt", "secrets", "var");
        var file = Path.Combine(Repository.Root, "runbooks/hardware-drift.yaml");
        var line = Array.FindIndex(File.ReadAllLines(file), static l => l.Contains("id: rebind", StringComparison.Ordinal)) + 1;
        var seen = editor.Debug($$"""{"run": "last", "station": "{{station.Root}}"}""", file, line, "stepBack", "next");
        Assert.Equal(
            ["rebind · hardware-drift", "record · hardware-drift", "rebind · hardware-drift"],
            seen["stops"]!.AsArray().Select(static s => (string)s!["frame"]!)
        );
        Assert.Contains("rebind", (string)seen["stops"]![0]!["text"]!, StringComparison.Ordinal);
        Assert.Equal(before, station.Snapshot("opt", "secrets", "var"));
    }

    private const string Kept = """
        schemaVersion: "1.0"
        id: kept
        version: 1.0.0
        name: Kept
        inputs:
          store: {type: string, default: a}
        steps:
          - id: keep
            action: backup.file
            with: {source: "${{ inputs.store }}", target: b}
          - id: again
            action: backup.file
            with: {source: a, target: c}

        """;

    private const string Tests = """
        tests:
          - {name: One, expect: {outcome: succeeded}}
          - {name: Other, inputs: {store: z}, expect: {outcome: succeeded}}

        """;
}
