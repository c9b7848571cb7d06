using System.Text.RegularExpressions;
using OemRunbooks.Activities;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Cli.Commands.Tools;
using OemRunbooks.Engine.Text;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem;
using Xunit;

namespace OemRunbooks.House;

public sealed partial class Words
{
    [Fact]
    public void Every_code_has_words_and_a_next_step_in_both_languages() =>
        Assert.Empty(All().Where(static m => Blank(m.Words) || m.Hint is null || Blank(m.Hint)).Select(static m => m.Code).Distinct());

    [Fact]
    public void Both_languages_name_the_same_arguments() =>
        Assert.Empty(All().Where(static m => Differ(m.Words) || (m.Hint is not null && Differ(m.Hint))).Select(static m => m.Code).Distinct());

    [Fact]
    public void No_code_has_two_sets_of_words_within_one_catalogue()
    {
        IReadOnlyList<Message>[] catalogues = [EngineMessages.All, OemActivities.Messages, CliMessages.All, ToolMessages.All];
        Assert.Empty(catalogues.SelectMany(static c => c.GroupBy(static m => m.Code).Where(static g => g.Count() > 1).Select(static g => g.Key)));
    }

    [Fact]
    public void Every_code_that_can_be_raised_has_words()
    {
        var raised = OemActivities.All.Select(static a => a.Info).Concat(PersonActivities.All).SelectMany(static a => a.Errors).Select(static e => e.Code)
            .Concat(KnownCodes.OfEveryStep)
            .Concat(OemCodes.All)
            .Concat(RaisedInSources());
        Assert.Empty(raised.Distinct().Where(static c => !Globals.Words.Knows(c)).Order(StringComparer.Ordinal));
    }

    // What no descriptor declares: codes that are written out where they are raised.
    private static IEnumerable<string> RaisedInSources() =>
        Repository.Files("engine").Concat(Repository.Files("activities"))
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(static f => Raising().Matches(Repository.Read(f)).Select(static m => m.Groups[1].Value));

    private static IEnumerable<Message> All() => EngineMessages.All.Concat(OemActivities.Messages).Concat(CliMessages.All).Concat(ToolMessages.All);

    private static bool Blank(LocalizedText text) => string.IsNullOrWhiteSpace(text.Pl) || string.IsNullOrWhiteSpace(text.En);

    private static bool Differ(LocalizedText text) => !Names(text.Pl).SetEquals(Names(text.En));

    private static HashSet<string> Names(string text) => [.. Placeholder().Matches(text).Select(static m => m.Groups[1].Value)];

    [GeneratedRegex(@"\{([^{}?]+)(?:\?[^{}]*)?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("(?:CodedException|Failure)\\.Of\\(\\s*\"([a-z0-9]+(?:-[a-z0-9]+)*\\.[a-z0-9-]+)\"")]
    private static partial Regex Raising();
}
