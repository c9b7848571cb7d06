using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Language.Descriptors;
using Xunit;

namespace OemRunbooks.House;

/// <summary>What has to be there for each activity, besides its class.</summary>
public sealed partial class ActivityRules
{
    private const string Untested = "tests/OemRunbooks.House/codes-without-a-test.txt";

    // Tests that make things happen. Scenario tests of runbooks are none of them: they state the failures that they route.
    private static readonly string[] Producing =
    [
        "tests/OemRunbooks.Activities.Tests",
        "tests/OemRunbooks.Oem.Tests",
        "tests/OemRunbooks.Engine.Tests",
        "tests/OemRunbooks.Foundation.Tests",
        "tests/OemRunbooks.Journal.Tests",
        "tests/OemRunbooks.EndToEnd",
    ];

    [Fact]
    public void Every_activity_is_listed_in_order_of_name()
    {
        // The program is compiled ahead of time and finds no classes by itself: the list is generated of the classes.
        var classes = typeof(OemActivities)
            .Assembly.GetTypes()
            .Where(static t => t.IsAssignableTo(typeof(IActivity)) && t is { IsAbstract: false })
            .Select(static t => t.Name);
        Assert.Equal(
            classes.Order(StringComparer.Ordinal),
            OemActivities.All.Select(static a => a.GetType().Name).Order(StringComparer.Ordinal)
        );
        var names = OemActivities.All.Select(static a => a.Info.Name).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    // Demonstration plans those of the update and proves that the station stays as it was; what is not among them has a test of its own.
    [Fact]
    public void Every_activity_is_carried_out_by_a_test()
    {
        var tests = string.Concat(Repository.Files(Producing[0]).Where(IsCode).Select(Repository.Read));
        Assert.All(OemActivities.All, a => Assert.Contains($"\"{a.Info.Name}\"", tests));
    }

    // By default nothing was begun: true of work that changes nothing, a lie of any other.
    [Fact]
    public void Whoever_looks_after_an_interruption_has_a_look_of_its_own()
    {
        var looking = OemActivities.All.Where(static a => a.Info.Interruption == Interruption.Verify);
        Assert.All(
            looking,
            a =>
                Assert.Equal(
                    a.GetType(),
                    a.GetType()
                        .GetMethod("Reconcile", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)
                        ?.DeclaringType
                )
        );
    }

    [Fact]
    public void Every_declared_code_is_named_by_a_test_or_says_why_not()
    {
        var tests = Tests();
        var untested = Declared().Where(c => !Names(tests, c)).ToList();
        var excused = Excuses();
        var unexplained = untested.Except(excused.Keys).ToList();
        Assert.True(
            unexplained.Count == 0,
            $"No test names {string.Join(", ", unexplained)}: write one, or say in {Untested} why there is none."
        );
        var stale = excused.Keys.Except(untested).ToList();
        Assert.True(
            stale.Count == 0,
            $"{string.Join(", ", stale)} in {Untested}: a test names it now, or no activity declares it any more."
        );
        Assert.All(excused, static e => Assert.True(e.Value.Length > 10, $"{e.Key} has no reason in {Untested}."));
    }

    private static SortedSet<string> Declared() =>
        new(Globals.Product.Descriptors.SelectMany(static a => a.Errors).Select(static e => e.Code), StringComparer.Ordinal);

    // Scripts match output with regular expressions; tests of the formats name codes by their constants. A comment tests nothing.
    private static string Tests()
    {
        var text = new StringBuilder();
        foreach (
            var file in Producing
                .SelectMany(Repository.Files)
                .Where(static f => IsCode(f) || f.EndsWith(".txtar", StringComparison.Ordinal))
        )
        {
            var said = IsCode(file) ? Comment().Replace(Repository.Read(file), "") : Repository.Read(file);
            text.Append(said).Append('\n');
        }

        return text.Replace("\\.", ".").ToString();
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    private static bool IsCode(string file) => file.EndsWith(".cs", StringComparison.Ordinal);

    // The generator of words names a code's constant after the code: bundle.too-old is Codes.BundleTooOld.
    private static bool Names(string tests, string code)
    {
        var constant = string.Concat(code.Split('.', '-').Select(static p => char.ToUpperInvariant(p[0]) + p[1..]));
        return Regex.IsMatch(tests, $@"(?<![\w.-]){Regex.Escape(code)}(?![\w-])|\bCodes\.{constant}\b");
    }

    private static SortedDictionary<string, string> Excuses() =>
        new(
            Repository
                .Read(Untested)
                .Split('\n')
                .Where(static l => l.Length > 0 && l[0] != '#')
                .Select(static l => l.Split(' ', 2, StringSplitOptions.TrimEntries))
                .ToDictionary(static l => l[0], static l => l.Length > 1 ? l[1] : "", StringComparer.Ordinal),
            StringComparer.Ordinal
        );
}
