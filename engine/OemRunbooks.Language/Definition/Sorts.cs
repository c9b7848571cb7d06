using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Definition;

/// <summary>Tells what kind of value the expressions of a runbook give: by its inputs, its variables, and what its steps declare.</summary>
/// <remarks>Of a loop's item, and of what is inside a mapping, nothing is known; that is no finding.</remarks>
/// <param name="runbook">The runbook in which the expressions stand.</param>
internal sealed class Sorts(Runbook runbook) : ISorts
{
    private const int MaxDepth = 16;

    private readonly Lazy<Dictionary<string, Step>> steps = new(() =>
        runbook.AllSteps().GroupBy(static s => s.Id, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.First())
    );

    /// <inheritdoc/>
    public Sort Of(Node node) => Of(node, 0);

    /// <summary>The sort of what a template gives.</summary>
    internal Sort Of(Template template) => Of(template, 0);

    /// <summary>The sort of a value of a type.</summary>
    internal static Sort Of(InputType type) =>
        type switch
        {
            InputType.String or InputType.Choice or InputType.File or InputType.Directory or InputType.Path => Sort.Text,
            InputType.Integer or InputType.Number or InputType.Size => Sort.Number,
            InputType.Boolean => Sort.Boolean,
            InputType.Duration => Sort.Duration,
            InputType.Version => Sort.Version,
            InputType.List => Sort.List,
            InputType.Map => Sort.Map,
            InputType.Secret => Sort.Secret,
            InputType.Localized or InputType.Any => Sort.Any,
        };

    /// <summary>The fields of a question as a step asks it; null when only the run knows them.</summary>
    internal static ImmutableArray<Template.Mapping>? FieldsOf(Step step) =>
        step.Activity?.Name == PersonActivities.Ask.Name
        && step.With.FirstOrDefault(static w => w.Name == PersonFields.Fields.Name)?.Template is Template.Sequence list
        && list.Items.All(static i => i is Template.Mapping m && Text(m, QuestionFields.Name) is not null)
            ? [.. list.Items.Cast<Template.Mapping>()]
            : null;

    /// <summary>A member of a field or item that is written down; null when there is none or it is computed.</summary>
    internal static string? Text(Template.Mapping field, Field key) => Literal(field, key)?.ToText();

    private static Value? Literal(Template.Mapping field, Field key) =>
        field.Members.FirstOrDefault(m => m.Name == key.Name)?.Template is Template.Literal { Value: { IsNull: false } value }
            ? value
            : null;

    /// <summary>What a name reads as far as it has bounds: an input, an output, an answer; null when nothing is said of it.</summary>
    internal Bounds? BoundsOf(Node node) =>
        node is not Node.Reference reference
            ? null
            : (reference.Root, reference.Path) switch
            {
                ("inputs", [var name]) when runbook.Input(name.Name) is { } input => input.Bounds,
                ("station", [{ Name: "platform" }]) => new(InputType.Choice, ["linux", "macos", "windows"]),
                ("steps", [var id, { Name: "outputs" }, var output]) when Declared(id.Name, output.Name) is { } field => new(
                    field.Type,
                    field.Choices
                ),
                ("steps", [var id, { Name: "outputs" }, { Name: "answers" }, var answer]) when FieldOf(id.Name, answer.Name) is { } field =>
                    OfField(field),
                _ => null,
            };

    private Sort Of(Node node, int depth) =>
        depth > MaxDepth
            ? Sort.Any
            : node switch
            {
                Node.Constant constant => Of(constant.Value),
                Node.Reference reference => Of(reference, depth),
                Node.Unary { Operator: Operator.Not } => Sort.Boolean,
                Node.Unary => Sort.Number,
                Node.Binary binary => Of(binary, depth),
                Node.Conditional choice => Common(Of(choice.Then, depth + 1), Of(choice.Else, depth + 1)),
                Node.Invoke invoke => invoke.Function.Page.Gives,
                Node.Array => Sort.List,
                Node.Member { Name: "size" } => Sort.Any,
                _ => Sort.Any,
            };

    private Sort Of(Node.Binary binary, int depth) =>
        binary.Operator switch
        {
            Operator.And
            or Operator.Or
            or Operator.Equal
            or Operator.NotEqual
            or Operator.Less
            or Operator.LessOrEqual
            or Operator.Greater
            or Operator.GreaterOrEqual => Sort.Boolean,
            Operator.OrElse => Common(Of(binary.Left, depth + 1), Of(binary.Right, depth + 1)),
            Operator.Add => Sum(Of(binary.Left, depth + 1), Of(binary.Right, depth + 1)),
            _ => Sort.Number,
        };

    private static Sort Sum(Sort left, Sort right) =>
        left is Sort.Text or Sort.Version or Sort.Duration || right is Sort.Text or Sort.Version or Sort.Duration ? Sort.Text
        : left == right ? left
        : Sort.Any;

    private static Sort Common(Sort one, Sort other) =>
        (one, other) switch
        {
            _ when one == other => one,
            (_, Sort.Null) => one,
            (Sort.Null, _) => other,
            (Sort.Text or Sort.Version or Sort.Duration, Sort.Text or Sort.Version or Sort.Duration) => Sort.Text,
            _ => Sort.Any,
        };

    internal static Sort Of(Value value) =>
        value.Kind switch
        {
            ValueKind.Null => Sort.Null,
            ValueKind.Boolean => Sort.Boolean,
            ValueKind.Integer or ValueKind.Number => Sort.Number,
            ValueKind.Text => Sort.Text,
            ValueKind.Secret => Sort.Secret,
            ValueKind.List => Sort.List,
            ValueKind.Map => Sort.Map,
            ValueKind.Unknown => Sort.Any,
        };

    private Sort Of(Node.Reference reference, int depth) =>
        (reference.Root, reference.Path) switch
        {
            ("inputs", [var name]) => runbook.Input(name.Name) is { } input ? Of(input.Type) : Sort.Any,
            ("inputs", [var name, { Name: "size" }]) when runbook.Input(name.Name) is not null => Sort.Number,
            ("vars", [var name]) => runbook.Variables.FirstOrDefault(v => v.Name == name.Name) is { } variable
                ? Of(variable.Template, depth + 1)
                : Sort.Any,
            ("station", [{ Name: "platform" or "architecture" or "name" or "os" }]) => Sort.Text,
            ("run", [{ Name: "id" or "operator" or "runbook" or "version" or "language" or "outcome" or "escalatedTo" }]) => Sort.Text,
            ("run", [{ Name: "failure" }, { Name: "code" or "step" }]) => Sort.Text,
            ("run", [{ Name: "failure" }]) => Sort.Map,
            ("steps", [_, { Name: "state" or "error" }]) => Sort.Text,
            ("steps", [_, { Name: "outputs" }]) => Sort.Map,
            ("steps", [var id, { Name: "outputs" }, var output]) => OfOutput(id.Name, output.Name, depth),
            ("steps", [var id, { Name: "outputs" }, { Name: "answers" }, var answer]) => FieldOf(id.Name, answer.Name) is { } field
                ? Of(OfField(field).Type)
                : Sort.Any,
            _ => Sort.Any,
        };

    private Sort Of(Template template, int depth) =>
        template switch
        {
            Template.Literal literal => Of(literal.Value),
            Template.Whole whole => Of(whole.Expression.Root, depth),
            Template.Mixed => Sort.Text,
            Template.Sequence => Sort.List,
            _ => Sort.Map,
        };

    private Sort OfOutput(string id, string name, int depth)
    {
        if (steps.Value.GetValueOrDefault(id) is not { } step)
        {
            return Sort.Any;
        }

        return step switch
        {
            { Called: { } called } => called.Outputs.FirstOrDefault(o => o.Name == name) is { } output
                ? new Sorts(called).Of(output.Template, depth + 1)
                : Sort.Any,
            { Kind: StepKind.ForEach } when name == "count" => Sort.Number,
            { Kind: StepKind.ForEach } when name == "passes" => Sort.List,
            _ => Declared(id, name) is { } field ? Of(field.Type) : Sort.Any,
        };
    }

    private Output? Declared(string id, string name) => steps.Value.GetValueOrDefault(id)?.Activity?.Output(name);

    private Template.Mapping? FieldOf(string id, string name) =>
        steps.Value.GetValueOrDefault(id) is { } step && FieldsOf(step) is { } fields
            ? fields.FirstOrDefault(f => Text(f, QuestionFields.Name) == name)
            : null;

    // What is computed is not known before the run.
    private static Bounds OfField(Template.Mapping field) =>
        field.Members.Any(static m => m.Template.Expressions.Any())
            ? new(InputType.Any, [])
            : Bounds.OfField(
                Value.Map(
                    field
                        .Members.Where(static m => m.Template is Template.Literal or Template.Sequence)
                        .Select(static m => KeyValuePair.Create(m.Name, Plain(m.Template)))
                )
            );

    private static Value Plain(Template template) =>
        template switch
        {
            Template.Literal literal => literal.Value,
            Template.Sequence list => Value.List(list.Items.Select(Plain)),
            _ => Value.Null,
        };
}
