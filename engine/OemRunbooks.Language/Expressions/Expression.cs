using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Expressions;

/// <summary>A parsed, allowed expression.</summary>
public sealed record Expression
{
    internal Expression(string text, Span span, Node root) => (Text, Span, Root) = (text, span, root);

    /// <summary>Its text, without <c>${{ }}</c>.</summary>
    public string Text { get; }

    /// <summary>Where the text begins.</summary>
    public Span Span { get; }

    /// <summary>Its tree.</summary>
    internal Node Root { get; }

    /// <summary>Whether it is written in version 1.1 of the language or later: conditions take true and false alone.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Every name that it reads.</summary>
    public IEnumerable<Reference> References => Names.Select(static n => new Reference(n));

    internal IEnumerable<Node.Reference> Names => Root.All().OfType<Node.Reference>();

    /// <inheritdoc/>
    public bool Equals(Expression? other) => other is not null && other.Text == Text && other.Span == Span;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Span);
}

/// <summary>The operators of the expression language.</summary>
internal enum Operator
{
    /// <summary><c>!</c></summary>
    Not,

    /// <summary>unary <c>-</c></summary>
    Negate,

    /// <summary><c>+</c>: sum, or joining of texts or lists</summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>%</c></summary>
    Modulo,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&amp;&amp;</c></summary>
    And,

    /// <summary><c>||</c></summary>
    Or,

    /// <summary><c>??</c></summary>
    OrElse,
}

/// <summary>A part of an expression. Offsets count UTF-16 units from the beginning of its text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal abstract record Node(int Start, int Length)
{
    /// <summary>The parts of this part.</summary>
    public virtual IEnumerable<Node> Children => [];

    /// <summary>This part and everything in it.</summary>
    public IEnumerable<Node> All() => Children.SelectMany(static c => c.All()).Prepend(this);

    /// <summary>A fixed value.</summary>
    internal sealed record Constant(Value Value, int Start, int Length) : Node(Start, Length);

    /// <summary>A name with its members: <c>steps.backup.outputs.path</c>.</summary>
    internal sealed record Reference(string Root, ImmutableArray<Segment> Path, int Start, int Length) : Node(Start, Length)
    {
        /// <summary>The reference as it is spelt.</summary>
        public string Name => string.Join('.', Path.Select(static s => s.Name).Prepend(Root));
    }

    /// <summary>A member of a computed value.</summary>
    internal sealed record Member(Node Target, string Name, bool Optional, int Start, int Length) : Node(Start, Length)
    {
        /// <inheritdoc/>
        public override IEnumerable<Node> Children => [Target];
    }

    /// <summary>An item of a list, or a member by computed name.</summary>
    internal sealed record Index(Node Target, Node At, int Start, int Length) : Node(Start, Length)
    {
        /// <inheritdoc/>
        public override IEnumerable<Node> Children => [Target, At];
    }

    /// <summary>An operator before its operand.</summary>
    internal sealed record Unary(Operator Operator, Node Operand, int Start, int Length) : Node(Start, Length)
    {
        /// <inheritdoc/>
        public override IEnumerable<Node> Children => [Operand];
    }

    /// <summary>An operator between two operands.</summary>
    internal sealed record Binary(Operator Operator, Node Left, Node Right, int Start, int Length) : Node(Start, Length)
    {
        /// <summary>Whether it compares.</summary>
        internal bool IsComparison => IsEquality || IsOrder;

        /// <summary>Whether it asks whether two values are the same.</summary>
        internal bool IsEquality => Operator is Operator.Equal or Operator.NotEqual;

        /// <summary>Whether it asks which of two values is the greater.</summary>
        internal bool IsOrder => Operator is Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual;

        /// <inheritdoc/>
        public override IEnumerable<Node> Children => [Left, Right];
    }

    /// <summary>A choice: <c>condition ? a : b</c>.</summary>
    internal sealed record Conditional(Node Condition, Node Then, Node Else, int Start, int Length) : Node(Start, Length)
    {
        /// <inheritdoc/>
        public override IEnumerable<Node> Children => [Condition, Then, Else];
    }

    /// <summary>A call of one of our functions.</summary>
    internal sealed record Invoke(Function Function, ImmutableArray<Node> Arguments, int Start, int Length) : Node(Start, Length)
    {
        /// <inheritdoc/>
        public override IEnumerable<Node> Children => Arguments;
    }

    /// <summary>A list.</summary>
    internal sealed record Array(ImmutableArray<Node> Items, int Start, int Length) : Node(Start, Length)
    {
        /// <inheritdoc/>
        public override IEnumerable<Node> Children => Items;
    }
}

/// <summary>One member name of a reference.</summary>
/// <param name="Name">The name.</param>
/// <param name="Optional">Whether <c>?.</c> stands before it: missing gives null.</param>
/// <param name="Start">Offset of the name.</param>
internal readonly record struct Segment(string Name, bool Optional, int Start);

/// <summary>A function of the expression language.</summary>
/// <param name="Name">Its name: <c>family.name</c>.</param>
/// <param name="Least">Least number of arguments.</param>
/// <param name="Most">Greatest number of arguments.</param>
/// <param name="Apply">What it computes; throws <see cref="EvaluationException"/>.</param>
internal sealed record Function(string Name, int Least, int Most, Func<IReadOnlyList<Value>, Value> Apply)
{
    /// <summary>What it takes and gives, with words and an example.</summary>
    internal FunctionPage Page => FunctionPages.Of(Name);
}

/// <summary>A name that an expression reads, with its members: <c>steps.backup.outputs.path</c>.</summary>
public sealed class Reference
{
    internal Reference(Node.Reference node) => (Node, Path) = (node, [.. node.Path.Select(static s => s.Name)]);

    /// <summary>What it begins with.</summary>
    public string Root => Node.Root;

    /// <summary>The names of its members.</summary>
    public ImmutableArray<string> Path { get; }

    /// <summary>The whole name as it is spelt.</summary>
    public string Name => Node.Name;

    internal Node.Reference Node { get; }
}

/// <summary>An expression can't be computed.</summary>
/// <param name="failure">Why.</param>
public sealed class EvaluationException(Failure failure) : Exception(failure.Code)
{
    /// <summary>Why.</summary>
    public Failure Failure { get; } = failure;
}

/// <summary>The names that an expression can read.</summary>
public interface INames
{
    /// <summary>The value of a reference's root name with as many of its members as belong to the name itself.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="used">How many of its members the value already includes.</param>
    /// <exception cref="EvaluationException"><c>expression.unknown-name</c>, <c>expression.not-available</c></exception>
    Value Resolve(Reference reference, out int used);

    /// <summary>What kind of value a part of an expression gives, as far as the definition says; null where nobody knows.</summary>
    ISorts? Sorts => null;
}

/// <summary>What kind of value an expression gives, as far as the definition says.</summary>
public interface ISorts
{
    /// <summary>The sort of a part of an expression.</summary>
    internal Sort Of(Node node);
}

/// <summary>Kinds of value that can be told apart without computing them.</summary>
internal enum Sort
{
    /// <summary>It can't be told.</summary>
    Any,

    /// <summary>No value.</summary>
    Null,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A number, whole or not.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A version, which orders as versions do.</summary>
    Version,

    /// <summary>A length of time, which orders by its length.</summary>
    Duration,

    /// <summary>A list.</summary>
    List,

    /// <summary>Values by name.</summary>
    Map,

    /// <summary>A reference to a secret.</summary>
    Secret,
}
