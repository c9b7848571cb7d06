using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Station.Runs;

/// <summary>Writes the runbook that undoes a run: one step for each of its compensations, newest first, after one question.</summary>
/// <remarks>
/// Undoing is a run like any other, of a definition that says all: it is planned, interrupted, resumed, reported and replayed by the rules
/// of every run. What lies outside of the station comes as an input, as everywhere. Source: ADR 0020.
/// </remarks>
internal sealed class UndoDefinition
{
    private const string Open = "${{";
    private const int LongestId = 60;
    private readonly Runbook undone;
    private readonly Dictionary<string, string> places = new(StringComparer.Ordinal);
    private readonly StringBuilder steps = new();

    private UndoDefinition(Runbook undone) => this.undone = undone;

    /// <summary>The definition, and its inputs.</summary>
    /// <param name="run">The run that is undone.</param>
    /// <param name="undone">Its definition.</param>
    /// <param name="how">What takes its steps back, newest first.</param>
    /// <param name="left">Paths of its steps that nothing takes back.</param>
    internal static (string Text, Value Inputs) Of(
        string run,
        Runbook undone,
        IReadOnlyList<(string Path, ResolvedCompensation How)> how,
        IReadOnlyList<string> left
    )
    {
        var writer = new UndoDefinition(undone);
        writer.Step("agree", Says.UndoAgree, "person.confirm", writer.Question(run, how, left));
        for (var i = 0; i < how.Count; i++)
        {
            var (path, compensation) = how[i];
            writer.Step(StepOf(i), Says.UndoStep(writer.Title(path)).InBoth(), compensation.Action, writer.Inputs(compensation.Inputs));
        }

        return (writer.Text(run), Value.Map(writer.places.Select(static p => KeyValuePair.Create(p.Value, Value.Of(p.Key)))));
    }

    /// <summary>The id of what undoes a runbook.</summary>
    internal static string IdOf(string runbook) =>
        $"undo-{(runbook.Length <= LongestId - 5 ? runbook : runbook[..(LongestId - 5)].TrimEnd('-'))}";

    /// <summary>The id of the step that takes back the first, second … step, from 0.</summary>
    internal static string StepOf(int index) => $"undo-{(index + 1).ToString(CultureInfo.InvariantCulture)}";

    private string Text(string run)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"schemaVersion: \"1.1\"\nid: {IdOf(undone.Id)}\nversion: 1.0.0\n")
            .Append(CultureInfo.InvariantCulture, $"name: {Json(Says.UndoTitle(undone.Name).Recorded())}\n")
            .Append(CultureInfo.InvariantCulture, $"description: {Json(Says.UndoDescription(run).Recorded())}\n");
        if (places.Count > 0)
        {
            text.Append("inputs:\n");
            foreach (var name in places.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {name}: {{type: path, required: true}}\n");
            }
        }

        return text.Append("steps:\n").Append(steps).ToString();
    }

    private void Step(string id, LocalizedText name, string action, Value with) =>
        steps
            .Append(CultureInfo.InvariantCulture, $"  - id: {id}\n")
            .Append(CultureInfo.InvariantCulture, $"    name: {Json(new Sentence(name).Recorded())}\n")
            .Append(CultureInfo.InvariantCulture, $"    action: {action}\n")
            .Append(CultureInfo.InvariantCulture, $"    with: {Json(with)}\n");

    private Value Question(string run, IReadOnlyList<(string Path, ResolvedCompensation How)> how, IReadOnlyList<string> left)
    {
        var steps = Names(how.Select(static h => h.Path));
        var question =
            left.Count == 0 ? Says.UndoQuestion(run, undone.Name, steps) : Says.UndoQuestionPartly(run, undone.Name, steps, Names(left));
        return Value.MapOf(("prompt", Literal(question.Recorded())), ("allowYes", Value.True));
    }

    private LocalizedText Names(IEnumerable<string> paths)
    {
        var titles = paths.Select(Title).ToList();
        return new(Joined(titles, Locale.Pl), Joined(titles, Locale.En));
    }

    private static string Joined(IEnumerable<LocalizedText> titles, Locale language) =>
        string.Join(", ", titles.Select(t => Says.Quoted(t.In(language)).In(language)));

    private LocalizedText Title(string path) => UndoPlan.TitleOf(undone, path);

    private Value Inputs(Value inputs) =>
        Value.Map(inputs.Members.Where(static m => !m.Value.IsNull).Select(m => KeyValuePair.Create(m.Key, Input(m.Value))));

    // A place outside of the station is what a run is given, never what a definition says.
    private Value Input(Value value)
    {
        if (value.AsText() is not { } text || !Path.IsPathRooted(text))
        {
            return Literal(value);
        }

        if (!places.TryGetValue(text, out var name))
        {
            places[text] = name = $"place{(places.Count + 1).ToString(CultureInfo.InvariantCulture)}";
        }

        return Value.Of($"{Open} inputs.{name} }}}}");
    }

    // What looks like an expression is none any more: it was computed in the run that is undone.
    private static Value Literal(Value value) =>
        value.Kind switch
        {
            ValueKind.Text => Value.Of(value.ToText().Replace(Open, $"{Open} '$' }}}}{{{{", StringComparison.Ordinal)),
            ValueKind.List => Value.List(value.Items.Select(Literal)),
            ValueKind.Map => Value.Map(value.Members.Select(static m => KeyValuePair.Create(m.Key, Literal(m.Value)))),
            _ => value,
        };

    // JSON is YAML, and in quotes nothing is anything but text.
    private static string Json(Value value) => CanonicalJson.Text(value);
}
