using System.Text.RegularExpressions;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Drafts;

namespace OemRunbooks.Cli.Commands;

/// <summary><c>runbook new NAME</c>: a starting file, made of what a lead answers.</summary>
internal static partial class NewFromTemplate
{
    private static readonly string[] Keys = ["name.pl", "name.en", "team", "inputs"];

    /// <summary>The files of a runbook that begins as a template.</summary>
    internal static NewFiles Make(Ui ui, Workplace work, string id, string directory, string? template, string[] set)
    {
        var files = new NewFiles(id, directory);
        var draft = Ask(ui, work, id, template, NewAnswers.Given(set, Keys));
        files.Write(draft.Runbook(), draft.Tests());
        return files;
    }

    private static Draft Ask(Ui ui, Workplace work, string id, string? template, Dictionary<string, string> given)
    {
        var templates = DraftTemplates.All.Select(static t => t.Name).ToList();
        var chosen = template ?? (Ui.IsInteractive ? Answer(ui, ui.Say(Says.NewTemplate(Choices(ui))), "minimal") : "minimal");
        NewAnswers.Checked("--template", chosen, templates.Contains, string.Join(", ", templates));
        var pl = Of("name.pl", ui.Say(Says.NewTitlePolish), Title(id));
        var en = Of("name.en", ui.Say(Says.NewTitleEnglish), Title(id));
        var teams = Teams(work);
        var team = Of("team", ui.Say(Says.NewTeam(string.Join(", ", teams))), teams.FirstOrDefault() ?? "l3");
        NewAnswers.Team(team, teams);
        var inputs = Of("inputs", ui.Say(Says.NewInputsNameTypeSeparatedCommas), "");
        return new(
            id,
            chosen,
            new(NewAnswers.Shown("name.pl", pl), NewAnswers.Shown("name.en", en)),
            team,
            [
                .. inputs
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(Input)
                    .DistinctBy(static i => i.Name),
            ]
        );

        string Of(string key, string question, string otherwise) =>
            given.TryGetValue(key, out var value) ? value
            : Ui.IsInteractive ? Answer(ui, question, otherwise)
            : otherwise;
    }

    private static DraftInput Input(string text)
    {
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        var (name, type) = (parts[0], parts.Length == 2 ? parts[1] : "string");
        NewAnswers.Checked(
            "inputs",
            text,
            _ => Camel().IsMatch(name) && name is not ("bundle" or "bundleKey") && Draft.Types.Contains(type),
            $"name:type ({string.Join(", ", Draft.Types)})"
        );
        return new(name, type);
    }

    private static string Answer(Ui ui, string question, string otherwise)
    {
        ui.Error.Write($"{question}{(otherwise.Length > 0 ? $" [{otherwise}]" : "")}: ");
        return Console.In.ReadLine() is { Length: > 0 } answer ? answer.Trim() : otherwise;
    }

    private static List<string> Teams(Workplace work) =>
        work.Library.Companion(TeamsFile.FileName) is { } file
            ? [.. TeamsFile.Read(file.Path, file.Bytes, Activities.OemActivities.Collectors).Teams.Keys]
            : [];

    private static string Title(string id) => char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');

    private static string Choices(Ui ui) => string.Join(", ", DraftTemplates.All.Select(t => $"{t.Name} – {t.Meaning.In(ui.Language)}"));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Camel();
}
