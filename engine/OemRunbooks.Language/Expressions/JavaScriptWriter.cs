using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Expressions;

/// <summary>Spells expressions and templates as JavaScript that gives the same values.</summary>
/// <param name="sorts">What kind of value the parts of an expression give.</param>
/// <param name="names">How a name is read; null when it can't be.</param>
internal sealed class JavaScriptWriter(ISorts sorts, Func<Reference, (string Script, int Used)?> names)
{
    private bool isStrict;

    /// <summary>The functions and names that have no counterpart.</summary>
    internal List<string> Missing { get; } = [];

    /// <summary>A template; a mapping stands in parentheses, for JavaScript takes a brace at the beginning for a block.</summary>
    internal string Of(Template template) => template is Template.Mapping ? $"({Part(template)})" : Part(template);

    /// <summary>A condition, whose value is true or false.</summary>
    internal string Condition(Expression expression)
    {
        isStrict = expression.IsStrict;
        return Truth(expression.Root);
    }

    /// <summary>A text, number or other fixed value.</summary>
    internal static string Literal(Value value) => value.Kind == ValueKind.Number ? value.ToText() : CanonicalJson.Text(value);

    private string Part(Template template) =>
        template switch
        {
            Template.Whole whole => Whole(whole.Expression),
            Template.Literal { Value.Kind: ValueKind.Secret } secret => Literal(Value.Of(secret.Value.ToText())),
            Template.Literal literal => Literal(literal.Value),
            Template.Mixed mixed => Mixed(mixed),
            Template.Sequence list => $"[{string.Join(", ", list.Items.Select(Part))}]",
            Template.Mapping map => $"{{{string.Join(", ", map.Members.Select(Member))}}}",
            _ => throw new InvalidOperationException(template.GetType().Name),
        };

    private string Member(NamedTemplate member) => $"{Literal(Value.Of(member.Name))}: {Part(member.Template)}";

    private string Whole(Expression expression)
    {
        isStrict = expression.IsStrict;
        return Of(expression.Root);
    }

    // A text first: two numbers side by side would be added up.
    private string Mixed(Template.Mixed mixed)
    {
        var parts = mixed.Parts.Select(Text);
        return string.Join(" + ", mixed.Parts[0] is Template.Literal ? parts : parts.Prepend("\"\""));
    }

    private string Text(Template part)
    {
        if (part is not Template.Whole whole)
        {
            return Part(part);
        }

        isStrict = whole.Expression.IsStrict;
        return Text(whole.Expression.Root);
    }

    private string Of(Node node) =>
        node switch
        {
            Node.Constant constant => Literal(constant.Value),
            Node.Reference reference => Read(reference),
            Node.Member member => Property(Inner(member.Target), member.Name),
            Node.Index index => $"{JavaScriptText.Item}({Of(index.Target)}, {Of(index.At)})",
            Node.Unary { Operator: Operator.Not } not => "!" + Inner(Truth(not.Operand)),
            Node.Unary negate => "-" + Inner(negate.Operand),
            Node.Binary binary => Of(binary),
            Node.Conditional choice => $"{Inner(Truth(choice.Condition))} ? {Inner(choice.Then)} : {Inner(choice.Else)}",
            Node.Invoke invoke => Call(invoke),
            Node.Array array => $"[{string.Join(", ", array.Items.Select(Of))}]",
            _ => None("?"),
        };

    private string Of(Node.Binary binary) =>
        binary.Operator switch
        {
            Operator.And => $"{Inner(Truth(binary.Left))} && {Inner(Truth(binary.Right))}",
            Operator.Or => $"{Inner(Truth(binary.Left))} || {Inner(Truth(binary.Right))}",
            Operator.OrElse => OrElse(binary),
            Operator.Equal or Operator.NotEqual => Equality(binary),
            Operator.Add => Sum(binary),
            Operator.Divide => $"Number(({Inner(binary.Left)} / {Inner(binary.Right)}).toFixed(12))",
            _ when binary.IsOrder => Order(binary),
            _ => $"{Inner(binary.Left)} {ExpressionText.Sign(binary.Operator)} {Inner(binary.Right)}",
        };

    // Null and false alone are not fulfilled; to JavaScript, neither are 0 and the empty text.
    private string Truth(Node node) =>
        node switch
        {
            Node.Constant constant => constant.Value.IsTruthy ? "true" : "false",
            _ when IsTruth(node) => Of(node),
            _ when sorts.Of(node) == Sort.Boolean => "!!" + Inner(node),
            _ => $"({Inner(node)} ?? false) !== false",
        };

    private static bool IsTruth(Node node) =>
        node
            is Node.Unary { Operator: Operator.Not }
                or Node.Binary { Operator: Operator.And or Operator.Or }
                or Node.Binary { IsComparison: true };

    private string OrElse(Node.Binary binary) =>
        sorts.Of(binary.Left) switch
        {
            Sort.Text or Sort.Version or Sort.Duration => $"{Inner(binary.Left)} || {Inner(binary.Right)}",
            Sort.Boolean or Sort.Number or Sort.List or Sort.Map => $"{Inner(binary.Left)} ?? {Inner(binary.Right)}",
            _ => $"((v) => v == null || v === \"\" ? {Of(binary.Right)} : v)({Of(binary.Left)})",
        };

    private string Equality(Node.Binary binary)
    {
        var (left, right) = (sorts.Of(binary.Left), sorts.Of(binary.Right));
        var isNot = binary.Operator == Operator.NotEqual;
        if (left == Sort.Null || right == Sort.Null)
        {
            return $"{Inner(binary.Left)} {(isNot ? "!=" : "==")} {Inner(binary.Right)}";
        }

        if (Versions(left, right) is { } compare)
        {
            return $"{compare}({Text(binary.Left)}, {Text(binary.Right)}) {(isNot ? "!==" : "===")} 0";
        }

        if (IsSimple(left) || IsSimple(right))
        {
            return $"{Inner(binary.Left)} {(isNot ? "!==" : "===")} {Inner(binary.Right)}";
        }

        return $"{(isNot ? "!" : "")}{JavaScriptText.Same}({Of(binary.Left)}, {Of(binary.Right)})";
    }

    // Where one side is surely no list and no mapping, the sign itself says whether they are the same.
    private static bool IsSimple(Sort sort) => sort is Sort.Boolean or Sort.Number or Sort.Text or Sort.Version or Sort.Duration;

    private string Order(Node.Binary binary)
    {
        var sign = ExpressionText.Sign(binary.Operator);
        return Versions(sorts.Of(binary.Left), sorts.Of(binary.Right)) is { } compare
            ? $"{compare}({Text(binary.Left)}, {Text(binary.Right)}) {sign} 0"
            : $"{Inner(binary.Left)} {sign} {Inner(binary.Right)}";
    }

    // Since 1.1, versions and lengths of time order as such, not as texts.
    private string? Versions(Sort left, Sort right) =>
        (isStrict && left == right ? left : Sort.Any) switch
        {
            Sort.Version => JavaScriptText.CompareVersions,
            Sort.Duration => JavaScriptText.CompareDurations,
            _ => null,
        };

    private string Sum(Node.Binary binary) =>
        (sorts.Of(binary.Left), sorts.Of(binary.Right), sorts.Of(binary)) switch
        {
            (_, _, Sort.Text) => $"{Text(binary.Left)} + {Text(binary.Right)}",
            (Sort.Number, Sort.Number, _) => $"{Inner(binary.Left)} + {Inner(binary.Right)}",
            (Sort.List, Sort.List, _) => $"[...({Inner(binary.Left)} ?? []), ...({Inner(binary.Right)} ?? [])]",
            _ => $"{JavaScriptText.Sum}({Of(binary.Left)}, {Of(binary.Right)})",
        };

    /// <summary>The value as it stands in a text: null as nothing, lists and maps as JSON.</summary>
    private string Text(Node node) =>
        node is Node.Constant constant
            ? Literal(Value.Of(constant.Value.ToText()))
            : sorts.Of(node) switch
            {
                Sort.Text or Sort.Version or Sort.Duration or Sort.Secret => $"({Inner(node)} ?? \"\")",
                _ => $"{JavaScriptText.Text}({Of(node)})",
            };

    private string Call(Node.Invoke invoke)
    {
        var made = JavaScriptFunctions
            .Find(invoke)
            ?.Invoke([.. invoke.Arguments.Select(a => new JavaScriptArgument(Of(a), Inner(a), Text(a)))]);
        return made ?? None(invoke.Function.Name);
    }

    private string Read(Node.Reference reference)
    {
        if (names(new(reference)) is not var (script, used))
        {
            return None(reference.Name);
        }

        return reference.Path.Skip(used).Aggregate(script, static (target, segment) => Property(target, segment.Name));
    }

    // Of a list or text, the size is what JavaScript calls length; a mapping may have a member of that name.
    private static string Property(string target, string name) =>
        name == "size" ? $"{JavaScriptText.Size}({target})" : target + JavaScriptText.Member(name);

    private string None(string name)
    {
        Missing.Add(name);
        return $"(() => {{ throw new Error({Literal(Value.Of(name))}); }})()";
    }

    private string Inner(Node node) => Inner(Of(node));

    private static string Inner(string script) => JavaScriptText.IsAtom(script) ? script : $"({script})";
}
