using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Tests.Support;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>What the server offers beside names: layout, changes that help, what can be run.</summary>
public sealed class Helping : IDisposable
{
    private const string Loose = """
        # What it is for.
        schemaVersion:   "1.0"
        id: loose
        version: 1.0.0
        name: Loose
        steps:
        -   id: keep   # the store
            action:  backup.file
            with:
                # where from
                source: a
                target: >
                    b
                    c



        -   id: again
            action: backup.file
            with: {source: a, target: b}
        """;

    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();
    private readonly Editor editor;

    public Helping() => editor = new(library.Root);

    public void Dispose()
    {
        editor.Dispose();
        library.Dispose();
    }

    [Fact]
    public void Layout_keeps_comments_and_meaning_and_changes_nothing_the_second_time()
    {
        var path = library.PathOf("loose.yaml");
        var laid = Formatted(path, Loose);
        Assert.Contains(
            "  - id: keep   # the store\n    action: backup.file\n    with:\n      # where from\n      source: a",
            laid,
            StringComparison.Ordinal
        );
        Assert.StartsWith("# What it is for.\nschemaVersion: \"1.0\"\n", laid, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", laid, StringComparison.Ordinal);
        Assert.Equal(laid, Formatted(path, laid));
    }

    [Fact]
    public void Shipped_files_laid_out_twice_are_as_they_were_after_the_first_time()
    {
        foreach (var file in Shipped.Files.Where(static f => !f.Contains("/activities/", StringComparison.Ordinal)))
        {
            var path = library.PathOf(Path.GetFileName(file));
            var once = Formatted(path, File.ReadAllText(file));
            Assert.Equal(once, Formatted(path, once));
            Assert.Equal(File.ReadAllText(file).Split('\n').Count(IsComment), once.Split('\n').Count(IsComment));
        }
    }

    [Fact]
    public void What_lint_can_mend_is_offered_and_mends()
    {
        var path = library.PathOf("loose.yaml");
        var text = Loose.Replace("backup.file", "backup.fille", StringComparison.Ordinal);
        editor.Open(path, text);
        var action = Actions(path, 7, 14).First(static a => (string)a["kind"]! == "quickfix");
        Assert.Contains("backup.file", (string)action["title"]!, StringComparison.Ordinal);
        Assert.Equal(text.Replace("backup.fille", "backup.file", StringComparison.Ordinal).Length + 1, Applied(text, action).Length);
    }

    [Fact]
    public void A_catch_and_the_missing_text_are_added()
    {
        var path = library.PathOf("loose.yaml");
        editor.Open(path, Loose);
        var caught = Applied(
            Loose,
            Actions(path, 7, 14).First(static a => ((string)a["title"]!).Contains("catch", StringComparison.Ordinal))
        );
        editor.Open(path, caught);
        Assert.DoesNotContain(editor.Diagnostics(path), static d => (int)d!["severity"]! == 1);
        Assert.Contains("catch:", caught, StringComparison.Ordinal);

        editor.Open(path, Loose);
        var text = Applied(
            Loose,
            Actions(path, 4, 8).First(static a => ((string)a["title"]!).StartsWith("Add the missing text", StringComparison.Ordinal))
        );
        Assert.Contains("name: {pl: Loose, en: Loose}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_test_of_a_branch_passes_as_it_is_made()
    {
        var (path, tests) = (library.PathOf("client-update.yaml"), library.PathOf("client-update.test.yaml"));
        editor.Open(path);
        var lines = File.ReadAllText(path).Split('\n');
        var line = Array.FindIndex(lines, static l => l.Contains("id: backup-store", StringComparison.Ordinal));
        var action = Actions(path, line, 8)
            .First(static a => ((string)a["title"]!).StartsWith("Make a scenario test", StringComparison.Ordinal));
        editor.Open(tests, Applied(File.ReadAllText(tests), action));
        Assert.DoesNotContain(editor.Diagnostics(tests), static d => (int)d!["severity"]! == 1);
        var result = editor.Ask(
            "workspace/executeCommand",
            new JsonObject { ["command"] = "runbook.runTests", ["arguments"] = new JsonArray(Editor.UriOf(tests)) }
        )!;
        Assert.Equal(0, (int)result["failed"]!);
        Assert.True((int)result["passed"]! > 3);
    }

    [Fact]
    public void Lenses_show_which_steps_no_test_goes_through()
    {
        var path = library.PathOf("client-update.yaml");
        editor.Open(path);
        var titles = editor.AskOf("textDocument/codeLens", path)!.AsArray().Select(static l => (string)l!["command"]!["title"]!).ToList();
        Assert.Contains("Plan on station …", titles);
        Assert.Contains("tests go through here", titles);
    }

    [Fact]
    public void A_function_is_told_with_the_argument_that_is_being_written()
    {
        var path = library.PathOf("loose.yaml");
        var text = Loose.Replace("source: a\n", "source: ${{ string.replace('a', 'b'\n", StringComparison.Ordinal);
        editor.Open(path, text);
        var help = editor.AskAt("textDocument/signatureHelp", path, 10, text.Split('\n')[10].Length)!;
        Assert.Equal(1, (int)help["activeParameter"]!);
        Assert.StartsWith("string.replace(", (string)help["signatures"]![0]!["label"]!, StringComparison.Ordinal);
    }

    private static bool IsComment(string line) => line.TrimStart().StartsWith('#');

    private string Formatted(string path, string text)
    {
        editor.Open(path, text);
        var edits = editor.AskOf("textDocument/formatting", path)!.AsArray();
        return edits.Count == 0 ? text : (string)edits[0]!["newText"]!;
    }

    private IEnumerable<JsonNode> Actions(string path, int line, int character) =>
        editor
            .AskOf(
                "textDocument/codeAction",
                path,
                new JsonObject
                {
                    ["range"] = new JsonObject { ["start"] = Editor.At(line, character), ["end"] = Editor.At(line, character) },
                    ["context"] = new JsonObject { ["diagnostics"] = new JsonArray() },
                }
            )!
            .AsArray()
            .OfType<JsonNode>();

    private static string Applied(string text, JsonNode action) =>
        Edited.Text(text, action["edit"]!["documentChanges"]!.AsArray().Last()!["edits"]!.AsArray());
}
