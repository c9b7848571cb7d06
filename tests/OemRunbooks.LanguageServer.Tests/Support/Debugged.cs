using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Testing.Editors;

namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>A library with a runbook that calls another one and an activity, their tests, and a debugger that goes through them.</summary>
internal sealed class Debugged : IDisposable
{
    internal const string Called = """
        schemaVersion: "1.1"
        id: called
        version: 1.0.0
        name: Called
        inputs:
          place: {type: string, required: true}
        steps:
          - id: copy
            action: backup.file
            with: {source: "${{ inputs.place }}", target: b}
            onFailure: continue
        outputs:
          place: ${{ inputs.place }}

        """;

    internal const string Caller = """
        schemaVersion: "1.1"
        id: caller
        version: 1.0.0
        name: Caller
        inputs:
          store: {type: string, default: a}
        vars:
          root: ${{ inputs.store }}/x
        steps:
          - id: call
            action: runbook.run
            with:
              runbook: called
              inputs: {place: "${{ vars.root }}"}
          - id: each
            forEach: {in: [one, two], as: item}
            steps:
              - id: keep
                action: backup.file
                with: {source: "${{ item }}", target: "${{ steps.call.outputs.place }}"}
          - id: never
            when: ${{ inputs.store == "other" }}
            action: backup.file
            with: {source: a, target: b}
          - id: last
            action: backup.file
            with: {source: a, target: b}
            catch:
              - on: [file.exists]
                steps:
                  - {id: instead, action: backup.file, with: {source: c, target: d}}
                then: continue

        """;

    internal const string Tests = """
        tests:
          - name: {pl: Dobry, en: Good}
            activities:
              last: {fails: file.exists}
            expect: {outcome: succeeded}
          - name: {pl: Zły, en: Bad}
            activities:
              last: {fails: disk.full}
            expect: {outcome: succeeded}

        """;

    internal const string Room = """
        schemaVersion: "1.1"
        activity: site.room
        version: 1.0.0
        name: Room
        outputs:
          free: {type: size}
        effect: none
        steps:
          - id: df
            action: run.command
            with: {program: /usr/bin/df}
            outputs: {free: {line: -1, type: size}}
        result: {free: "${{ steps.df.outputs.free }}"}
        examples:
          - {name: some, programs: {df: {stdout: "12\n"}}, gives: {free: 12}}
          - {name: more, programs: {df: {stdout: "13\n"}}, gives: {free: 13}}
          - {name: none, programs: {df: {stdout: "", exit: 1}}, fails: command.failed}

        """;

    internal const string Roomy = """
        schemaVersion: "1.1"
        id: roomy
        version: 1.0.0
        name: Roomy
        steps:
          - id: room
            action: site.room

        """;

    internal const string RoomyTests = """
        tests:
          - name: Whole
            activities: {room: {outputs: {free: 7}}}
            expect: {outcome: succeeded}
          - name: Opened
            activities: {room/df: {outputs: {free: 7}}}
            expect: {outcome: succeeded}

        """;

    private readonly Served served;

    internal Debugged()
    {
        served = new((i, o) => new DebugAdapter(new(Shipped.Product, Locale.En, Library.Root, Shipped.Open)).Run(i, o));
        Debugger = new(served.ToServer, served.FromServer);
        Debugger.Ask("initialize", """{"locale": "en"}""");
    }

    internal TemporaryLibrary Library { get; } = new(("called.yaml", Called), ("caller.yaml", Caller), ("caller.test.yaml", Tests));

    internal DapClient Debugger { get; }

    internal int ExitCode => served.ExitCode;

    internal void Leave() => served.Dispose();

    internal void Launch(string arguments)
    {
        Debugger.Ask("launch", arguments);
        Debugger.Until("initialized");
    }

    internal JsonArray Set(string file, string breakpoints)
    {
        var path = Library.PathOf(file).Replace('\\', '/');
        return Debugger.Ask("setBreakpoints", $$"""{"source": {"path": "{{path}}"}, "breakpoints": {{breakpoints}}}""")[
            "breakpoints"
        ]!.AsArray();
    }

    public void Dispose()
    {
        Leave();
        Library.Dispose();
    }
}
