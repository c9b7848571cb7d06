using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>Pages with commands are carried out from top to bottom, in a fresh directory, in their own language.</summary>
/// <remarks>
/// The rules: a <c>sh</c> block is run; a line that ends with <c># exit N</c> must end so, every other one with 0.
/// The second verifier lies in the directory. A <c>text</c> block is what the block above it shows: each of its lines must have been
/// written, times and run ids apart.
/// </remarks>
public sealed partial class Pages
{
    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var language in new[] { "pl", "en" })
        {
            foreach (
                var file in Directory
                    .EnumerateFiles(Path.Combine(Root, "docs", language), "*.md", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
            )
            {
                if (Block().Matches(File.ReadAllText(file)).Any(static b => b.Groups[1].Value == "sh"))
                {
                    data.Add(language, Path.GetRelativePath(Path.Combine(Root, "docs", language), file).Replace('\\', '/'));
                }
            }
        }

        return data;
    }

    [Fact]
    public void There_is_a_tutorial_and_ten_how_tos() => Assert.True(All().Count >= 22);

    [Theory]
    [MemberData(nameof(All))]
    public void A_page_works_from_top_to_bottom(string language, string page)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var directory = Directory.CreateTempSubdirectory("runbook-e2e-page-");
        try
        {
            var blocks = Block()
                .Matches(File.ReadAllText(Path.Combine(Root, "docs", language, page)).ReplaceLineEndings("\n"))
                .Select(static m => (Kind: m.Groups[1].Value, Text: m.Groups[2].Value))
                .ToList();
            File.Copy(Path.Combine(Root, "docs", "audit", "verify_journal.py"), Path.Combine(directory.FullName, "verify_journal.py"));
            var script = new StringBuilder("set -e\n");
            foreach (var (block, i) in blocks.Select(static (b, i) => (b, i)).Where(static b => b.b.Kind == "sh"))
            {
                script
                    .Append(CultureInfo.InvariantCulture, $"echo '<<{i}>>'\n")
                    .Append(Checked(HasPython ? block.Text : Python().Replace(block.Text, "")));
            }

            var (exitCode, output) = Shell.Run(directory.FullName, script.ToString(), language);
            Assert.True(exitCode == 0, $"exit {exitCode}\n{output}");
            var shown = "";
            for (var i = 0; i < blocks.Count; i++)
            {
                if (blocks[i].Kind == "sh")
                {
                    shown = General(output.Split($"<<{i}>>\n")[1].Split("\n<<")[0]);
                }
                else if (blocks[i].Kind == "text")
                {
                    Assert.All(
                        blocks[i].Text.Split('\n').Where(static l => l.Trim().Length > 0 && l.Trim() != "…"),
                        line => Assert.Contains(General(line).Trim(), shown, StringComparison.Ordinal)
                    );
                }
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    // Where there is no Python, what it would have judged is left out; the second verifier has tests of its own, which say so by name.
    private static bool HasPython { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(static d => File.Exists(Path.Combine(d, "python3")));

    private static string Root { get; } = Repository.Root;

    // Under set -e a command that has to fail needs its exit code looked at.
    private static string Checked(string block) =>
        Exit()
            .Replace(
                block,
                static m =>
                    "set +e\n"
                    + $"{m.Groups[1].Value}\n"
                    + $"code=$?; set -e; [ $code -eq {m.Groups[2].Value} ] || {{ echo \"exit code $code, {m.Groups[2].Value} "
                    + $"expected\"; exit 99; }}"
            );

    private static string General(string text) => Spaces().Replace(Time().Replace(RunId().Replace(text, "RUN"), "TIME"), " ");

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^(.*?) +# exit (\\d+)$", RegexOptions.Multiline)]
    private static partial Regex Exit();

    [GeneratedRegex("^python3 .*\n", RegexOptions.Multiline)]
    private static partial Regex Python();

    [GeneratedRegex(@"\d{8}-\d{6}-[a-z-]+-[a-z0-9]{4}|\d{8}T\d{6}Z|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")]
    private static partial Regex RunId();

    [GeneratedRegex(@"\d+(?:[.,]\d+)? (?:ms|s|min|[KMG]iB)\b")]
    private static partial Regex Time();

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Spaces();
}
