using System.Buffers;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;

namespace OemRunbooks.Language.Checks;

/// <summary>Finds what is declared and never read, and texts that only one of the two languages' readers understand.</summary>
internal sealed class UseCheck(Runbook runbook, Findings findings)
{
    private static readonly SearchValues<char> PolishLetters = SearchValues.Create("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ");

    internal void Run()
    {
        var read = runbook
            .Templates()
            .SelectMany(static t => t.Expressions)
            .SelectMany(static e => e.References)
            .Where(static r => r.Path.Length > 0)
            .Select(static r => (r.Root, r.Path[0].Name))
            .ToHashSet();
        foreach (var input in runbook.Inputs.Where(i => !read.Contains(("inputs", i.Name))))
        {
            findings.Warning(Faults.RB0220(input.Name), input.Span);
        }

        foreach (var variable in runbook.Variables.Where(v => !read.Contains(("vars", v.Name))))
        {
            findings.Warning(Faults.RB0221(variable.Name), variable.Span);
        }

        Text(runbook.Name, new Span(1, 1, 1));
        foreach (var input in runbook.Inputs)
        {
            Text(input.Title, input.Span);
            Text(input.Description, input.Span);
        }

        foreach (var step in runbook.AllSteps())
        {
            Text(step.Name, step.Span);
            foreach (var given in step.With.Where(w => step.Activity?.Input(w.Name)?.Type == InputType.Localized))
            {
                Prompt(given.Template);
            }
        }
    }

    private void Text(LocalizedText? text, Span span)
    {
        if (text is not null && text.Pl == text.En)
        {
            Report(text.Pl, span);
        }
    }

    private void Prompt(Template template)
    {
        switch (template)
        {
            case Template.Literal { Value: { Kind: ValueKind.Text } value }:
                Report(value.ToText(), template.Span);
                break;
            case Template.Mixed mixed
                when mixed.Parts.OfType<Template.Literal>().FirstOrDefault(static p => IsPolish(p.Value.ToText())) is { } part:
                Report(part.Value.ToText(), template.Span);
                break;
        }
    }

    private void Report(string text, Span span)
    {
        if (IsPolish(text))
        {
            findings.Warning(Faults.RB0123(text.Length <= 40 ? text : text[..40] + "…"), span);
        }
    }

    private static bool IsPolish(string text) => text.AsSpan().ContainsAny(PolishLetters);
}
