using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Expressions;

/// <summary>Spells expressions and templates in one way each, so that two that mean the same by form compare equal.</summary>
internal static class ExpressionText
{
    /// <summary>An expression, whatever its blanks, quotes and needless brackets were.</summary>
    public static string Of(Node node) =>
        node switch
        {
            Node.Constant constant => CanonicalJson.Text(constant.Value.Recorded()),
            Node.Reference reference => reference.Root
                + string.Concat(reference.Path.Select(static s => (s.Optional ? "?." : ".") + s.Name)),
            Node.Member member => $"{Inner(member.Target)}{(member.Optional ? "?." : ".")}{member.Name}",
            Node.Index index => $"{Inner(index.Target)}[{Of(index.At)}]",
            Node.Unary unary => (unary.Operator == Operator.Not ? "!" : "-") + Inner(unary.Operand),
            Node.Binary binary => $"{Inner(binary.Left)} {Sign(binary.Operator)} {Inner(binary.Right)}",
            Node.Conditional choice => $"{Inner(choice.Condition)} ? {Inner(choice.Then)} : {Inner(choice.Else)}",
            Node.Invoke invoke => $"{invoke.Function.Name}({string.Join(", ", invoke.Arguments.Select(Of))})",
            Node.Array array => $"[{string.Join(", ", array.Items.Select(Of))}]",
            _ => throw new InvalidOperationException(node.GetType().Name),
        };

    /// <summary>A template: a literal as JSON, an expression within <c>${{ }}</c>.</summary>
    public static string Of(Template template) =>
        template switch
        {
            Template.Literal literal => literal.Value.Kind == ValueKind.Text
                ? literal.Value.ToText()
                : CanonicalJson.Text(literal.Value.Recorded()),
            Template.Whole whole => $"${{{{ {Of(whole.Expression.Root)} }}}}",
            Template.Mixed mixed => string.Concat(mixed.Parts.Select(Of)),
            Template.Sequence list => $"[{string.Join(", ", list.Items.Select(Of))}]",
            Template.Mapping map => $"{{{string.Join(", ", map.Members.Select(static m => $"{m.Name}: {Of(m.Template)}"))}}}",
            _ => throw new InvalidOperationException(template.GetType().Name),
        };

    private static string Inner(Node node) => node is Node.Binary or Node.Conditional ? $"({Of(node)})" : Of(node);

    internal static string Sign(Operator sign) =>
        sign switch
        {
            Operator.Not => "!",
            Operator.Negate => "-",
            Operator.Add => "+",
            Operator.Subtract => "-",
            Operator.Multiply => "*",
            Operator.Divide => "/",
            Operator.Modulo => "%",
            Operator.Equal => "==",
            Operator.NotEqual => "!=",
            Operator.Less => "<",
            Operator.LessOrEqual => "<=",
            Operator.Greater => ">",
            Operator.GreaterOrEqual => ">=",
            Operator.And => "&&",
            Operator.Or => "||",
            Operator.OrElse => "??",
        };
}
