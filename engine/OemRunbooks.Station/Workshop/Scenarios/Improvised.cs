using System.Text;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Station.Workshop.Scenarios;

/// <summary>Scenarios that nobody wrote: every step answers as it does where a test says nothing.</summary>
public static class Improvised
{
    /// <summary>Runs a test that is not in any file; null when it, or the inputs that it takes, can't be right.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="test">The test as an item of a list: <c>- name: …</c></param>
    public static ScenarioResult? Run(Runbook runbook, string test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var text = "tests:\n" + string.Join('\n', test.Split('\n').Select(static l => "  " + l)) + "\n";
        var file = ScenarioFile.Read("draft.test.yaml", Encoding.UTF8.GetBytes(text), runbook);
        return file.IsGood && file.Scenarios is [var scenario]
            ? new ScenarioRunner(runbook).RunAsync(scenario).GetAwaiter().GetResult()
            : null;
    }

    /// <summary>The inputs that have to be given, as <c>{name: value}</c>; empty when there are none.</summary>
    public static string Inputs(Runbook runbook)
    {
        ArgumentNullException.ThrowIfNull(runbook);
        var required = runbook.Inputs.Where(static i => i is { Required: true, Default: null }).Select(static i => $"{i.Name}: {Of(i)}");
        return string.Join(", ", required) is { Length: > 0 } inputs ? $"{{{inputs}}}" : "";
    }

    private static string Of(InputDefinition input) =>
        input.Type switch
        {
            InputType.Boolean => "true",
            InputType.Integer or InputType.Number => "1",
            InputType.Choice when input.Choices is [var first, ..] => first,
            InputType.Duration => "1m",
            InputType.Size => "1MiB",
            InputType.Version => "1.0.0",
            InputType.List => "[]",
            InputType.Secret => "env:X",
            _ => "x",
        };
}
