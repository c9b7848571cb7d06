using System.CommandLine;
using System.Text.RegularExpressions;
using OemRunbooks.Activities.Common;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.House.Surfaces;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace OemRunbooks.House;

/// <summary>What a code advises: a command that the program takes as it stands, and the same one in both languages.</summary>
public sealed partial class Advice
{
    // "runbook" is also a word: what follows it here is no verb.
    private static readonly string[] Nouns =
    [
        "program",
        "jeszcze",
        "again",
        "and",
        "anew",
        "gave",
        "once",
        "to",
        "od",
        "na",
        "nic",
        "ponownie",
        "eskalacji",
        "zespołowi",
    ];

    private static readonly string[] Verbs = [.. Tree.Paths(RootBuilder.Build(Locale.En)).Select(static p => p.Split(' ')[0]).Distinct()];

    private static readonly string[] Runbooks = [.. BuiltIn.Files.Select(static f => Path.GetFileNameWithoutExtension(f))];

    public static TheoryData<string> Codes => [.. Globals.Words.All.Where(static m => m.Hint is not null).Select(static m => m.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_command_that_is_advised_is_one_that_can_be_given(string code)
    {
        var hint = Globals.Words.All.Single(m => m.Code == code).Hint!;
        CanBeGiven(hint.Pl, hint.En);
    }

    public static TheoryData<string> Shipped =>
        [.. Repository.Files("runbooks").Where(static f => f.EndsWith(".yaml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void So_is_one_that_a_shipped_runbook_advises(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read(file)));
        foreach (var hint in yaml.Documents[0].AllNodes.OfType<YamlMappingNode>().Select(Hint).OfType<YamlMappingNode>())
        {
            CanBeGiven((string)hint["pl"]!, (string)hint["en"]!);
        }
    }

    private static YamlNode? Hint(YamlMappingNode node) =>
        node.Children.TryGetValue(new YamlScalarNode("hint"), out var hint) ? hint : null;

    private static void CanBeGiven(string polish, string english)
    {
        var (pl, en) = (Commands(polish).ToList(), Commands(english).ToList());
        Assert.Equal(en, pl);
        Assert.All(
            en,
            static command =>
            {
                var parsed = RootBuilder.Build(Locale.En).Parse(command);
                Assert.Empty(parsed.Errors.Select(e => $"runbook {command}: {e.Message}"));
                Assert.True(parsed.CommandResult.Command.Action is not null, $"runbook {command}: which one?");
            }
        );
    }

    private static IEnumerable<string> Commands(string hint)
    {
        foreach (Match match in Mention().Matches(hint))
        {
            var words = match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var first = Bare(words[0]);
            if (!Verbs.Contains(first))
            {
                Assert.True(Nouns.Contains(first) || Runbooks.Contains(first), $"“runbook {first}” is no command: {hint}");
                continue;
            }

            yield return string.Join(' ', Taken(words));
        }
    }

    // The words of the command; the first ordinary one of the sentence ends it.
    private static IEnumerable<string> Taken(string[] words)
    {
        var at = (Command)RootBuilder.Build(Locale.En);
        foreach (var word in words)
        {
            var bare = Bare(word);
            if (at.Subcommands.FirstOrDefault(c => c.Name == bare) is { } verb)
            {
                at = verb;
                yield return bare;
            }
            else if (IsPlace(bare))
            {
                yield return bare.StartsWith("--", StringComparison.Ordinal) ? bare : "x";
            }
            else
            {
                yield break;
            }

            if (bare != word)
            {
                yield break;
            }
        }
    }

    private static string Bare(string word) => word.TrimEnd(',', ';', ')', '.', ':');

    private static bool IsPlace(string word) =>
        word.StartsWith("--", StringComparison.Ordinal)
        || word.Contains('=', StringComparison.Ordinal)
        || word is "…" or "\"…\"" or "last"
        || Runbooks.Contains(word)
        || Place().IsMatch(word);

    [GeneratedRegex(@"(?<![\w-])runbook (?=([\p{Ll}][^→]*))")]
    private static partial Regex Mention();

    [GeneratedRegex(@"^(\{\w+\}|[\p{Lu}_]{2,}(=[\p{Lu}]+)?|[\w/.-]+\.(json|yaml|md|key))$")]
    private static partial Regex Place();
}
