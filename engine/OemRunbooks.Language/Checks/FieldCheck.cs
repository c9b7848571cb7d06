using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;

namespace OemRunbooks.Language.Checks;

/// <summary>
/// Checks what is written in activities' fields where the type alone does not tell: paths that leave the station, texts that lack a
/// language.
/// </summary>
/// <remarks>Source: cli.md, <c>--station</c>; language.md, "Top level".</remarks>
internal sealed class FieldCheck(Runbook runbook, Findings findings)
{
    internal void Run()
    {
        foreach (var step in runbook.AllSteps().Concat(runbook.Escalations.Select(static e => e.Step)))
        {
            Check(step.Activity, step.With);
            Check(step.Compensate?.Action, step.Compensate?.With ?? []);
            if (step is { OnInterrupted: { } wanted, Activity: { } activity } && wanted < activity.Interruption)
            {
                findings.Error(Faults.RB0407(Word(wanted), Word(activity.Interruption), activity.Name), step.Span);
            }
        }
    }

    private static Value Word(Interruption interruption) => Value.Of(interruption.ToString().ToLowerInvariant());

    private void Check(ActivityInfo? activity, ImmutableArray<NamedTemplate> with)
    {
        foreach (var given in with)
        {
            switch (activity?.Input(given.Name))
            {
                case { Type: InputType.File or InputType.Directory or InputType.Path }:
                    Path(given.Template);
                    break;
                case { HoldsPaths: true } when given.Template is Template.Sequence list:
                    foreach (var item in list.Items)
                    {
                        Path(item);
                    }

                    break;
                case { Type: InputType.Localized } when given.Template is Template.Mapping map:
                    Languages(given.Name, map);
                    break;
            }
        }
    }

    private void Path(Template template)
    {
        var texts = template switch
        {
            Template.Literal literal => [literal],
            Template.Mixed mixed => mixed.Parts.OfType<Template.Literal>().ToArray(),
            _ => [],
        };
        var isFirst = template is not Template.Mixed { Parts: [Template.Whole, ..] };
        foreach (var text in texts.Select(static t => t.Value.AsText() ?? ""))
        {
            if ((isFirst && IsRooted(text)) || text.Split('/', '\\').Contains(".."))
            {
                findings.Error(Faults.RB0602(text), template.Span);
                return;
            }

            isFirst = false;
        }
    }

    private static bool IsRooted(string text) =>
        text.StartsWith('/') || text.StartsWith('\\') || (text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]));

    private void Languages(string field, Template.Mapping map)
    {
        foreach (var language in (string[])["pl", "en"])
        {
            if (map.Members.All(m => m.Name != language))
            {
                findings.Error(Faults.RB0113(language, field), map.Span);
            }
        }
    }
}
