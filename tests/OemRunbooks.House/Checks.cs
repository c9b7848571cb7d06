using System.Reflection;
using System.Text.RegularExpressions;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Words.Generator;
using Xunit;

namespace OemRunbooks.House;

/// <summary>A rule of <c>lint</c> is one file with its words beside it. Source: engine/README.md, "Adding a rule".</summary>
public sealed partial class Checks
{
    private const string Room = "engine/OemRunbooks.Language/Checks";
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
    private static readonly Assembly Language = typeof(RunbookLoader).Assembly;

    // What the program asks, as the generated list makes it.
    private static readonly IReadOnlyList<object> Listed = List();

    public static TheoryData<string> Rules => [.. Listed.Select(static r => r.GetType().Name)];

    [Fact]
    public void The_list_holds_every_rule_there_is()
    {
        var written = Language.GetTypes().Where(static t => t.IsSubclassOf(Typed("Check")) && !t.IsAbstract).Select(static t => t.FullName);
        Assert.Equal(written.Order(StringComparer.Ordinal), Listed.Select(static r => r.GetType().FullName));
    }

    [Fact]
    public void No_two_rules_have_one_code() => Assert.Equal(Listed.Count, Listed.Select(CodeOf).Distinct().Count());

    [Fact]
    public void No_words_are_left_of_a_rule_that_is_gone()
    {
        var found = Repository.WordsFiles.Where(static f => f.StartsWith(Room, StringComparison.Ordinal));
        Assert.Empty(found.Except(Listed.Select(static r => FileOf(r, "words"))));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rules_file_names_its_own_code_only_and_its_words_lie_beside_it(string name)
    {
        var rule = Rule(name);
        var named = Code().Matches(Repository.Read(FileOf(rule, "cs"))).Select(static m => m.Value).Distinct();
        Assert.Equal([CodeOf(rule)], named);
        var words = WordsParser.Parse(name, Repository.Read(FileOf(rule, "words"))).Entries;
        Assert.Equal([CodeOf(rule)], words.Select(static e => e.Key));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_finding_of_a_rules_wrong_example_is_as_grave_as_the_rule_says(string name)
    {
        var (rule, page) = (Rule(name), Globals.Codes.Find(CodeOf(Rule(name)))!.Explanation!);
        // What version 1.1 forbids is shown in a runbook of that version, where it is an error.
        var isStrict = rule.GetType().GetProperty("Kind", Inside)!.GetValue(rule)!.ToString() == "Strict";
        var severity = isStrict && page.Kind == ExampleKind.Whole ? Severity.Error : Get<Severity>(rule, "Severity");
        Assert.All(Findings.Found(page, page.Wrong), d => Assert.Equal(severity, d.Severity));
    }

    private static List<object> List()
    {
        var sound = Findings.Loaded("steps: [{id: look, action: verify.logs}]");
        object[] given = [sound, new OemRunbooks.Language.Diagnostics.Findings("example.yaml"), false];
        var subject = Activator.CreateInstance(Typed("Subject"), Inside, null, given, null);
        return [.. (IEnumerable<object>)Typed("Walking.AllChecks").GetMethod("For", Inside)!.Invoke(null, [subject])!];
    }

    private static object Rule(string name) => Listed.Single(r => r.GetType().Name == name);

    private static string CodeOf(object rule) => Get<string>(rule, "Code");

    // Namespaces are the folders.
    private static string FileOf(object rule, string kind) =>
        $"{Room}/{rule.GetType().Namespace!.Split('.')[^1]}/{rule.GetType().Name}.{kind}";

    private static T Get<T>(object rule, string property) => (T)rule.GetType().GetProperty(property, Inside)!.GetValue(rule)!;

    private static Type Typed(string name) => Language.GetType("OemRunbooks.Language.Checks." + name, throwOnError: true)!;

    [GeneratedRegex("RB[0-9]{4}")]
    private static partial Regex Code();
}
