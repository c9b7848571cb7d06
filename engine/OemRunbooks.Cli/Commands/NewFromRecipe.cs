using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Drafts;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook new --from RECIPE</c> and <c>--list</c>: a whole procedure to go on from.</summary>
internal static class NewFromRecipe
{
    private static readonly string[] Keys = ["name.pl", "name.en", "team"];

    /// <summary>Whether the only word given says where to, and not what the runbook is called.</summary>
    internal static bool IsDirectory(string word) =>
        word is "." or ".." || word.AsSpan().IndexOfAny('/', Path.DirectorySeparatorChar) >= 0 || Directory.Exists(word);

    /// <summary>The files of a runbook that begins as a recipe.</summary>
    internal static NewFiles Make(Ui ui, Workplace work, Recipe recipe, string? id, string directory, string[] set)
    {
        var files = new NewFiles(NewAnswers.Id(id ?? recipe.Id), directory);
        var given = NewAnswers.Given(set, Keys);
        var title = recipe.Runbook.Name;
        var name = new LocalizedText(
            NewAnswers.Shown("name.pl", given.GetValueOrDefault("name.pl", title.Pl)),
            NewAnswers.Shown("name.en", given.GetValueOrDefault("name.en", title.En))
        );
        var teams = work.Library.LoaderNear(files.Runbook).Teams() ?? [];
        var wanted = given.GetValueOrDefault("team") is { } team ? NewAnswers.Team(team, teams) : null;
        Write(files, recipe, name, t => wanted ?? Known(t, teams));
        foreach (var other in recipe.Teams.Where(t => wanted is null && Known(t, teams) != t))
        {
            ui.Error.WriteLine(ui.Say(Says.NewTeamInstead(other, Known(other, teams))));
        }

        return files;
    }

    /// <summary>Shows the recipes that there are.</summary>
    internal static int List(Ui ui)
    {
        var recipes = new RecipeShelf(Globals.Product).All.Select(static r => r.Runbook).ToList();
        if (ui.IsJson)
        {
            ui.Json(
                Value.List(
                    recipes.Select(static r =>
                        Value.MapOf(
                            ("id", Value.Of(r.Id)),
                            ("name", InBoth(r.Name)),
                            ("description", r.Description is { } text ? InBoth(text) : Value.Null)
                        )
                    )
                )
            );
            return ExitCode.Good;
        }

        var table = new Table(ui.Say(Says.WordName), ui.Say(Says.WordTitle));
        foreach (var recipe in recipes)
        {
            table.Add(recipe.Id, recipe.Name.In(ui.Language));
        }

        table.Write(ui);
        ui.Error.WriteLine(ui.Say(Says.NewNextFromRecipe));
        return ExitCode.Good;
    }

    private static void Write(NewFiles files, Recipe recipe, LocalizedText name, Func<string, string> team)
    {
        var (runbook, tests) = recipe.Begin(files.Id, name, team);
        files.Write(runbook, tests);
        foreach (var called in recipe.Called)
        {
            (runbook, tests) = called.Begin(called.Id, called.Runbook.Name, team);
            files.WriteCalled(called.Id, runbook, tests);
        }

        foreach (var (file, bytes) in recipe.Activities)
        {
            files.WriteActivity(file, bytes);
        }
    }

    // A library with teams of its own need not have those of the recipe.
    private static string Known(string team, IReadOnlyCollection<string> teams) =>
        teams.Count == 0 || teams.Contains(team) ? team : teams.First();

    private static Value InBoth(LocalizedText text) => Value.MapOf(("pl", Value.Of(text.Pl)), ("en", Value.Of(text.En)));
}
