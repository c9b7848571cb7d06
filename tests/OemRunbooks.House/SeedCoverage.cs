using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Activities.Common;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using Xunit;

namespace OemRunbooks.House;

/// <summary>What the page about the support document names is there, in both languages alike.</summary>
public sealed partial class SeedCoverage
{
    // A test is a method of a class, or a script by its area and name.
    private const string Scripts = "/scripts/";
    private const string Script = ".txtar";

    private static readonly List<string[]> Rows = ReadRows("en");

    [Fact]
    public void Every_section_of_the_document_has_its_rows() => Assert.True(Rows.Count >= 26);

    [Fact]
    public void Both_languages_name_the_same_steps_commands_and_tests() =>
        Assert.Equal(Rows.Select(static r => string.Join('|', r[1..])), ReadRows("pl").Select(static r => string.Join('|', r[1..])));

    [Fact]
    public void Every_step_exists()
    {
        var steps = BuiltIn
            .Files.Where(static f =>
                !f.EndsWith(".test.yaml", StringComparison.Ordinal) && f != TeamsFile.FileName && !f.Contains('/', StringComparison.Ordinal)
            )
            .Select(Load)
            .SelectMany(static r => r.AllSteps().Select(s => $"{r.Id}/{s.Id}"))
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows.SelectMany(static r => Codes(r[1])), c => Assert.Contains(c, steps));
    }

    [Fact]
    public void Every_command_exists()
    {
        var commands = RootBuilder
            .Build(Locale.En)
            .Subcommands.SelectMany(static c => c.Subcommands.Select(s => $"runbook {c.Name} {s.Name}").Append($"runbook {c.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows.SelectMany(static r => Codes(r[2])), c => Assert.Contains(c, commands));
        Assert.All(Rows, static r => Assert.NotEmpty(Codes(r[2])));
    }

    [Fact]
    public void Every_test_exists()
    {
        var files = Repository.Files("tests").ToList();
        var tests = files
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(static f => Tests(Repository.Read(f)))
            .Concat(
                files
                    .Where(static f => f.EndsWith(Script, StringComparison.Ordinal))
                    .Select(static f => f.Split(Scripts)[^1][..^Script.Length])
            )
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows.SelectMany(static r => Codes(r[3])), t => Assert.Contains(t, tests));
        Assert.All(Rows, static r => Assert.NotEmpty(Codes(r[3])));
    }

    private static IEnumerable<string> Tests(string source)
    {
        var name = "";
        foreach (Match match in Member().Matches(source))
        {
            if (match.Groups[1].Success)
            {
                name = match.Groups[1].Value;
            }
            else
            {
                yield return $"{name}.{match.Groups[2].Value}";
            }
        }
    }

    private static Runbook Load(string file)
    {
        var loader = new RunbookLoader(
            OemActivities.All.Select(static a => a.Info),
            static name => BuiltIn.Read(name + ".yaml") is { } bytes ? (name, bytes) : null
        )
        {
            Teams = static () => ["hardware", "l3", "security"],
        };
        return loader.Load(file, BuiltIn.Read(file)!).Runbook!;
    }

    private static List<string[]> ReadRows(string language) =>
        [
            .. Repository
                .Read($"docs/{language}/seed-coverage.md")
                .Split('\n')
                .Where(static l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| ---", StringComparison.Ordinal))
                .Select(static l => l.Trim('|', ' ', '\r').Split(" | "))
                .Where(static r => r.Length == 4 && r[3].StartsWith('`')),
        ];

    private static List<string> Codes(string cell) => [.. Code().Matches(cell).Select(static m => m.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?:\bclass (\w+))|(?:public (?:static )?(?:async )?(?:void|Task) (\w+)\()")]
    private static partial Regex Member();
}
