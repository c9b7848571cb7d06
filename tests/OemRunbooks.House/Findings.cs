using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Activities.Common;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Lint;
using OemRunbooks.Station.Workshop.Reference;
using Xunit;

namespace OemRunbooks.House;

/// <summary>
/// Every documented finding is executed: its wrong example gives it, its right one gives nothing. Source: style.md, bar 6 and 3.5.
/// </summary>
public sealed partial class Findings
{
    private const string Needing =
        "schemaVersion: \"1.1\"\nid: needing\nversion: 1.0.0\nname: {pl: Wymaga, en: Needs}\n"
        + "inputs: {days: {type: integer, required: true}}\nsteps:\n  - {id: look, action: verify.logs, when: inputs.days > 0}\n";

    private const string Head = "schemaVersion: \"1.0\"\nid: example\nversion: 1.0.0\nname: {pl: Przykład, en: Example}\n";

    public static TheoryData<string> Codes => [.. Explained];

    private static IEnumerable<string> Explained =>
        Globals.Codes.All.Where(static e => e.Explanation is not null).Select(static e => e.Code);

    [Fact]
    public void Findings_are_explained_and_nothing_else() =>
        Assert.Equal(Globals.Codes.All.Where(static e => e.IsFinding).Select(static e => e.Code), Explained);

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_wrong_example_gives_the_finding_and_the_right_one_none(string code)
    {
        var page = Globals.Codes.Find(code)!.Explanation!;
        // What stands for findings that are left out never comes alone.
        Assert.Equal([code], Found(page, page.Wrong).Select(static d => d.Code).Distinct().Where(c => c == code || code != "RB0015"));
        Assert.Empty(
            (page.Kind == ExampleKind.Orphan ? [] : Found(page, page.Right)).Select(static d => $"{d.Code} {d.Span} {d.Arguments}")
        );
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_page_is_as_its_command_writes_it(string code)
    {
        foreach (var (language, directory) in new[] { (Locale.En, "en"), (Locale.Pl, "pl") })
        {
            var path = $"docs/{directory}/reference/codes/{code}.md";
            var made = FindingPages.Markdown(Globals.Codes.Find(code)!, language);
            if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Repository.Root, path))!);
                File.WriteAllText(Path.Combine(Repository.Root, path), made);
            }

            Assert.True(
                made == Repository.Read(path).ReplaceLineEndings("\n"),
                $"{path} is behind the code: UPDATE=1 dotnet test tests/OemRunbooks.House"
            );
        }
    }

    [Fact]
    public void No_page_is_left_of_a_finding_that_is_gone() =>
        Assert.Empty(Repository.Files("docs/en/reference/codes").Select(static f => Path.GetFileNameWithoutExtension(f)).Except(Explained));

    /// <summary>What the program finds in an example, read as its explanation says.</summary>
    internal static IEnumerable<Diagnostic> Found(Explanation page, string example)
    {
        var bytes = Bytes(page.Kind is ExampleKind.Runbook or ExampleKind.Unattended ? Headed(example) : example);
        switch (page.Kind)
        {
            case ExampleKind.Teams:
                return TeamsFile.Read("teams.yaml", bytes, OemActivities.Collectors).Diagnostics;
            case ExampleKind.Tests:
                return ScenarioFile.Read("example.test.yaml", bytes, Loaded(page.Beside!)).Diagnostics;
            case ExampleKind.Orphan:
                return InLibrary(("example.test.yaml", bytes));
            case ExampleKind.Library:
                return InLibrary((example[..example.IndexOf('\n', StringComparison.Ordinal)].TrimStart('#', ' '), bytes));
        }

        return page.Beside is { } beside
            ? InLibrary(("example.yaml", bytes), (RunbookLoader.Names(Bytes(beside))!.Value.Id + ".yaml", Bytes(beside)))
            : Loader(bytes).Lint("example.yaml", bytes, page.Kind == ExampleKind.Unattended).Diagnostics;
    }

    /// <summary>The runbook of an example without errors.</summary>
    internal static Runbook Loaded(string example)
    {
        var bytes = Bytes(Headed(example));
        return Loader(bytes).Load("example.yaml", bytes).Runbook!;
    }

    // Files that lie in a station's directory of runbooks.
    private static List<Diagnostic> InLibrary(params (string Name, byte[] Bytes)[] files)
    {
        var directory = Directory.CreateTempSubdirectory("findings-").FullName;
        try
        {
            var runbooks = Path.Combine(directory, "runbooks");
            Directory.CreateDirectory(runbooks);
            foreach (var (name, bytes) in files)
            {
                File.WriteAllBytes(Path.Combine(runbooks, name), bytes);
            }

            var work = new Workplace(new(Globals.Product, directory, Globals.EnvironmentVariables(), Locale.En));
            var found = LintFiles.Of(work, [runbooks]);
            return [.. LintFiles.Check(work, found, [runbooks]).Select(static f => f.Diagnostic)];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static RunbookLoader Loader(byte[] self) =>
        new(
            OemActivities.All.Select(static a => a.Info),
            name =>
                name switch
                {
                    "example" => ("example.yaml", self),
                    "site.again" => ("example.yaml", self),
                    "site.broken" => ("site.broken.yaml", "activity: site.broken"u8.ToArray()),
                    "broken" => ("broken.yaml", "id: broken"u8.ToArray()),
                    "needing" => ("needing.yaml", Encoding.UTF8.GetBytes(Needing)),
                    _ => BuiltIn.Read(name + ".yaml") is { } bytes ? (name, bytes) : null,
                }
        )
        {
            Teams = static () => ["hardware", "l3", "security"],
        };

    private static string Headed(string example) =>
        example.StartsWith("schemaVersion", StringComparison.Ordinal)
            ? example
            : Head + example + (StepsKey().IsMatch(example) ? "\n" : "\nsteps:\n  - {id: look, action: verify.logs}\n");

    private static byte[] Bytes(string example)
    {
        var bytes = new List<byte>();
        var at = 0;
        foreach (var marker in Marker().Matches(example).Cast<Match>())
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(example[at..marker.Index]));
            bytes.AddRange(Expanded(marker.Groups[1].Value));
            at = marker.Index + marker.Length;
        }

        return [.. bytes, .. Encoding.UTF8.GetBytes(example[at..])];
    }

    private static byte[] Expanded(string what)
    {
        if (what.StartsWith("U+", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(((char)int.Parse(what[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        }

        var times = what.LastIndexOf('×');
        return times < 0
            ? Convert.FromHexString(what)
            : Encoding.UTF8.GetBytes(
                string.Concat(Enumerable.Repeat(what[..times], int.Parse(what[(times + 1)..], CultureInfo.InvariantCulture)))
            );
    }

    [GeneratedRegex("^steps:", RegexOptions.Multiline)]
    private static partial Regex StepsKey();

    [GeneratedRegex("⟦([^⟧]+)⟧")]
    private static partial Regex Marker();
}
