using System.Diagnostics;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Engine.Text;
using Xunit;

namespace OemRunbooks.EndToEnd.Tools;

/// <summary>Every example is pasted into a shell, as a person would.</summary>
public sealed class HelpExamples
{
    private static readonly string[] Groups = ["license", "fingerprint", "bundle", "delta", "package", "notary"];

    public static TheoryData<string> Commands() =>
        [.. RootBuilder.Build(Language.En).Subcommands.Where(static c => Groups.Contains(c.Name)).SelectMany(static g => g.Subcommands.Select(c => $"{g.Name} {c.Name}"))];

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
        foreach (var language in new[] { "en", "pl" })
        {
            var help = Program.Run(new Dictionary<string, string>(), [.. command.Split(' '), "--help", "--lang", language]);
            Assert.True(help.ExitCode == 0 && help.Error.Length == 0, help.All);
            Assert.Contains($"runbook {command} ", help.Out, StringComparison.Ordinal);
        }

        var example = Program.Run(new Dictionary<string, string>(), [.. command.Split(' '), "--help", "--lang", "en"]).Out.TrimEnd().Split('\n')[^1].Trim();
        Assert.Contains($"runbook {command} ", example, StringComparison.Ordinal);
        var (exitCode, output) = Paste(station.Root, example);
        Assert.True(exitCode == 0, $"{example}\n{output}");
    }

    private static (int ExitCode, string Output) Paste(string directory, string line)
    {
        var shell = new ProcessStartInfo("sh") { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        shell.ArgumentList.Add("-c");
        shell.ArgumentList.Add($"runbook() {{ {Program.ShellCommand} \"$@\"; }}\n{line}");
        foreach (var name in shell.Environment.Keys.Where(static k => k.StartsWith("OEM_", StringComparison.Ordinal)).ToList())
        {
            shell.Environment.Remove(name);
        }

        using var process = Process.Start(shell)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
