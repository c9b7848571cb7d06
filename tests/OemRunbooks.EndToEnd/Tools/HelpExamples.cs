using System.Text.RegularExpressions;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Foundation.Words;
using Xunit;

namespace OemRunbooks.EndToEnd.Tools;

/// <summary>Every example is pasted into a shell, as a person would.</summary>
public sealed partial class HelpExamples
{
    private static readonly string[] Groups = ["license", "fingerprint", "bundle", "delta", "package", "notary"];

    public static TheoryData<string> Commands() =>
        [
            .. RootBuilder
                .Build(Locale.En)
                .Subcommands.Where(static c => Groups.Contains(c.Name))
                .SelectMany(static g => g.Subcommands.Select(c => $"{g.Name} {c.Name}")),
        ];

    [Fact]
    public void There_are_twelve_tools() => Assert.Equal(12, Commands().Count);

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_example_works_when_pasted_into_a_demo_station(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var station = new TestStation();
        var example = "";
        foreach (var language in new[] { "pl", "en" })
        {
            var help = Program.Run(new Dictionary<string, string>(), [.. command.Split(' '), "--help", "--lang", language]);
            Assert.True(help.ExitCode == 0 && help.Error.Length == 0, help.All);
            Assert.Contains($"runbook {command} ", help.Out, StringComparison.Ordinal);
            example = help.Out.TrimEnd().Split('\n')[^1].Trim();
        }

        Assert.Contains($"runbook {command} ", example, StringComparison.Ordinal);
        var (exitCode, output) = Shell.Run(station.Root, example);
        Assert.True(exitCode == 0, $"{example}\n{output}");
    }

    [Theory]
    [InlineData("activities")]
    [InlineData("diff")]
    [InlineData("impact")]
    [InlineData("explain")]
    [InlineData("lint")]
    [InlineData("list")]
    [InlineData("runs")]
    [InlineData("show")]
    [InlineData("test")]
    public void The_example_of_another_command_works_as_well(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var station = new TestStation();
        var example = Program.Run(new Dictionary<string, string>(), command, "--help", "--lang", "en").Out.TrimEnd().Split('\n')[^1].Trim();
        Assert.Contains($"runbook {command}", example, StringComparison.Ordinal);
        var (exitCode, output) = Shell.Run(station.Root, example);
        Assert.True(exitCode == 0, $"{example}\n{output}");
    }

    /// <summary>What looks at runs needs one, as the demo leaves it.</summary>
    [Theory]
    [InlineData("graph")]
    [InlineData("journal show")]
    [InlineData("journal verify")]
    [InlineData("journal prove")]
    [InlineData("journal check-proof")]
    [InlineData("replay")]
    [InlineData("report")]
    [InlineData("approve")]
    [InlineData("key new")]
    [InlineData("key show")]
    [InlineData("key trust")]
    public void The_example_of_a_command_that_looks_at_runs_works_after_one(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var station = new TestStation();
        var lines = Program
            .Run(new Dictionary<string, string>(), [.. command.Split(' '), "--help", "--lang", "en"])
            .Out.TrimEnd()
            .Split('\n');
        var examples = lines
            .SkipWhile(static l => !l.StartsWith("Example", StringComparison.Ordinal))
            .Skip(1)
            .Select(static l => l.Trim())
            .ToList();
        Assert.NotEmpty(examples);
        var (exitCode, output) = Shell.Run(
            station.Root,
            $"set -e; set -a; . ./demo.env; set +a; runbook run client-update\n{string.Join('\n', examples)}"
        );
        Assert.True(exitCode == 0, $"{string.Join('\n', examples)}\n{output}");
    }

    [Fact]
    public void The_page_about_the_tools_works_from_top_to_bottom()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var directory = Directory.CreateTempSubdirectory("runbook-e2e-page-");
        try
        {
            var blocks = Fenced()
                .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/en/reference/tools.md")))
                .Select(static m => m.Groups[1].Value)
                .ToList();
            Assert.True(blocks.Count > 12);
            var (exitCode, output) = Shell.Run(directory.FullName, "set -e\n" + string.Concat(blocks));
            Assert.True(exitCode == 0, output);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [GeneratedRegex("^```bash\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
