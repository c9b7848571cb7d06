using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace OemRunbooks.EndToEnd;

public sealed class ScenarioTests : IDisposable
{
    private const string Book = """
        schemaVersion: "1.0"
        id: small
        version: 1.0.0
        name: Small
        steps:
          - {id: keep, action: backup.file, timeout: 1m, with: {source: a, target: b}}
          - {id: ask, action: person.confirm, with: {prompt: Go on?}}
        escalations: [{on: [file.missing], team: l3}]
        """;

    private readonly string root = Directory.CreateTempSubdirectory("runbook-scenarios-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_shipped_runbooks_pass_with_no_station_and_nothing_is_written()
    {
        var run = Run("en");
        Assert.True(run.ExitCode == 0, run.All);
        Assert.Matches(@"client-update +\d+ +\d+ +0 +100%", run.Out);
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        Assert.Equal(0, Run("en", "client-update", "--coverage-min", "100").ExitCode);
        Assert.Equal(0, Run("en", "aktualizacja-klienta").ExitCode);
    }

    [Fact]
    public void Good_tests_pass_however_they_are_named()
    {
        Write("- {name: {pl: Zgoda, en: Agreed}, answers: {ask: {confirmed: true}}, expect: {path: [keep, ask], outcome: succeeded}}");
        foreach (var path in (string[])[root, File("small.yaml"), File("small.test.yaml")])
        {
            var pl = Run("pl", path);
            Assert.True(pl.ExitCode == 0, pl.All);
            Assert.Contains("✓ Zgoda", pl.Out, StringComparison.Ordinal);
            Assert.Matches(@"1 test przeszedł \(\d+ ms\)", pl.Out);
            Assert.Contains("reguła escalations nr 1 (l3) nie jest użyta", pl.Out, StringComparison.Ordinal);
        }

        var en = Run("en", root, "--coverage-min", "90");
        Assert.True(en.ExitCode == 1, en.All);
        Assert.Contains("test.coverage-low", en.Error, StringComparison.Ordinal);
        Assert.Contains("✓ Agreed", en.Out, StringComparison.Ordinal);
        Assert.Matches(@"1 test passed \(\d+ ms\)", en.Out);
    }

    [Theory]
    [InlineData("pl", "drogi rozchodzą się na kroku 2: oczekiwano „keep”, był „ask”", "1 test przeszedł, 2 nie przeszły", "przebyta droga: keep, ask")]
    [InlineData("en", "the paths part at step 2: expected \"keep\", found \"ask\"", "1 test passed, 2 failed", "the path taken: keep, ask")]
    public void A_failing_test_tells_where_the_paths_part(string language, string difference, string summary, string way)
    {
        WriteMixed();
        var run = Run(language, root);
        Assert.True(run.ExitCode == 1, run.All);
        Assert.Contains($"{File("small.test.yaml")}:3:45: scenario.path: {difference}", run.Out, StringComparison.Ordinal);
        Assert.Contains(way, run.Out, StringComparison.Ordinal);
        Assert.Contains(summary, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pl", "błąd RB0701: ta czynność nie zgłasza kodu „file.mising”", "czy chodziło o: \"file.missing\"?")]
    [InlineData("en", "error RB0701: this activity does not fail with \"file.mising\"", "did you mean \"file.missing\"?")]
    public void A_broken_file_is_shown_with_its_place_and_nothing_of_it_runs(string language, string words, string hint)
    {
        Write("- {name: one, activities: {keep: {fails: file.mising}}, expect: {outcome: failed}}");
        var run = Run(language, root);
        Assert.True(run.ExitCode == 2, run.All);
        Assert.Contains($"{File("small.test.yaml")}:2:44: {words}", run.Error, StringComparison.Ordinal);
        Assert.Contains(hint, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_one_line()
    {
        Assert.Contains("file.missing", Assert.Single(Refused(File("none.test.yaml"))), StringComparison.Ordinal);
        Write("");
        System.IO.File.Delete(File("small.test.yaml"));
        Assert.Contains("test.missing", Assert.Single(Refused(File("small.yaml"))), StringComparison.Ordinal);
        Assert.Contains("runbook.unknown", Assert.Single(Refused("client-updat")), StringComparison.Ordinal);
        Assert.Contains("usage.wrong", Assert.Single(Refused("--format", "xml")), StringComparison.Ordinal);
        Assert.Contains("usage.wrong", Assert.Single(Refused("--coverage-min", "101")), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_and_checks_pass_over_test_files()
    {
        Write("- {name: one, expect: {outcome: waiting}}");
        System.IO.File.WriteAllText(File("teams.yaml"), "l3: {mail: l3@example.com}\n");
        Assert.Equal(0, Run("en", root).ExitCode);
        System.IO.File.Delete(File("teams.yaml"));
        Assert.DoesNotContain(".test", Command("list").Out + Command("lint", root).All, StringComparison.Ordinal);
    }

    [Fact]
    public void Ci_servers_get_valid_xml_whatever_a_test_is_called()
    {
        WriteMixed();
        var run = Run("pl", root, "--format", "junit");
        Assert.True(run.ExitCode == 1, run.All);
        var suites = XDocument.Parse(run.Out).Root!;
        Assert.Equal(("3", "2", "0"), ((string?)suites.Attribute("tests"), (string?)suites.Attribute("failures"), (string?)suites.Attribute("errors")));
        var cases = suites.Descendants("testcase").ToList();
        Assert.Equal(["ą <&\"]]> 'x'", "drugi", "trzeci"], cases.Select(static c => (string?)c.Attribute("name")));
        Assert.Equal([true, true, false], cases.Select(static c => c.Element("failure") is not null));
        Assert.Equal("scenario.path", (string?)cases[0].Element("failure")!.Attribute("type"));
        Write("- {name: one}");
        var broken = XDocument.Parse(Run("en", root, "--format", "junit").Out).Root!;
        Assert.Contains("RB0104", Assert.Single(broken.Descendants("error")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_one_json_document()
    {
        WriteMixed();
        using var json = JsonDocument.Parse(Run("en", root, "--format", "json").Out);
        Assert.Equal((1, 2, 0), (json.RootElement.GetProperty("passed").GetInt32(), json.RootElement.GetProperty("failed").GetInt32(), json.RootElement.GetProperty("bad").GetInt32()));
        var file = json.RootElement.GetProperty("files")[0];
        Assert.Equal("small", file.GetProperty("runbook").GetString());
        Assert.Equal(["keep", "ask"], file.GetProperty("tests")[0].GetProperty("path").EnumerateArray().Select(static p => p.GetString()));
        Assert.Equal("scenario.path", file.GetProperty("tests")[0].GetProperty("mismatches")[0].GetProperty("code").GetString());
        Assert.Equal("escalation", file.GetProperty("coverage").GetProperty("missing")[0].GetProperty("kind").GetString());
    }

    private void WriteMixed() => Write(
        """
        - name: "ą <&\"]]> 'x'"
          expect: {outcome: waiting, path: [keep, keep]}
        - {name: drugi, expect: {outcome: failed}}
        - {name: trzeci, expect: {outcome: waiting}}
        """);

    private void Write(string tests)
    {
        System.IO.File.WriteAllText(File("small.yaml"), Book);
        System.IO.File.WriteAllText(File("small.test.yaml"), $"tests:\n{string.Join('\n', tests.Split('\n').Select(static l => "  " + l))}\n");
    }

    private string File(string name) => Path.Combine(root, name);

    private IReadOnlyList<string> Refused(params string[] arguments)
    {
        var run = Run("en", arguments);
        Assert.True(run.ExitCode == 2, run.All);
        return run.ErrorLines;
    }

    private Finished Run(string language, params string[] arguments) => Program.Run(new Dictionary<string, string>(), ["test", .. arguments, "--station", root, "--lang", language]);

    private Finished Command(params string[] arguments) => Program.Run(new Dictionary<string, string>(), [.. arguments, "--station", root, "--lang", "en"]);
}
