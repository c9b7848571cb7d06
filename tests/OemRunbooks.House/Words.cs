using System.Buffers;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OemRunbooks.Activities;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Words.Generator;
using Xunit;

namespace OemRunbooks.House;

/// <summary>
/// What must hold of all words files together; what holds of each, the generator refuses to compile otherwise. Source: ADR 0010.
/// </summary>
public sealed partial class Words
{
    private static readonly (List<Entry> Entries, List<Problem> Problems)[] Files =
    [
        .. Repository.WordsFiles.Select(static f => WordsParser.Parse(f, Repository.Read(f))),
    ];

    private static readonly SearchValues<char> PolishLetters = SearchValues.Create("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ");

    // Polish letters that are data, not a text that anybody reads.
    private static readonly Dictionary<string, string> PolishData = new(StringComparer.Ordinal)
    {
        ["engine/OemRunbooks.Language/Checks/Texts/PolishOnly.cs"] = "the letters by which the check knows a Polish text",
    };

    private static IEnumerable<Entry> Codes => Files.SelectMany(static f => f.Entries).Where(static e => e.Kind == EntryKind.Code);

    [Fact]
    public void Every_words_file_can_be_read() => Assert.Empty(Files.SelectMany(static f => f.Problems));

    // Projects beside each other do not see one another's words, so no compiler compares them.
    [Fact]
    public void One_code_has_one_text() =>
        Assert.Empty(
            Codes
                .GroupBy(static e => e.Key)
                .Where(static g => g.Count() > 1)
                .Select(static g => $"{g.Key}: {string.Join(", ", g.Select(static e => e.File))}")
        );

    [Fact]
    public void The_program_knows_every_code() =>
        Assert.Equal(Codes.Select(static e => e.Key).Order(StringComparer.Ordinal), Globals.Words.All.Select(static m => m.Code));

    [Fact]
    public void Every_code_that_can_be_raised_has_words()
    {
        var raised = OemActivities
            .All.Select(static a => a.Info)
            .Concat(PersonActivities.All)
            .SelectMany(static a => a.Errors)
            .Select(static e => e.Code)
            .Concat(ErrorCode.OfEveryStep);
        Assert.Empty(raised.Distinct().Where(static c => !Globals.Words.Knows(c)).Order(StringComparer.Ordinal));
    }

    // A code written out as text is one that the compiler can't compare with its arguments.
    [Fact]
    public void No_failure_is_made_of_a_code_written_out() =>
        Assert.DoesNotContain(
            Repository.Files("engine").Concat(Repository.Files("activities")),
            static f => f.EndsWith(".cs", StringComparison.Ordinal) && Raising().IsMatch(Repository.Read(f))
        );

    [Fact]
    public void The_words_of_an_activity_lie_beside_its_class_and_none_are_left_of_a_field_that_is_gone()
    {
        var told = Files.SelectMany(static f => f.Entries).Where(static e => e.Kind == EntryKind.Activity || e.Owner is not null);
        var code = string.Concat(Repository.Files("engine").Concat(Repository.Files("activities")).Where(IsCode).Select(Repository.Read));
        Assert.All(
            told,
            e =>
            {
                var where = e.Kind == EntryKind.Activity ? Repository.Read(Path.ChangeExtension(e.File, ".cs")) : code;
                Assert.Matches($@"\b{Name(e)}\b", where);
            }
        );
    }

    // Beside what an activity says of itself: that is held by the rule above.
    [Fact]
    public void Nothing_is_worded_that_no_code_says()
    {
        var said = Used()
            .Matches(string.Concat(Repository.Files("engine").Concat(Repository.Files("activities")).Where(IsCode).Select(Repository.Read)))
            .Select(static m => m.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        var entries = Files.SelectMany(static f => f.Entries).ToList();
        var shared = entries.Select(static e => e.HintName?.Text).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(
            entries
                .Where(e =>
                    e.Kind switch
                    {
                        EntryKind.Code or EntryKind.Say => !said.Contains(e.Name),
                        EntryKind.Hint => !shared.Contains(e.Key),
                        _ => false,
                    }
                )
                .Select(static e => $"{e.File}: {e.Key}")
        );
    }

    // A text in code stands in one language only, or in two that no generator compares.
    [Fact]
    public void No_code_words_a_text_in_Polish() =>
        Assert.Equal(
            PolishData.Keys,
            Repository
                .Files("engine")
                .Concat(Repository.Files("activities/OemRunbooks.Activities"))
                .Where(static f =>
                    IsCode(f)
                    && !f.StartsWith("engine/OemRunbooks.Words.Generator/", StringComparison.Ordinal)
                    && IsPolish(Repository.Read(f))
                )
                .SelectMany(static f =>
                    CSharpSyntaxTree
                        .ParseText(Repository.Read(f))
                        .GetRoot()
                        .DescendantTokens()
                        .Where(static t => IsLiteral(t) && IsPolish(t.Text))
                        .Select(t => PolishData.ContainsKey(f) ? f : $"{f}: {t.Text}")
                )
                .Distinct()
        );

    private static bool IsLiteral(SyntaxToken token) =>
        token.Kind()
            is SyntaxKind.StringLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken
                or SyntaxKind.Utf8SingleLineRawStringLiteralToken
                or SyntaxKind.Utf8MultiLineRawStringLiteralToken
                or SyntaxKind.InterpolatedStringTextToken;

    private static bool IsPolish(string text) => text.AsSpan().IndexOfAny(PolishLetters) >= 0;

    // By which the class names it: BackupFileWords.Activity, BackupFileWords.Takes.Source.
    private static string Name(Entry entry) =>
        entry.Kind switch
        {
            EntryKind.Input => $@"{entry.Owner!.Name}Words\s*\.Takes\s*\.{entry.Name}",
            EntryKind.Output => $@"{entry.Owner!.Name}Words\s*\.Gives\s*\.{entry.Name}",
            _ => $"{entry.Name}Words.Activity",
        };

    private static bool IsCode(string file) => file.EndsWith(".cs", StringComparison.Ordinal);

    [GeneratedRegex("(?:new (?:Failure|Remark|Diagnostic)|Failure\\.Of)\\(\\s*\"")]
    private static partial Regex Raising();

    [GeneratedRegex(@"\b(?:Codes|Faults|Says)\s*\.\s*(\w+)")]
    private static partial Regex Used();
}
