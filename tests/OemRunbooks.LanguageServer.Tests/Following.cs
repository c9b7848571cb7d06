using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Tests.Support;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>Names followed and changed across a runbook, its tests and its callers.</summary>
public sealed class Following : IDisposable
{
    private const string Called = """
        schemaVersion: "1.0"
        id: called
        aliases: [other-name]
        version: 1.0.0
        name: Called
        inputs:
          place: {type: string, required: true}
        steps:
          - id: copy
            action: backup.file
            with: {source: "${{ inputs.place }}", target: b}
        outputs:
          made: ${{ steps.copy.outputs.path }}

        """;

    private const string Caller = """
        schemaVersion: "1.0"
        id: caller
        version: 1.0.0
        name: Caller
        inputs:
          store: {type: string, default: a}
        vars:
          root: ${{ inputs.store }}
        steps:
          - id: call
            action: runbook.run
            with:
              runbook: called
              inputs: {place: "${{ vars.root }}"}
          - id: each
            forEach: {in: [a, b], as: one}
            steps:
              - {id: keep, action: backup.file, with: {source: "${{ one }}", target: "${{ steps.call.outputs.made }}"}}
          - id: again
            when: steps.call.state == "succeeded"
            action: runbook.run
            with: {runbook: other-name, inputs: {place: x}}

        """;

    private const string Tests = """
        tests:
          - name: A
            inputs: {store: c}
            activities:
              call/copy: {outputs: {path: p}}
              keep: {fails: disk.full}
            expect: {path: [call, call/copy, each, "each[0]/keep"], outcome: failed}

        """;

    private readonly TemporaryLibrary library = new(("called.yaml", Called), ("caller.yaml", Caller), ("caller.test.yaml", Tests));
    private readonly Editor editor;

    public Following()
    {
        editor = new(library.Root);
        editor.Open(library.PathOf("caller.yaml"));
    }

    public void Dispose()
    {
        editor.Dispose();
        library.Dispose();
    }

    [Theory]
    [InlineData("inputs.store", 8, "caller.yaml", "store:")]
    [InlineData("vars.root", 6, "caller.yaml", "root:")]
    [InlineData("steps.call.outputs", 7, "caller.yaml", "call\n")]
    [InlineData("outputs.made", 9, "called.yaml", "made:")]
    [InlineData("runbook: called", 10, "called.yaml", "called\n")]
    [InlineData("runbook: other-name", 10, "called.yaml", "called\n")]
    [InlineData("{place: x}", 2, "called.yaml", "place:")]
    [InlineData("${{ one }}", 5, "caller.yaml", "one}")]
    public void A_name_leads_to_where_it_is_made_known(string at, int into, string file, string made)
    {
        var found = editor.AskAt(
            "textDocument/definition",
            library.PathOf("caller.yaml"),
            At(Caller, at, into).Line,
            At(Caller, at, into).Character
        );
        var text = File.ReadAllText(library.PathOf(file));
        Assert.Contains(
            found!.AsArray(),
            f =>
                (string)f!["uri"]! == Editor.UriOf(library.PathOf(file))
                && Rest(text, f["range"]!["start"]!).StartsWith(made, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("copy", "called.yaml", "id: copy", 4, 4)]
    [InlineData("place", "called.yaml", "place:", 0, 4)]
    [InlineData("made", "called.yaml", "made:", 0, 2)]
    [InlineData("store", "caller.yaml", "store:", 0, 3)]
    [InlineData("keep", "caller.yaml", "id: keep", 4, 3)]
    [InlineData("one", "caller.yaml", "as: one", 4, 2)]
    public void All_places_of_a_name_are_found_and_renamed_there_and_back(string name, string file, string at, int into, int count)
    {
        var path = library.PathOf(file);
        var before = Files();
        editor.Open(path);
        var (line, character) = At(before[path], at, into);
        Assert.Equal(count, editor.AskAt("textDocument/references", path, line, character)!.AsArray().Count);

        var edit = editor.AskAt("textDocument/rename", path, line, character, new JsonObject { ["newName"] = "other" });
        Assert.Equal(count, Apply(edit!));
        var after = Files();
        Assert.NotEqual(before[path], after[path]);
        foreach (var (changed, text) in after)
        {
            editor.Open(changed, text);
            Assert.DoesNotContain(editor.Diagnostics(changed), static d => (int)d!["severity"]! == 1);
        }

        Apply(editor.AskAt("textDocument/rename", path, line, character, new JsonObject { ["newName"] = name })!);
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("backup.file", 2, "other")]
    [InlineData("steps.call.state", 13, "other")]
    [InlineData("inputs.store", 8, "not a name")]
    [InlineData("steps.call.outputs", 7, "keep")]
    [InlineData("steps.call.outputs", 7, "finally")]
    public void What_cant_be_renamed_safely_is_refused(string at, int into, string name)
    {
        var (line, character) = At(Caller, at, into);
        var parameters = new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Editor.UriOf(library.PathOf("caller.yaml")) },
            ["position"] = Editor.At(line, character),
            ["newName"] = name,
        };
        Assert.Equal(-32803, (int)editor.Answer("textDocument/rename", parameters)["error"]!["code"]!);
    }

    [Fact]
    public void While_an_open_file_cant_be_read_nothing_is_renamed()
    {
        editor.Open(library.PathOf("caller.test.yaml"), "tests: [\n");
        var (line, character) = At(Caller, "store:", 0);
        var parameters = new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Editor.UriOf(library.PathOf("caller.yaml")) },
            ["position"] = Editor.At(line, character),
            ["newName"] = "other",
        };
        Assert.Equal(-32803, (int)editor.Answer("textDocument/rename", parameters)["error"]!["code"]!);
    }

    [Fact]
    public void A_runbook_is_renamed_with_its_files()
    {
        editor.Open(library.PathOf("called.yaml"));
        var (line, character) = At(Called, "id: called", 4);
        var edit = editor.AskAt(
            "textDocument/rename",
            library.PathOf("called.yaml"),
            line,
            character,
            new JsonObject { ["newName"] = "newer" }
        )!;
        Apply(edit);
        Assert.True(File.Exists(library.PathOf("newer.yaml")));
        Assert.Contains("runbook: newer", File.ReadAllText(library.PathOf("caller.yaml")), StringComparison.Ordinal);
        Assert.Contains("runbook: other-name", File.ReadAllText(library.PathOf("caller.yaml")), StringComparison.Ordinal);
    }

    private Dictionary<string, string> Files() =>
        Directory
            .EnumerateFiles(Path.Combine(library.Root, "runbooks"))
            .Order(StringComparer.Ordinal)
            .ToDictionary(static f => f, File.ReadAllText);

    // As an editor would; gives how many places have changed.
    private int Apply(JsonNode edit)
    {
        foreach (var (_, path) in Edited.Apply(edit).Where(static c => c.Old == c.New))
        {
            editor.Open(path);
        }

        return edit["documentChanges"]!.AsArray().Sum(static c => (c!["edits"] as JsonArray)?.Count ?? 0);
    }

    private static (int Line, int Character) At(string text, string part, int into) =>
        Edited.Place(text, text.IndexOf(part, StringComparison.Ordinal) + into);

    private static string Rest(string text, JsonNode position) => text[Edited.Offset(text, position)..];
}
