using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Trust;

/// <summary>A secret would end up in something that is shown.</summary>
/// <remarks>A secret may go, whole, into a field that takes secrets or passes values on. Source: language.md, "Inputs"; trust.md.</remarks>
internal sealed class SecretInText(Subject on) : Check(on)
{
    private readonly Lazy<ImmutableHashSet<string>> secretVariables = new(() => Spread(on.Runbook));

    internal override string Code => Codes.RB0601;

    internal override CheckKind Kind => CheckKind.Fitness;

    internal override void Variable(NamedTemplate variable) => Whole(variable.Template);

    internal override void Step(Step step, StepPlace place) => Refuse(step.In);

    internal override void Field(FieldUse field)
    {
        if (field.Descriptor?.Type is InputType.Secret or InputType.Any or InputType.Map or null)
        {
            Whole(field.Given.Template);
        }
        else
        {
            Refuse(field.Given.Template);
        }
    }

    internal override void Output(NamedTemplate output) => Refuse(output.Template);

    /// <summary>The variables that hold a secret, directly or by others.</summary>
    private static ImmutableHashSet<string> Spread(Runbook runbook)
    {
        ImmutableHashSet<string> secret = [];
        for (var count = -1; count != secret.Count; )
        {
            count = secret.Count;
            secret =
            [
                .. runbook
                    .Variables.Where(v => v.Template.Expressions.Any(e => e.Names.Any(r => IsSecret(r, runbook, secret))))
                    .Select(static v => v.Name),
            ];
        }

        return secret;
    }

    /// <summary>A secret may be the whole value of a member or item, not a part of a text.</summary>
    private void Whole(Template template)
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
            foreach (var reference in Shown(expression.Root).Where(r => IsSecret(r, On.Runbook, secretVariables.Value)))
            {
                Found(Faults.RB0601(reference.Path[0].Name), expression.Span.Shift(reference.Start, reference.Length));
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

    private static bool IsSecret(Node.Reference reference, Runbook runbook, ImmutableHashSet<string> variables) =>
        reference.Path.Length > 0
        && reference.Root switch
        {
            "inputs" => runbook.Input(reference.Path[0].Name)?.Type == InputType.Secret,
            "vars" => variables.Contains(reference.Path[0].Name),
            _ => false,
        };
}
