using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks;

/// <summary>Follows secrets from their inputs through variables, and refuses every way into something that is shown.</summary>
/// <remarks>A secret may go, whole, into a field that takes secrets or passes values on. Source: language.md, "Inputs"; trust.md.</remarks>
internal sealed class SecretCheck
{
    private readonly Runbook runbook;
    private readonly Findings findings;
    private readonly ImmutableHashSet<string> secretVariables;

    internal SecretCheck(Runbook runbook, Findings findings)
    {
        this.runbook = runbook;
        this.findings = findings;
        secretVariables = [];
        for (var count = -1; count != secretVariables.Count; )
        {
            count = secretVariables.Count;
            secretVariables =
            [
                .. runbook.Variables.Where(v => v.Template.Expressions.Any(e => e.References.Any(IsSecret))).Select(static v => v.Name),
            ];
        }
    }

    internal void Run()
    {
        foreach (var variable in runbook.Variables)
        {
            Whole(variable.Template);
        }

        foreach (var step in runbook.AllSteps())
        {
            Inputs(step.Activity, step.With);
            Inputs(step.Compensate?.Action, step.Compensate?.With ?? []);
            Refuse(step.In);
        }

        foreach (var escalation in runbook.Escalations)
        {
            Inputs(escalation.Step.Activity, escalation.Step.With);
        }

        foreach (var output in runbook.Outputs)
        {
            Refuse(output.Template);
        }
    }

    private void Inputs(ActivityInfo? activity, ImmutableArray<NamedTemplate> with)
    {
        foreach (var given in with)
        {
            if (activity?.Input(given.Name)?.Type is InputType.Secret or InputType.Any or InputType.Map or null)
            {
                Whole(given.Template);
            }
            else
            {
                Refuse(given.Template);
            }
        }
    }

    /// <summary>A secret may be the whole value of a member or item, not a part of a text.</summary>
    private void Whole(Template? template)
    {
        switch (template)
        {
            case Template.Mixed:
                Refuse(template);
                break;
            case Template.Sequence list:
                foreach (var item in list.Items)
                {
                    Whole(item);
                }

                break;
            case Template.Mapping map:
                foreach (var member in map.Members)
                {
                    Whole(member.Template);
                }

                break;
        }
    }

    private void Refuse(Template? template)
    {
        foreach (var expression in template?.Expressions ?? [])
        {
            foreach (var reference in Shown(expression.Root).Where(IsSecret))
            {
                findings.Error(Faults.RB0601(reference.Path[0].Name), expression.Span.Shift(reference.Start, reference.Length));
            }
        }
    }

    // What only decides does not show.
    private static IEnumerable<Node.Reference> Shown(Node node) =>
        node switch
        {
            Node.Reference reference => [reference],
            Node.Conditional choice => Shown(choice.Then).Concat(Shown(choice.Else)),
            Node.Binary { Operator: Operator.Equal or Operator.NotEqual } => [],
            _ => node.Children.SelectMany(Shown),
        };

    private bool IsSecret(Node.Reference reference) =>
        reference.Path.Length > 0
        && reference.Root switch
        {
            "inputs" => runbook.Input(reference.Path[0].Name)?.Type == InputType.Secret,
            "vars" => secretVariables.Contains(reference.Path[0].Name),
            _ => false,
        };
}
