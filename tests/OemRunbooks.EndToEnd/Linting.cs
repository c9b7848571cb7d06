using System.Text;
using System.Text.Json;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary><c>runbook lint</c> as a support lead, a code host and an editor use it.</summary>
public sealed class Linting
{
    private static string Source => Path.Combine(Repository.Root, "tests/OemRunbooks.EndToEnd/bad-runbooks");

    public static TheoryData<string> BadOnes => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "bad-runbooks"), "*.yaml").Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    // The findings stand beside each file, so that a change of the words is a change that is seen.
    [Theory]
    [MemberData(nameof(BadOnes))]
    public void A_bad_runbook_has_the_findings_that_stand_beside_it(string name)
    {
        using var directory = new Copied();
        foreach (var language in (string[])["en", "pl"])
        {
            var run = directory.Run("lint", name, "--lang", language);
            Assert.True(run.ExitCode is 0 or 1, run.All);
            var golden = $"{Path.GetFileNameWithoutExtension(name)}.{language}.txt";
            if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            {
                File.WriteAllText(Path.Combine(Source, golden), run.Out + run.Error);
            }

            Assert.Equal(File.ReadAllText(Path.Combine(Source, golden)), run.Out + run.Error);
            Assert.DoesNotContain((run.Out + run.Error).Replace("\n", "", StringComparison.Ordinal), static c => char.IsControl(c) || c is >= '\u202A' and <= '\u202E');
        }
    }

    [Fact]
    public void No_findings_are_left_of_a_runbook_that_is_gone() =>
        Assert.Empty(Directory.GetFiles(Source, "*.txt").Select(static f => Path.GetFileName(f).Split('.')[0]).Except(Directory.GetFiles(Source, "*.yaml").Select(static f => Path.GetFileNameWithoutExtension(f))));

    [Fact]
    public void Two_runbooks_of_one_directory_with_one_name_are_found()
    {
        using var directory = new Copied();
        var run = directory.Run("lint", ".", "--format", "json");
        Assert.Equal(1, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var twice = Assert.Single(json.RootElement.EnumerateArray(), static f => f.GetProperty("code").GetString() == "RB0222");
        Assert.EndsWith("same-name.yaml", twice.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Contains("duplicate-ids.yaml", twice.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_file_is_checked_against_its_runbook()
    {
        using var directory = new Copied();
        directory.Write("good.yaml", Good);
        directory.Write("good.test.yaml", "tests:\n  - {name: {pl: A, en: A}, activities: {lok: {fails: logs.errors}}, expect: {outcome: failed}}\n");
        var run = directory.Run("lint", "good.test.yaml", "--format", "github");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("::error file=good.test.yaml,line=2,col=41,endColumn=44,title=RB0205::", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_are_a_failure_only_when_told_so()
    {
        using var directory = new Copied();
        Assert.Equal(0, directory.Run("lint", "nobody-gets-there.yaml").ExitCode);
        Assert.Equal(1, directory.Run("lint", "nobody-gets-there.yaml", "--strict").ExitCode);
        Assert.Equal(0, directory.Run("lint", "client-update", "--strict").ExitCode);
        Assert.Equal(1, directory.Run("lint", "client-update", "--strict", "--unattended").ExitCode);
    }

    [Fact]
    public void A_code_host_gets_a_log_it_can_read()
    {
        using var directory = new Copied();
        var run = directory.Run("lint", "from-ansible.yaml", "nobody-gets-there.yaml", "--format", "sarif", "--lang", "en");
        Assert.Equal(1, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        var log = json.RootElement.GetProperty("runs")[0];
        var rules = log.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(static r => r.GetProperty("id").GetString()).ToList();
        Assert.All(log.GetProperty("results").EnumerateArray(), r => Assert.Equal(r.GetProperty("ruleId").GetString(), rules[r.GetProperty("ruleIndex").GetInt32()]));
        var first = log.GetProperty("results")[0];
        Assert.Equal("error", first.GetProperty("level").GetString());
        var place = first.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("from-ansible.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal((7, 5, 15), (place.GetProperty("region").GetProperty("startLine").GetInt32(), place.GetProperty("region").GetProperty("startColumn").GetInt32(), place.GetProperty("region").GetProperty("endColumn").GetInt32()));
    }

    [Fact]
    public void What_is_certain_is_mended_and_the_rest_of_the_file_stays_as_it_is()
    {
        using var directory = new Copied();
        directory.Write("typos.yaml", "# kept\nschemaVersion: \"1.0\"\nid: typos\nversion: 1.2\nname: {pl: Literówki, en: Typos}\nstesp:   # kept too\n  - id: look\n    action: verify.log\n    onFailure: contineu\n    with: {directroy: 'var/log', unknown: 1}\n");
        var run = directory.Run("lint", "typos.yaml", "--fix", "--lang", "en");
        Assert.Equal("# kept\nschemaVersion: \"1.0\"\nid: typos\nversion: 1.2.0\nname: {pl: Literówki, en: Typos}\nsteps:   # kept too\n  - id: look\n    action: verify.logs\n    onFailure: continue\n    with: {directory: 'var/log', unknown: 1}\n", directory.Read("typos.yaml"));
        Assert.Contains("typos.yaml:6:1: stesp → steps", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\"unknown\"", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_which_nothing_is_certain_is_not_touched()
    {
        using var directory = new Copied();
        foreach (var file in Directory.GetFiles(directory.Path, "*.yaml"))
        {
            var before = File.ReadAllBytes(file);
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
            directory.Run("lint", Path.GetFileName(file), "--fix");
            if (before.AsSpan().SequenceEqual(File.ReadAllBytes(file)))
            {
                Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));
            }
            else
            {
                Assert.Contains(Path.GetFileName(file), (string[])["from-ansible.yaml", "from-github-actions.yaml", "bidi.yaml"]);
            }
        }
    }

    [Theory]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(1_000)]
    public void However_many_warnings_there_are_no_command_takes_a_runbook_with_an_error(int warnings)
    {
        using var directory = new Copied();
        Directory.CreateDirectory(System.IO.Path.Combine(directory.Path, "only"));
        var lost = $"schemaVersion: \"1.0\"\nid: lost\nversion: 1.0.0\nname: {{pl: Zguba, en: Lost}}\nvars:\n  answers: [{string.Join(',', Enumerable.Repeat("yes", warnings))}]\n"
            + "steps:\n  - {id: approve, action: person.aprove, with: {prompt: {pl: Można?, en: May I?}}}\n  - {id: look, action: verify.logs}\n";
        directory.Write("only/lost.yaml", lost);
        directory.Write("only/lost.test.yaml", "tests:\n  - {name: {pl: A, en: A}, expect: {outcome: succeeded}}\n");
        foreach (var command in (string[][])[["lint", "only/lost.yaml"], ["run", "only/lost.yaml"], ["run", "only/lost.yaml", "--plan"], ["show", "only/lost.yaml"], ["test", "only/lost.yaml"]])
        {
            var run = directory.Run([.. command, "--lang", "en"]);
            Assert.True(run.ExitCode is 1 or 2, run.All);
            Assert.Contains("unknown activity \"person.aprove\"", run.Out + run.Error, StringComparison.Ordinal);
        }

        Assert.NotEqual(0, directory.Run("pack", "only", "--out", "lost.rbpack").ExitCode);
        Assert.False(File.Exists(System.IO.Path.Combine(directory.Path, "lost.rbpack")));
        Assert.Contains(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Checked 1 file: 1 error, {warnings} warnings."), directory.Run("lint", "only/lost.yaml", "--lang", "en").Error, StringComparison.Ordinal);
    }

    private const string Good = "schemaVersion: \"1.0\"\nid: good\nversion: 1.0.0\nname: {pl: Dobry, en: Good}\nsteps:\n  - {id: look, action: verify.logs}\n";

    /// <summary>A directory of its own with the bad runbooks in it.</summary>
    private sealed class Copied : IDisposable
    {
        internal Copied()
        {
            foreach (var file in Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "bad-runbooks"), "*.yaml"))
            {
                File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
            }
        }

        internal string Path { get; } = Directory.CreateTempSubdirectory("lint-").FullName;

        internal void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text, new UTF8Encoding(false));

        internal string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

        internal Finished Run(params string[] arguments) => Program.RunIn(Path, arguments);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
