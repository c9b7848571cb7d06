using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Station.Workshop.Drafts;

/// <summary>A whole procedure with its scenario tests, from which a lead begins a runbook.</summary>
/// <param name="Runbook">The recipe as it is shipped.</param>
/// <param name="Tests">The text of its scenario tests.</param>
/// <param name="Activities">The activities made of YAML that it uses, those behind them too: file names with their bytes.</param>
/// <param name="Called">The recipes that it calls, those behind them too.</param>
public sealed partial record Recipe(
    Runbook Runbook,
    string Tests,
    IReadOnlyList<(string Name, byte[] Bytes)> Activities,
    IReadOnlyList<Recipe> Called
)
{
    /// <summary>Its name, under which it is asked for.</summary>
    public string Id => Runbook.Id;

    /// <summary>The teams that take over in it, and in those that it calls.</summary>
    public IEnumerable<string> Teams =>
        Team().Matches(Text).Select(static m => m.Groups["team"].Value).Concat(Called.SelectMany(static r => r.Teams)).Distinct();

    private string Text => Encoding.UTF8.GetString(Runbook.Source.Bytes.AsSpan());

    /// <summary>The texts of a runbook that begins as this recipe, and of its tests.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="name">Its title.</param>
    /// <param name="team">Which team stands where the recipe names one.</param>
    public (string Runbook, string Tests) Begin(string id, LocalizedText name, Func<string, string> team)
    {
        var runbook = IdLine().Replace(Text, _ => "id: " + id, 1);
        if (name != Runbook.Name)
        {
            runbook = NameLine().Replace(runbook, _ => $"name: {{pl: {Quoted(name.Pl)}, en: {Quoted(name.En)}}}", 1);
        }

        return (Placed(runbook), Placed(Tests));

        string Placed(string text) =>
            Team().Replace(Schema().Replace(text, "../schemas/", 1), m => m.Groups["key"].Value + team(m.Groups["team"].Value));
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("^id: .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex IdLine();

    [GeneratedRegex("^name: .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NameLine();

    [GeneratedRegex(@"(?:\.\./)+schemas/", RegexOptions.CultureInvariant)]
    private static partial Regex Schema();

    [GeneratedRegex(@"(?<key>\b(?:team|escalatedTo): )(?<team>[a-z0-9-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Team();
}
