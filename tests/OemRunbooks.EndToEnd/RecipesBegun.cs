using System.Text.Json;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>Every recipe, begun as a lead begins it: what it writes is sound at once, under its own name and under another.</summary>
public sealed class RecipesBegun : IDisposable
{
    private readonly string library = Directory.CreateTempSubdirectory("runbook-recipes-").FullName;

    public static TheoryData<string> All
    {
        get
        {
            using var list = JsonDocument.Parse(Program.RunIn(Path.GetTempPath(), "new", "--list", "--format", "json").Out);
            return [.. list.RootElement.EnumerateArray().Select(static r => r.GetProperty("id").GetString()!)];
        }
    }

    [Theory, MemberData(nameof(All))]
    public void A_recipe_is_free_of_findings_and_its_tests_take_every_path(string recipe)
    {
        Good("new", "--from", recipe);
        Good(
            "new",
            "our-own",
            "--from",
            recipe,
            "--set",
            "name.pl=To: „nasze” #1",
            "--set",
            "name.en=It's \"ours\": $1 {x}",
            "--set",
            "team=security"
        );
        var lint = Good("lint", "runbooks");
        Assert.Contains("0 errors, 0 warnings", lint.Error, StringComparison.Ordinal);
        Good("test", "runbooks", "--coverage-min", "100");
        using var shown = JsonDocument.Parse(Good("show", "our-own", "--format", "json").Out);
        Assert.Equal("It's \"ours\": $1 {x}", shown.RootElement.GetProperty("name").GetProperty("en").GetString());
    }

    public void Dispose() => Directory.Delete(library, recursive: true);

    private Finished Good(params string[] arguments)
    {
        var finished = Program.RunIn(library, arguments);
        Assert.True(finished.ExitCode == 0, $"runbook {string.Join(' ', arguments)}: {finished.All}");
        return finished;
    }
}
