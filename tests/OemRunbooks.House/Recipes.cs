using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.Activities.Common;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.House.Schemas;
using OemRunbooks.Station.Workshop.Drafts;
using Xunit;

namespace OemRunbooks.House;

/// <summary>
/// What holds for each recipe beside what holds for all shipped runbooks (<see cref="ShippedRunbooks"/>: free of findings, scenario tests
/// that pass and leave nothing out, both languages).
/// </summary>
public sealed class Recipes
{
    private static readonly string[] ForPeople = ["description", "hint", "prompt", "note", "message", "summary", "title"];

    public static TheoryData<string> All => [.. Files()];

    [Fact]
    public void The_program_brings_all_of_them()
    {
        Assert.Equal(Files().Select(static f => Path.GetFileNameWithoutExtension(f)), new RecipeShelf(Globals.Product).Names);
        Assert.All(
            BuiltIn.Recipes(),
            static r => Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Root, "runbooks/recipes", r.Name)), r.Bytes)
        );
    }

    [Fact]
    public void None_is_a_runbook_of_every_station() =>
        Assert.Empty(
            new RecipeShelf(Globals.Product).Names.Intersect(BuiltIn.Files.Select(static f => Path.GetFileNameWithoutExtension(f)))
        );

    [Theory, MemberData(nameof(All))]
    public void It_is_written_in_the_newest_language_and_bears_no_alias(string file)
    {
        var recipe = Tree(file);
        Assert.Equal("1.1", (string?)recipe["schemaVersion"]);
        Assert.Null(recipe["aliases"]);
    }

    [Theory, MemberData(nameof(All))]
    public void People_are_spoken_to_in_their_language_everywhere(string file)
    {
        var recipe = Tree(file);
        Assert.Empty(Missing(recipe, "name", "description").Concat(Spoken(recipe, "")));
        Assert.All(Members(recipe, "inputs"), static i => Assert.Empty(Missing(i.Value, "name").Select(m => $"inputs.{i.Name}: {m}")));
        Assert.All(Members(recipe, "codes"), static c => Assert.Empty(Missing(c.Value, "hint").Select(m => $"codes.{c.Name}: {m}")));
        Assert.All(Steps(recipe), static s => Assert.Empty(Missing(s, "name").Select(m => $"{s["id"]}: {m}")));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pl")]
    public void A_question_leads_to_each_and_to_no_other(string language) =>
        Assert.Equal(
            new RecipeShelf(Globals.Product).All.Select(static r => r.Id),
            Regex
                .Matches(
                    Repository.Read($"docs/{language}/how-to/how-do-i.md"),
                    @"^\| .+ \| .+ \| `runbook new --from (.+)` \|$",
                    RegexOptions.Multiline
                )
                .Select(static m => m.Groups[1].Value)
                .Order(StringComparer.Ordinal)
        );

    // `runbook new --from` writes another id, name and team into these lines.
    [Theory, MemberData(nameof(All))]
    public void What_is_adjusted_stands_on_lines_of_its_own(string file)
    {
        var text = Repository.Read(file);
        Assert.Matches(new Regex($"^id: {Path.GetFileNameWithoutExtension(file)}$", RegexOptions.Multiline), text);
        Assert.Matches(new Regex(@"^name: \{pl: .+, en: .+\}$", RegexOptions.Multiline), text);
        Assert.Equal(Regex.Count(text, @"\bteam:"), Regex.Count(text, @"\bteam: (hardware|security|l3)\b"));
    }

    [Theory, MemberData(nameof(All))]
    public void A_shell_does_nothing_in_it(string file) =>
        Assert.DoesNotContain(
            Steps(Tree(file)).Select(static s => (string?)s["with"]?["program"]),
            static p =>
                p is not null
                && Regex.IsMatch(p, @"(^|[/\\])(ba|da|z)?sh$|(^|[/\\])(cmd|powershell|pwsh)(\.exe)?$", RegexOptions.IgnoreCase)
        );

    private static IEnumerable<string> Files() =>
        Repository
            .Files("runbooks/recipes")
            .Where(static f => f.EndsWith(".yaml", StringComparison.Ordinal) && !f.EndsWith(".test.yaml", StringComparison.Ordinal));

    private static JsonObject Tree(string file) => (JsonObject)Validation.Yaml(Repository.Read(file))!;

    private static IEnumerable<(string Name, JsonNode? Value)> Members(JsonNode recipe, string key) =>
        (recipe[key] as JsonObject ?? []).Select(static m => (m.Key, m.Value));

    // Whatever has an id and says what it does.
    private static IEnumerable<JsonObject> Steps(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.SelectMany(Steps),
            JsonObject map => map.SelectMany(static m => Steps(m.Value))
                .Concat(
                    map["id"] is not null && (map["action"] ?? map["steps"] ?? map["parallel"]) is not null && map["schemaVersion"] is null
                        ? [map]
                        : []
                ),
            _ => [],
        };

    private static IEnumerable<string> Missing(JsonNode? map, params string[] keys) =>
        keys.Where(k => !IsInBoth(map?[k])).Select(static k => $"no {k} in both languages");

    private static IEnumerable<string> Spoken(JsonNode? node, string at) =>
        node switch
        {
            JsonArray list => list.SelectMany((n, i) => Spoken(n, $"{at}[{i}]")),
            JsonObject map => map.SelectMany(m =>
                ForPeople.Contains(m.Key) && !IsInBoth(m.Value) ? [$"{at}.{m.Key} is in one language"] : Spoken(m.Value, $"{at}.{m.Key}")
            ),
            _ => [],
        };

    private static bool IsInBoth(JsonNode? text) =>
        text is JsonObject map && (string?)map["pl"] is { Length: > 0 } && (string?)map["en"] is { Length: > 0 };
}
