using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Workshop.Exports;

/// <summary>Lists every key of a runbook for which Elsa has no field, in the order of the text.</summary>
/// <remarks>The text itself is read: a key that the language learns later is listed too.</remarks>
internal static class ElsaLosses
{
    private const int MaxContent = 200;
    private static readonly string[] OfRunbook =
    [
        "schemaVersion",
        "id",
        "version",
        "name",
        "description",
        "steps",
        "inputs",
        "vars",
        "outputs",
        "finally",
    ];

    private static readonly string[] OfInput = ["type", "name", "description"];
    private static readonly string[] OfStep = ["id", "name", "action", "with", "parallel", "forEach", "steps", "when"];
    private static readonly string[] OfLoop = ["in", "as"];

    /// <summary>What is lost of a runbook.</summary>
    internal static IEnumerable<NoCounterpart> Of(Runbook runbook) =>
        YamlNode.Read(runbook.Source.Bytes.AsSpan(), new Findings(runbook.Source.Path))?.AsMapping is { } members
            ? members.SelectMany(static m => Top(m))
            : [];

    private static IEnumerable<NoCounterpart> Top(YamlNode.Member member) =>
        member.Name switch
        {
            "inputs" => Members(member.Value).SelectMany(static i => Input(i)),
            "steps" => Steps(member.Value),
            "finally" => Steps(member.Value).Prepend(new("", "finally", string.Join(", ", Items(member.Value).Select(Id)))),
            _ => Left("", "", [member], OfRunbook),
        };

    private static IEnumerable<NoCounterpart> Input(YamlNode.Member input)
    {
        var isSecret = Members(input.Value).Any(static m => m is { Name: "type" } && Text(m.Value) == "secret");
        return Left("", $"inputs.{input.Name}.", Members(input.Value), OfInput)
            .Concat(isSecret ? [new NoCounterpart("", "secret", input.Name)] : []);
    }

    private static IEnumerable<NoCounterpart> Steps(YamlNode steps) => Items(steps).SelectMany(static s => Step(s));

    private static IEnumerable<NoCounterpart> Step(YamlNode step)
    {
        var members = Members(step).ToList();
        return Left(Id(step), "", members, OfStep)
            .Concat(
                members.SelectMany(m =>
                    m.Name switch
                    {
                        "steps" or "parallel" => Steps(m.Value),
                        "forEach" => Left(Id(step), "forEach.", Members(m.Value), OfLoop),
                        _ => [],
                    }
                )
            );
    }

    // What says no more than Elsa does anyway is no loss.
    private static IEnumerable<NoCounterpart> Left(string place, string prefix, IEnumerable<YamlNode.Member> members, string[] kept) =>
        members
            .Where(m => !kept.Contains(m.Name) && (m.Name, Text(m.Value)) is not ("onFailure", "abort") and not ("required", "false"))
            .Select(m => new NoCounterpart(place, prefix + m.Name, Text(m.Value)));

    private static string Id(YamlNode step) => Members(step).FirstOrDefault(static m => m.Name == "id") is { } id ? Text(id.Value) : "";

    private static IEnumerable<YamlNode.Member> Members(YamlNode node) => node.AsMapping ?? [];

    private static IEnumerable<YamlNode> Items(YamlNode node) => node.AsList ?? [];

    private static string Text(YamlNode node)
    {
        var text =
            node.AsList is { } list && list.All(static i => i.AsList is null && i.AsMapping is null)
                ? string.Join(", ", list.Select(Text))
                : node.AsValue.ToText();
        return text.Length <= MaxContent ? text : text[..MaxContent] + "…";
    }
}
