using System.Text.Json.Nodes;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.LanguageServer.Tests.Support;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>What is proposed while somebody writes.</summary>
public sealed class Completing : IDisposable
{
    private const string Head = "schemaVersion: \"1.1\"\nid: a\nversion: 1.0.0\nname: {pl: A, en: A}\n";
    private const string Steps =
        Head
        + "inputs:\n  store: {type: file, default: s}\n  key: {type: secret, default: env:KEY}\nvars: {root: opt}\nsteps:\n"
        + "  - id: keep\n    action: backup.file\n    with: {source: a, target: b}\n"
        + "  - id: maybe\n    when: station.platform == \"linux\"\n    action: backup.file\n    with: {source: a, target: c}\n";

    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();

    public void Dispose() => library.Dispose();

    [Theory]
    // Keys, words, activities, fields, codes, teams.
    [InlineData(Head + "‸", "inputs steps finally", "id version")]
    [InlineData(Head + "steps:\n  - id: x\n    ‸", "action parallel forEach when", "id with")]
    [InlineData(Head + "steps:\n  - id: x\n    action: verify.li‸", "verify.license backup.file", "")]
    [InlineData(Head + "steps:\n  - id: x\n    action: backup.file\n    with:\n      ‸", "source target", "from")]
    [InlineData(Head + "steps:\n  - id: x\n    action: site.‸", "site.disk-free", "")]
    [InlineData(Head + "steps:\n  - id: x\n    action: site.disk-free\n    with:\n      ‸", "path needed", "source")]
    [InlineData(Head + "steps:\n  - id: x\n    action: backup.file\n    onFailure: ‸", "abort continue rollback", "")]
    [InlineData(
        Head + "steps:\n  - id: x\n    action: verify.fingerprint\n    catch:\n      - on: [‸",
        "fingerprint.mismatch fingerprint.*",
        "site.no-room site.*"
    )]
    [InlineData(
        Head + "steps:\n  - id: x\n    action: site.disk-free\n    with: {path: a}\n    catch:\n      - on: [‸",
        "site.no-room site.*",
        ""
    )]
    [InlineData(Head + "inputs:\n  a: {type: ‸", "file secret version", "")]
    [InlineData(Head + "steps: []\nescalations:\n  - {on: [x], team: ‸", "hardware", "")]
    // What an expression can read where it stands.
    [InlineData(
        Steps + "  - {id: x, action: backup.file, with: {source: \"${{ ‸ }}\", target: d}}\n",
        "inputs.store inputs.key vars.root steps.keep.outputs.path steps.maybe.state station.platform string.upcase",
        "steps.maybe.outputs.path steps.x.state"
    )]
    [InlineData(
        Steps + "  - {id: x, action: backup.file, with: {source: \"${{ ‸\"}}\n",
        "inputs.key steps.keep.outputs.path",
        "steps.x.state"
    )]
    [InlineData(
        Steps + "  - id: x\n    action: backup.file\n    with:\n      source: ${{ steps.",
        "steps.keep.outputs.path",
        "steps.maybe.outputs.path"
    )]
    [InlineData(Steps + "  - id: x\n    action: backup.file\n    with:\n      target: t-${{ ‸", "inputs.store", "inputs.key")]
    [InlineData(
        Steps + "  - id: x\n    when: steps.maybe.state == \"succeeded\" && ‸\n    action: backup.file\n",
        "steps.maybe.outputs.path",
        "steps.x.state"
    )]
    [InlineData(
        Steps
            + "  - id: l\n    forEach: {in: [a], as: one}\n    steps:\n"
            + "      - {id: y, action: backup.file, with: {source: \"${{ string.upcase(‸) }}\"}}\n",
        "one inputs.store",
        "steps.l.state"
    )]
    public void What_may_stand_there_is_proposed(string text, string wanted, string unwanted)
    {
        using var editor = new Editor(library.Root);
        var path = library.PathOf("a.yaml");
        var at = text.IndexOf('‸', StringComparison.Ordinal);
        at = at < 0 ? text.Length : at;
        editor.Open(path, text.Replace("‸", "", StringComparison.Ordinal));
        var before = text[..at].Split('\n');
        var labels = editor
            .AskAt("textDocument/completion", path, before.Length - 1, before[^1].Length)!
            .AsArray()
            .Select(static i => (string)i!["label"]!)
            .ToHashSet();
        Assert.Equal([], wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(labels));
        Assert.Equal([], unwanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Intersect(labels));
    }

    [Fact]
    public void A_code_of_an_activity_in_a_called_runbook_is_proposed_and_accepted()
    {
        const string Free = "steps:\n  - id: room\n    action: site.disk-free\n    with: {path: a}\n";
        library.Write("called-here.yaml", Head.Replace("id: a", "id: called-here", StringComparison.Ordinal) + Free);
        const string Call = "steps:\n  - id: call\n    action: runbook.run\n    with: {runbook: called-here}\n    catch:\n      - on: [";
        var path = library.Write("a.yaml", Head + Call + "site.no-room]\n        then: continue\n");
        Assert.DoesNotContain(Told.Lint(library.Root, path), static d => d.Severity == Severity.Error);
        using var editor = new Editor(library.Root);
        editor.Open(path, Head + Call);
        Assert.Contains("site.no-room", Labels(editor, path, 9, 13));
    }

    [Fact]
    public void A_team_that_is_being_written_is_known_at_once()
    {
        var teams = library.PathOf("teams.yaml");
        var path = library.Write("a.yaml", Head + "steps: []\nescalations:\n  - {on: [\"*\"], team: hardwares}\n");
        using var editor = new Editor(library.Root);
        editor.Open(teams);
        editor.Open(path);
        Assert.Contains(editor.Diagnostics(path), static d => (string)d!["code"]! == "RB0402");
        editor.Change(teams, File.ReadAllText(teams).Replace("  hardware:", "  hardwares:", StringComparison.Ordinal));
        editor.Change(path, File.ReadAllText(path));
        Assert.Contains("hardwares", Labels(editor, path, 6, 25));
        Assert.DoesNotContain(editor.Diagnostics(path), static d => (string)d!["code"]! == "RB0402");
    }

    [Fact]
    public void A_test_is_told_the_steps_outputs_codes_and_teams_of_its_runbook()
    {
        using var editor = new Editor(library.Root);
        var path = library.PathOf("client-update.test.yaml");
        editor.Open(
            path,
            "tests:\n  - name: A\n    activities:\n      select-bundle: {outputs: {}}\n      \n    expect: {path: [], escalatedTo: }\n"
        );
        Assert.Contains("backup-store", Labels(editor, path, 4, 6));
        Assert.Contains("installedVersion", Labels(editor, path, 3, 32));
        Assert.Contains("verify-licence", Labels(editor, path, 5, 20));
        Assert.Contains("hardware", Labels(editor, path, 5, 36));
    }

    [Fact]
    public void An_activity_made_of_yaml_is_told_its_own_keys_and_those_of_steps()
    {
        using var editor = new Editor(library.Root);
        var path = library.PathOf("activities/site.mine.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        editor.Open(path, "schemaVersion: \"1.1\"\nactivity: site.mine\n\nsteps:\n  - id: a\n    \n");
        Assert.Contains("effect", Labels(editor, path, 2, 0));
        Assert.DoesNotContain("escalations", Labels(editor, path, 2, 0));
        Assert.Contains("readsOnly", Labels(editor, path, 5, 4));
    }

    // A name is taken out of every expression of the shipped runbooks, and whatever is proposed in its place is put there.
    [Fact]
    public void Accepting_a_name_in_an_expression_adds_no_error()
    {
        using var editor = new Editor(library.Root);
        var random = new Random(5);
        foreach (
            var path in Directory
                .EnumerateFiles(Path.Combine(library.Root, "runbooks"), "*.yaml")
                .Where(static f => !f.Contains(".test.", StringComparison.Ordinal) && !f.EndsWith("teams.yaml", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            var text = File.ReadAllText(path);
            var places = Places(text).OrderBy(_ => random.Next()).Take(6).ToList();
            foreach (var (start, end) in places)
            {
                var cut = text[..start] + text[end..];
                editor.Open(path, cut);
                var before = cut[..start].Split('\n');
                var items = editor.AskAt("textDocument/completion", path, before.Length - 1, before[^1].Length)!.AsArray();
                Assert.NotEmpty(items);
                foreach (var item in items.Where(static i => (int)i!["kind"]! != 3).OrderBy(_ => random.Next()).Take(5))
                {
                    editor.Open(path, Accepted(cut, item!));
                    var found = editor
                        .Diagnostics(path)
                        .Where(d => (int)d!["range"]!["start"]!["line"]! == before.Length - 1)
                        .Select(static d => (string)d!["code"]!)
                        .ToList();
                    Assert.DoesNotContain(
                        found,
                        static c =>
                            c
                                is "RB0203"
                                    or "RB0204"
                                    or "RB0205"
                                    or "RB0206"
                                    or "RB0207"
                                    or "RB0208"
                                    or "RB0209"
                                    or "RB0218"
                                    or "RB0301"
                                    or "RB0303"
                                    or "RB0304"
                                    or "RB0307"
                    );
                }

                editor.Close(path);
            }
        }
    }

    private static HashSet<string> Labels(Editor editor, string path, int line, int character) =>
        [.. editor.AskAt("textDocument/completion", path, line, character)!.AsArray().Select(static i => (string)i!["label"]!)];

    private static IEnumerable<(int Start, int End)> Places(string text)
    {
        for (
            var open = text.IndexOf("${{ ", StringComparison.Ordinal);
            open >= 0;
            open = text.IndexOf("${{ ", open + 1, StringComparison.Ordinal)
        )
        {
            var close = text.IndexOf(" }}", open, StringComparison.Ordinal);
            if (close > open && !text[(open + 4)..close].Contains(' ', StringComparison.Ordinal))
            {
                yield return (open + 4, close);
            }
        }
    }

    private static string Accepted(string text, JsonNode item) => Edited.Text(text, [item["textEdit"]]);
}
