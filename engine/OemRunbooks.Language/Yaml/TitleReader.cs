using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Yaml;

/// <summary>A step's title.</summary>
/// <param name="Shown">As it stands before the step begins: … for each expression.</param>
/// <param name="Title">With its expressions; null when it holds none.</param>
internal sealed record StepTitle(LocalizedText Shown, (Template Pl, Template En)? Title);

/// <summary>Reads titles of steps, which may hold expressions from version 1.1 of the language on.</summary>
internal sealed class TitleReader(Findings findings, TemplateReader templates)
{
    private const string Open = "${{";
    private const string Key = "name";

    internal StepTitle? Read(Shape shape)
    {
        if (shape.Localized(Key) is not { } name)
        {
            return null;
        }

        if (!name.Pl.Contains(Open, StringComparison.Ordinal) && !name.En.Contains(Open, StringComparison.Ordinal))
        {
            return new(name, null);
        }

        if (!findings.IsStrict)
        {
            findings.Warning(Faults.RB0126(), shape[Key]!.Span);
            return new(name, null);
        }

        var (pl, en) = shape[Key] is YamlNode.Mapping both
            ? (Template(both.Find("pl")?.Value), Template(both.Find("en")?.Value))
            : (Template(shape[Key]), Template(shape[Key]));
        return pl is null || en is null ? new(name, null) : new(new(Shown(pl), Shown(en)), (pl, en));
    }

    private Template? Template(YamlNode? node) => node is null ? null : templates.Read(node, isText: true);

    private static string Shown(Template template) =>
        template switch
        {
            Template.Literal { Value: var value } => value.ToText(),
            Template.Mixed mixed => string.Concat(mixed.Parts.Select(Shown)),
            _ => "…",
        };
}
