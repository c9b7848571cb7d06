using System.Text;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Language.Yaml;

/// <summary>A step of an activity made of YAML, as people would begin it.</summary>
internal static class MadeExample
{
    internal static string Of(Runbook body)
    {
        var text = new StringBuilder($"- id: {body.Id[(body.Id.IndexOf('.', StringComparison.Ordinal) + 1)..]}\n  action: {body.Id}");
        var required = body.Inputs.Where(static i => i is { Required: true, Default: null }).ToList();
        if (required.Count > 0)
        {
            text.Append("\n  with:");
            foreach (var input in required)
            {
                text.Append($"\n    {input.Name}: {Sample(input)}");
            }
        }

        return text.ToString();
    }

    private static string Sample(InputDefinition input) =>
        input.Type switch
        {
            InputType.Integer or InputType.Number => "1",
            InputType.Boolean => "true",
            InputType.Choice => input.Choices[0],
            InputType.Duration => "5m",
            InputType.Size => "1GiB",
            InputType.List => "[]",
            InputType.Secret => "env:NAME",
            InputType.Version => "1.0.0",
            _ => $"\"${{{{ inputs.{input.Name} }}}}\"",
        };
}
