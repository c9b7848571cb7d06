using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workshop.Drafts;

/// <summary>An input that the lead wants.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record DraftInput(string Name, string Type)
{
    /// <summary>A value that a scenario can give it.</summary>
    public string Example =>
        Type switch
        {
            "integer" or "number" => "3",
            "boolean" => "true",
            "duration" => "5m",
            "size" => "1MiB",
            "version" => "\"2024.06\"",
            "file" => "media/usb/example.txt",
            "directory" or "path" => "media/usb",
            "list" => "[one, two]",
            _ => "example",
        };
}

/// <summary>What a lead answered, from which a starting file is made.</summary>
/// <param name="Id">The runbook's id.</param>
/// <param name="Template">Which template.</param>
/// <param name="Name">Its title.</param>
/// <param name="Team">Who takes over.</param>
/// <param name="Inputs">The inputs.</param>
public sealed record Draft(string Id, string Template, LocalizedText Name, string Team, IReadOnlyList<DraftInput> Inputs)
{
    /// <summary>The types that an input can have here; a secret needs more thought than a starting file can give.</summary>
    public static IReadOnlyList<string> Types { get; } =
    ["string", "integer", "number", "boolean", "duration", "size", "file", "directory", "path", "list", "version"];

    /// <summary>The runbook's text.</summary>
    public string Runbook() => Fill(DraftTemplates.Read(Template + ".yaml"));

    /// <summary>The text of its scenario tests.</summary>
    public string Tests() => Fill(DraftTemplates.Read(Template + ".test.yaml"));

    private string Fill(string text)
    {
        var declared = string.Concat(
            Inputs.Select(static i => $"  {i.Name}:\n    type: {i.Type}\n    required: true\n    name: {{pl: {i.Name}, en: {i.Name}}}\n")
        );
        var given = string.Join(", ", Inputs.Select(static i => $"{i.Name}: {i.Example}"));
        var outputs = string.Concat(Inputs.Select(static i => $"  {i.Name}: ${{{{ inputs.{i.Name} }}}}\n"));
        var any = Inputs.Count > 0;
        return text.Replace("@inputs@\n", any ? $"inputs:\n{declared}\n" : "\n", StringComparison.Ordinal)
            .Replace("@moreinputs@\n", declared + "\n", StringComparison.Ordinal)
            .Replace("@outputs@\n", any ? $"\noutputs:\n{outputs}" : "", StringComparison.Ordinal)
            .Replace("@moreoutputs@\n", outputs, StringComparison.Ordinal)
            .Replace("@given@", any ? $"\n    inputs: {{{given}}}" : "", StringComparison.Ordinal)
            .Replace("@more@", any ? ", " + given : "", StringComparison.Ordinal)
            .Replace("@team@", Team, StringComparison.Ordinal)
            .Replace("@id@", Id, StringComparison.Ordinal)
            .Replace("@name.pl@", Quoted(Name.Pl), StringComparison.Ordinal)
            .Replace("@name.en@", Quoted(Name.En), StringComparison.Ordinal);
    }

    // Whatever somebody types stays one text: single quotes have one escape in YAML, themselves.
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
