using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.LanguageServer.Tests.Support;
using OemRunbooks.Testing.Clocks;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>What runs elsewhere tell of the steps that somebody edits here.</summary>
public sealed class FromTheField : IDisposable
{
    private const string Runbook = """
        schemaVersion: "1.1"
        id: update
        version: 1.2.0
        name: Update
        steps:
          - id: copy
            action: backup.file
            with: {source: a, target: b}
          - id: each
            forEach: {in: [one, two], as: item}
            steps:
              - {id: keep, action: backup.file, with: {source: "${{ item }}", target: c}}
          - id: last
            action: backup.file
            with: {source: a, target: "${{ steps.copy.outputs.path }}"}
            catch:
              - on: [file.exists]
                steps:
                  - {id: instead, action: backup.file, with: {source: c, target: d}}
                then: continue
        finally:
          - {id: note, action: verify.logs}

        """;

    private readonly TemporaryLibrary library = new(("update.yaml", Runbook));
    private Editor editor;

    public FromTheField() => editor = new(library.Root);

    public void Dispose()
    {
        editor.Dispose();
        library.Dispose();
    }

    private string File => library.PathOf("update.yaml");

    private string Root => Path.Combine(library.Root, "field.digest.json");

    private static string Digest(string steps, int runs = 2000) =>
        $$"""
            {"form": "field-digest", "version": 1, "from": "2026-01-02", "to": "2026-03-04", "stations": 12, "unread": 0,
             "runbooks": {"update": {"versions": ["1.0.0", "1.2.0"], "runs": {{runs}}, "outcomes": {"succeeded": {{runs}} }, "steps": {
              {{steps}} } } } }
            """;

    private static string Step(string path, int reached, int failed = 0, int skipped = 0, string codes = "", string durations = "") =>
        $$"""
            "{{path}}": {"reached": {{reached}}, "failed": {{failed}}, "skipped": {{skipped}},
              "codes": { {{codes}} }, "durations": { {{durations}} } }
            """;

    private void Write(string path, string text) => System.IO.File.WriteAllText(path, text);

    private void Speak(string locale)
    {
        editor.Dispose();
        editor = new(library.Root, locale);
    }

    // What stands above the lines beside what can be done with them, as line: words.
    private string[] Told()
    {
        editor.Open(File);
        return
        [
            .. editor
                .AskOf("textDocument/codeLens", File)!
                .AsArray()
                .Where(static l => (string)l!["command"]!["command"]! == "")
                .Select(static l => $"{(int)l!["range"]!["start"]!["line"]! + 1}: {(string)l["command"]!["title"]!}"),
        ];
    }

    private string Hover(int line, string word) =>
        (string)
            editor.AskAt("textDocument/hover", File, line - 1, Runbook.Split('\n')[line - 1].IndexOf(word, StringComparison.Ordinal))![
                "contents"
            ]!["value"]!;

    private string[] Messages() =>
        [
            .. editor
                .Others.Where(static o => (string?)o["method"] == "window/showMessage")
                .Select(static o => (string)o["params"]!["message"]!),
        ];

    private void Changed(string path) =>
        editor.Tell(
            "workspace/didChangeWatchedFiles",
            new JsonObject { ["changes"] = new JsonArray(new JsonObject { ["uri"] = Editor.UriOf(path), ["type"] = 2 }) }
        );

    [Fact]
    public void Every_step_shows_how_it_fares_wherever_it_stands()
    {
        string[] steps =
        [
            Step("copy", 412, 12, codes: "\"fingerprint.mismatch\": 9, \"disk.full\": 3"),
            Step("each", 400),
            Step("each/keep", 400, 4, codes: "\"a.b\": 1, \"c.d\": 1"),
            Step("last/catch[0]/instead", 1, 1, codes: "\"file.missing\": 1"),
            Step("finally/note", 0, skipped: 412),
            Step("keep", 77),
        ];
        Write(Root, Digest(string.Join(",\n", steps)));
        Assert.Equal(
            [
                "6: 412 runs · 3% failed · mostly fingerprint.mismatch",
                "9: 400 runs · none failed",
                "12: 400 runs · 1% failed",
                "19: 1 run · 100% failed · mostly file.missing",
                "22: skipped in 412 runs",
            ],
            Told()
        );
        Assert.Empty(Messages());
    }

    [Theory]
    [InlineData(1, 0, "1 przebieg · bez niepowodzeń")]
    [InlineData(2, 1, "2 przebiegi · 50% nieudanych · głównie disk.full")]
    [InlineData(5, 5, "5 przebiegów · 100% nieudanych · głównie disk.full")]
    [InlineData(12, 1, "12 przebiegów · 8% nieudanych · głównie disk.full")]
    [InlineData(22, 1, "22 przebiegi · 5% nieudanych · głównie disk.full")]
    [InlineData(1999, 1998, "1\u202F999 przebiegów · 99% nieudanych · głównie disk.full")]
    [InlineData(1000, 1, "1\u202F000 przebiegów · <1% nieudanych · głównie disk.full")]
    public void In_Polish_the_numbers_have_their_forms(int reached, int failed, string words)
    {
        Write(Root, Digest(Step("copy", reached, failed, codes: failed > 0 ? $"\"disk.full\": {failed}" : "")));
        Speak("pl");
        Assert.Equal(["6: " + words], Told());
    }

    [Fact]
    public void Pointing_at_a_step_tells_its_codes_how_long_it_takes_and_whose_runs_these_are()
    {
        Write(
            Root,
            Digest(
                Step(
                    "copy",
                    412,
                    12,
                    1,
                    "\"disk.full\": 2, \"fingerprint.mismatch\": 9, \"file.missing\": 1",
                    "\"1200\": 300, \"1300\": 100"
                )
            )
        );
        editor.Open(File);
        const string told = """
            In the field: 412 runs · 3% failed · mostly fingerprint.mismatch

            - `fingerprint.mismatch`: 9 runs
            - `disk.full`: 2 runs
            - `file.missing`: 1 run

            skipped in 1 run · takes 1.2 s as a rule when it succeeds

            12 stations · 2026-01-02 – 2026-03-04 · versions 1.0.0, 1.2.0
            """;
        Assert.Contains(told, Hover(6, "copy"), StringComparison.Ordinal);
        Assert.Contains(told, Hover(15, "copy"), StringComparison.Ordinal);
        Assert.DoesNotContain("In the field", Hover(13, "last"), StringComparison.Ordinal);

        Speak("pl");
        editor.Open(File);
        const string polish = """
            W terenie: 412 przebiegów · 3% nieudanych · głównie fingerprint.mismatch

            - `fingerprint.mismatch`: 9 przebiegów
            - `disk.full`: 2 przebiegi
            - `file.missing`: 1 przebieg

            pominięty w 1 przebiegu · gdy się udaje, trwa zwykle 1,2 s

            12 stanowisk · 2026-01-02 – 2026-03-04 · wersje 1.0.0, 1.2.0
            """;
        Assert.Contains(polish, Hover(6, "copy"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_digest_or_in_one_of_other_runbooks_nothing_is_told()
    {
        Assert.Empty(Told());
        Write(Root, Digest(Step("copy", 1)).Replace("\"update\"", "\"another\"", StringComparison.Ordinal));
        Changed(Root);
        Assert.Empty(Told());
        Assert.DoesNotContain("field", Hover(6, "copy"), StringComparison.Ordinal);
        Assert.Empty(Messages());
    }

    [Fact]
    public void A_digest_that_cannot_be_read_is_told_of_once_and_never_in_the_text()
    {
        Write(Root, Digest(Step("copy", -1)));
        Assert.Empty(Told());
        Assert.Empty(Told());
        Hover(6, "copy");
        Assert.Empty(editor.Diagnostics(File));
        var message = Assert.Single(Messages());
        Assert.StartsWith("field-digest.malformed: \"", message, StringComparison.Ordinal);
        Assert.Contains("$.runbooks.update.steps.copy.reached", message, StringComparison.Ordinal);

        Write(Root, Digest(Step("copy", 7)));
        Changed(Root);
        Assert.Equal(["6: 7 runs · none failed"], Told());
        Assert.Single(Messages());
        Assert.Single(editor.Others, static o => (string?)o["method"] == "workspace/codeLens/refresh");

        Write(Root, Digest(Step("copy", 7)).Replace("\"version\": 1", "\"version\": 9", StringComparison.Ordinal));
        Changed(Root);
        Assert.Empty(Told());
        Assert.StartsWith("field-digest.unknown-form: ", Messages()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_no_editor_tells_of_is_seen_all_the_same()
    {
        Write(Root, Digest(Step("copy", 7)));
        Assert.Equal(["6: 7 runs · none failed"], Told());
        Write(Root, Digest(Step("copy", 1977)));
        Assert.Equal(["6: 1,977 runs · none failed"], Told());
        System.IO.File.Delete(Root);
        Assert.Empty(Told());
    }

    [Fact]
    public void The_digest_nearest_to_the_runbook_counts()
    {
        Write(Root, Digest(Step("copy", 7)));
        Write(library.PathOf("field.digest.json"), Digest(Step("copy", 8)));
        Assert.Equal(["6: 8 runs · none failed"], Told());
    }

    [Fact]
    public void A_link_or_a_directory_of_that_name_is_passed_over()
    {
        var elsewhere = library.PathOf("elsewhere.json");
        Write(elsewhere, Digest(Step("copy", 7)));
        System.IO.File.CreateSymbolicLink(Root, elsewhere);
        Directory.CreateDirectory(library.PathOf("field.digest.json"));
        Assert.Empty(Told());
        Assert.Empty(Messages());
    }

    [Fact]
    public void Runs_of_the_station_are_counted_by_the_same_paths()
    {
        using (var run = Begun())
        {
            run.Append(new StepStarted("copy", 1, "backup.file", Value.EmptyMap, false, Value.Null));
            run.Append(new StepFailed("copy", 1, Failure.Of("disk.full"), null, null, []));
            run.Append(new StepStarted("each[0]/keep", 1, "backup.file", Value.EmptyMap, false, Value.Null));
            run.Append(new StepStarted("each[1]/keep", 1, "backup.file", Value.EmptyMap, false, Value.Null));
            run.Append(new StepStarted("elsewhere/last", 1, "backup.file", Value.EmptyMap, false, Value.Null));
        }

        Assert.Equal(["6: 1 run of this station went through here", "12: 1 run of this station went through here"], Told());
    }

    private StoredRun Begun()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Runbook);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var started = new RunStarted(
            "20260301-100000-abcdef",
            new("update", "1.2.0", digest, "runbooks/update.yaml"),
            [],
            Value.EmptyMap,
            Value.EmptyMap,
            "somebody",
            "boot",
            2,
            "1.0.0",
            "en"
        );
        var store = new DirectoryStore(new StationDirectory(library.Root));
        return store.Create(started, [(digest, bytes)], new Sitting(new ManualClock(), new Redactor())).Run;
    }
}
