using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Yaml;
using Xunit;

namespace OemRunbooks.House;

public sealed class ShippedRunbooks
{
    [Fact]
    public void There_are_some() => Assert.NotEmpty(Definitions());

    [Fact]
    public void Each_loads_without_a_finding() =>
        Assert.Empty(Loaded().SelectMany(static r => r.Diagnostics.Select(d => d.Render(Globals.Words, Locale.En, r.Text))));

    [Fact]
    public void The_teams_file_is_free_of_findings() => Assert.Empty(Teams().Diagnostics);

    [Fact]
    public void Each_has_both_languages() =>
        Assert.All(
            Definitions(),
            static f =>
            {
                var text = File.ReadAllText(Path.Combine(Repository.Root, f));
                Assert.Equal(Regex.Count(text, @"(?<![\w.])pl:\s"), Regex.Count(text, @"(?<![\w.])en:\s"));
            }
        );

    [Fact]
    public void Each_is_named_as_its_file() =>
        Assert.All(
            Definitions(),
            static f =>
                Assert.Equal(
                    Path.GetFileNameWithoutExtension(f),
                    RunbookLoader.Names(File.ReadAllBytes(Path.Combine(Repository.Root, f)))?.Id
                )
        );

    [Fact]
    public void Each_has_its_scenario_tests_beside_it() =>
        Assert.All(
            Definitions(),
            static f => Assert.True(File.Exists(Path.Combine(Repository.Root, Path.ChangeExtension(f, ".test.yaml"))), f)
        );

    [Fact]
    public async Task Each_passes_its_scenario_tests_and_they_leave_nothing_untouched()
    {
        foreach (var runbook in Loaded().Select(static r => r.Runbook!))
        {
            var tests = Path.ChangeExtension(runbook.Source.Path, ".test.yaml");
            var file = ScenarioFile.Read(tests, File.ReadAllBytes(Path.Combine(Repository.Root, tests)), runbook);
            Assert.Empty(file.Diagnostics.Select(d => d.Render(Globals.Words, Locale.En, file.Text)));
            var runner = new ScenarioRunner(runbook);
            foreach (var scenario in file.Scenarios)
            {
                var result = await runner.RunAsync(scenario);
                Assert.Empty(
                    result.Mismatches.Select(m =>
                        $"{tests}:{m.Span.Line} {scenario.Name.En}: {Globals.Words.Words(m.Code, m.Arguments, Locale.En)}"
                    )
                );
            }

            Assert.Empty(runner.Coverage.Missing.Select(i => $"{runbook.Source.Path}:{i.Span.Line} {i.Kind} {i.Step}"));
        }
    }

    private static List<LoadResult> Loaded()
    {
        var files = Definitions().Select(Read).ToList();
        var loader = new RunbookLoader(
            OemActivities.All.Select(static a => a.Info),
            name =>
                files
                    .Concat(Repository.Shipped(activities: true).Select(Read))
                    .Where(f => RunbookLoader.Names(f.Bytes) is { } names && (names.Id == name || names.Aliases.Contains(name)))
                    .Select(static f => ((string, byte[])?)f)
                    .FirstOrDefault()
        )
        {
            Teams = static () => [.. Teams().Teams.Keys],
        };
        return [.. files.Select(f => loader.Lint(f.Path, f.Bytes))];
    }

    private static (string Path, byte[] Bytes) Read(string file) => (file, File.ReadAllBytes(Path.Combine(Repository.Root, file)));

    private static List<string> Definitions() =>
        [
            .. Repository
                .Shipped()
                .Where(static f =>
                    f.EndsWith(".yaml", StringComparison.Ordinal)
                    && !f.EndsWith(".test.yaml", StringComparison.Ordinal)
                    && Path.GetFileName(f) != TeamsFile.FileName
                ),
        ];

    private static TeamsFile Teams() =>
        TeamsFile.Read(
            "runbooks/teams.yaml",
            File.ReadAllBytes(Path.Combine(Repository.Root, "runbooks", "teams.yaml")),
            OemActivities.Collectors
        );
}
