using System.Globalization;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using NameRead = OemRunbooks.Language.Expressions.Reference;

namespace OemRunbooks.Station.Workshop.Exports;

/// <summary>The item of a loop around an expression.</summary>
/// <param name="As">What the runbook calls it.</param>
/// <param name="Variable">The variable of Elsa that holds it.</param>
internal sealed record ElsaLoop(string As, string Variable);

/// <summary>What stands for the names of a runbook in Elsa's JavaScript.</summary>
/// <remarks>
/// A step's variable holds what its task reported: <c>state</c>, <c>error</c> and <c>outputs</c>. That of a called runbook holds the
/// outputs alone, for that is what Elsa reports.
/// </remarks>
internal sealed class ElsaNames(Runbook runbook)
{
    /// <summary>The variable that a loop of Elsa sets for each pass.</summary>
    internal const string Current = "CurrentValue";

    // What every activity of Elsa has: an output of the same name would be taken for it.
    private static readonly string[] Members = ["id", "nodeId", "name", "type", "version", "customProperties", "metadata", "result"];
    private static readonly string[] HostInputs = ["station", "run"];
    private readonly HashSet<string> inside = [];
    private readonly HashSet<string> ids = [.. runbook.AllSteps().Select(static s => s.Id)];

    /// <summary>Names that are read otherwise there, and what stands for them; or the expression that can't be read.</summary>
    internal List<(string Name, string Content)> Noted { get; } = [];

    /// <summary>Which of <c>station</c> and <c>run</c> the host has to give as inputs.</summary>
    internal SortedSet<string> Host { get; } = new(StringComparer.Ordinal);

    /// <summary>The name of an output: one that activities have themselves gets another.</summary>
    internal static string Output(string name) =>
        Members.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? "output" + char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..]
            : name;

    /// <summary>A name that no step has.</summary>
    internal string Fresh(string name)
    {
        while (!ids.Add(name))
        {
            name += "-2";
        }

        return name;
    }

    /// <summary>The variables of the runbook that can be set before the first step, in the order in which they read each other.</summary>
    internal IEnumerable<NamedTemplate> Early() => runbook.Variables.Where(v => IsEarly(v, 0)).OrderBy(v => Depth(v, 0));

    /// <summary>The name of a variable of the runbook in Elsa.</summary>
    internal string Variable(string name) =>
        name == Current || name == "CurrentIndex" || runbook.AllSteps().Any(s => s.Id == name) ? "vars-" + name : name;

    /// <summary>How a name is read.</summary>
    /// <param name="reference">The name.</param>
    /// <param name="loops">The loops around the expression, the innermost last.</param>
    internal (string Script, int Used)? Read(NameRead reference, IReadOnlyList<ElsaLoop> loops) =>
        loops.LastOrDefault(l => l.As == reference.Root) is { } loop
            ? (Get(loop.Variable), 0)
            : (reference.Root, reference.Path) switch
            {
                ("inputs", [var name, ..]) => ($"getInput({Quoted(name)})", 1),
                ("vars", [var name, ..]) => Variable(name, loops),
                ("steps", [var id, var member, ..]) => Step(id, member, reference),
                ("run", ["id", ..]) => ("getWorkflowInstanceId()", 1),
                ("run", ["runbook", ..]) => (Quoted(runbook.Id), 1),
                ("run", ["version", ..]) => (Quoted(runbook.Version), 1),
                // Whoever comes so far there has not failed: a failure ends the workflow.
                ("run", ["outcome", ..]) => Instead(reference, Quoted("succeeded"), 1),
                ("run", ["escalatedTo", ..]) => Instead(reference, "null", 1),
                ("run", ["failure", "code" or "step", ..]) => Instead(reference, "null", 2),
                ("run" or "station", [_, ..]) => OfHost(reference),
                _ => null,
            };

    private static string Get(string variable) => $"getVariable({Quoted(variable)})";

    private static string Quoted(string text) => CanonicalJson.Text(Value.Of(text));

    private (string, int)? Step(string id, string member, NameRead reference) =>
        runbook.AllSteps().FirstOrDefault(s => s.Id == id)?.Kind switch
        {
            StepKind.Action when member is "state" or "error" or "outputs" => Outcome(Reported(id), reference),
            StepKind.Call when member == "state" => ($"({Get(id)} == null ? \"skipped\" : \"succeeded\")", 2),
            StepKind.Call when member == "error" => ("null", 2),
            StepKind.Call when reference.Path is [_, "outputs", var output, ..] => ($"{Get(id)}?.[{Quoted(Output(output))}]", 3),
            _ => null,
        };

    private static string Reported(string id) => $"({Get(id)} ?? {{ state: \"skipped\", error: null, outputs: {{}} }})";

    // An output may be called size, which of a list or text would be its length.
    private static (string, int) Outcome(string reported, NameRead reference) =>
        reference.Path is [_, "outputs", "size", ..] ? ($"{reported}?.outputs?.[\"size\"]", 3) : ($"{reported}?.{reference.Path[1]}", 2);

    private (string, int) Instead(NameRead reference, string script, int used)
    {
        Noted.Add((reference.Name, script));
        return (script, used);
    }

    private (string, int)? OfHost(NameRead reference)
    {
        if (runbook.Input(reference.Root) is not null)
        {
            return null;
        }

        Host.Add(reference.Root);
        return Instead(reference, $"getInput({Quoted(reference.Root)})", 0);
    }

    // A variable is computed when it is read: one that reads steps would be set too early before the first of them.
    private (string, int)? Variable(string name, IReadOnlyList<ElsaLoop> loops)
    {
        if (runbook.Variables.FirstOrDefault(v => v.Name == name) is not { } variable)
        {
            return null;
        }

        if (IsEarly(variable, 0))
        {
            return (Get(Variable(name)), 1);
        }

        if (!inside.Add(name))
        {
            return null;
        }

        var made = JavaScript.Of(variable.Template, runbook.Sorts(), r => Read(r, loops));
        inside.Remove(name);
        Noted.AddRange(made.Missing.Select(m => (m, $"vars.{name}")));
        return ($"({made.Text})", 1);
    }

    private bool IsEarly(NamedTemplate variable, int depth) => depth < 16 && References(variable).All(r => IsEarlyName(r, depth));

    private bool IsEarlyName(NameRead reference, int depth) =>
        reference.Root == "inputs" || HostInputs.Contains(reference.Root) || (Other(reference) is { } other && IsEarly(other, depth + 1));

    private int Depth(NamedTemplate variable, int depth) =>
        depth > 16
            ? 0
            : References(variable).Select(Other).OfType<NamedTemplate>().Select(o => 1 + Depth(o, depth + 1)).DefaultIfEmpty().Max();

    private NamedTemplate? Other(NameRead reference) =>
        reference is { Root: "vars", Path: [var name, ..] } ? runbook.Variables.FirstOrDefault(v => v.Name == name) : null;

    private static IEnumerable<NameRead> References(NamedTemplate variable) =>
        variable.Template.Expressions.SelectMany(static e => e.References);
}
