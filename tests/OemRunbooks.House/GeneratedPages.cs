using System.Text;
using OemRunbooks.Activities;
using OemRunbooks.Activities.Common;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workshop.Reference;
using Xunit;

namespace OemRunbooks.House;

/// <summary>Pages that are made from the code stay as the code is. Source: style.md, 3.11 and 3.12.</summary>
public sealed class GeneratedPages
{
    public static TheoryData<string> Activities => [.. Globals.Product.Descriptors.Select(static i => i.Name)];

    public static TheoryData<string, Locale> Pages =>
        new()
        {
            { "activities", Locale.Pl },
            { "activities", Locale.En },
            { "codes", Locale.Pl },
            { "codes", Locale.En },
            { "functions", Locale.Pl },
            { "functions", Locale.En },
        };

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_as_its_command_writes_it(string page, Locale language)
    {
        var made = page switch
        {
            "activities" => new ActivityPage(Globals.Product, language).All(),
            "functions" => FunctionReference.All(language),
            _ => CodePage.All(Globals.Codes, language),
        };
        var path = $"docs/{(language == Locale.Pl ? "pl" : "en")}/reference/{page}.md";
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), made);
        }

        Assert.True(
            made == Repository.Read(path).ReplaceLineEndings("\n"),
            $"{path} is behind the code: UPDATE=1 dotnet test tests/OemRunbooks.House"
        );
    }

    [Theory]
    [MemberData(nameof(Activities))]
    public void The_example_of_an_activity_lints(string activity)
    {
        var example = Globals.Product.Descriptors.Single(i => i.Name == activity).Example;
        Assert.NotNull(example);
        var text =
            $"schemaVersion: \"1.1\"\nid: example\nversion: 1.0.0\nname: {{pl: Przykład, en: Example}}\nsteps:\n"
            + $"{string.Join('\n', example.Split('\n').Select(static l => "  " + l))}\n";
        var loader = new RunbookLoader(
            OemActivities.All.Select(static a => a.Info),
            static name => BuiltIn.Read(name + ".yaml") is { } bytes ? (name, bytes) : null
        )
        {
            Teams = static () => ["hardware", "l3", "security"],
        };
        var loaded = loader.Load("example.yaml", Encoding.UTF8.GetBytes(text));
        Assert.Empty(loaded.Diagnostics.Select(d => d.Render(Globals.Words, Locale.En, loaded.Text)));
    }

    [Fact]
    public void Every_code_of_the_catalogues_is_explained() =>
        Assert.Empty(Globals.Words.All.Select(static m => m.Code).Except(Globals.Codes.All.Select(static e => e.Code)));
}
