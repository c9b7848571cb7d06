using System.Collections.Immutable;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks;

/// <summary>Where a step stands.</summary>
/// <param name="IsReached">Whether a run can come to it.</param>
/// <param name="IsBeside">Whether others may run at the same time.</param>
/// <param name="EndedBy">The step right before it that always fails; null unless it is the first that is not reached.</param>
internal sealed record StepPlace(bool IsReached, bool IsBeside, Step? EndedBy);

/// <summary>Who gives an activity a value.</summary>
internal enum FieldGiver
{
    /// <summary>A step.</summary>
    Step,

    /// <summary>The undoing of a step.</summary>
    Undoing,

    /// <summary>An escalation.</summary>
    Escalation,
}

/// <summary>A value that is given to an activity.</summary>
/// <param name="Giver">Who gives it.</param>
/// <param name="Descriptor">The activity's field; null when it has none of this name.</param>
/// <param name="Given">The name and the value.</param>
internal sealed record FieldUse(FieldGiver Giver, Field? Descriptor, NamedTemplate Given);

/// <summary>A code that a retry, a clause or an escalation takes.</summary>
/// <param name="Pattern">The code, or a prefix of codes.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="IsRaised">Whether anything here can fail with it.</param>
/// <param name="IsOpen">Whether an earlier rule has left something of it.</param>
internal sealed record Route(string Pattern, Span Span, bool IsRaised, bool IsOpen);

/// <summary>What an expression can count on where it stands.</summary>
/// <param name="Sure">Steps that have run and succeeded.</param>
/// <param name="Before">Steps that are over, in whatever way.</param>
/// <param name="Loops">Names of the items of the loops around it.</param>
/// <param name="Around">The loops around it, by id.</param>
/// <param name="Conditional">Steps that have succeeded if their own condition was fulfilled.</param>
internal sealed record Scope(
    StepSet Sure,
    StepSet Before,
    ImmutableHashSet<string> Loops,
    ImmutableHashSet<string> Around,
    StepSet Conditional
)
{
    /// <summary>Nothing has run yet.</summary>
    internal static Scope Nothing(StepSet none) => new(none, none, [], [], none);
}

/// <summary>A name that an expression reads.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Reference">The name, with its members.</param>
/// <param name="Scope">What the expression can count on.</param>
/// <param name="Step">The step whose member it reads, or null.</param>
internal sealed record NameUse(Expression Expression, Node.Reference Reference, Scope Scope, Step? Step)
{
    /// <summary>The names that an expression can begin with, but for those of loops.</summary>
    internal static readonly ImmutableArray<string> Roots = ["inputs", "vars", "steps", "run", "station"];

    /// <summary>The whole name's place.</summary>
    internal Span Span => Expression.Span.Shift(Reference.Start, Reference.Length);

    /// <summary>The member that is read of a root name; null when the name ends before.</summary>
    internal Segment? MemberOf(string root) => Reference.Root == root && Reference.Path.Length > 0 ? Reference.Path[0] : null;

    /// <summary>The step whose outputs it reads, or null.</summary>
    internal Step? ReadsOutputsOf => Reference.Path is [_, { Name: "outputs" }, ..] ? Step : null;

    /// <summary>The loop whose passes keep what the step gives to themselves, when the name is read outside of it; or null.</summary>
    internal string? LoopHiding(Subject on) =>
        Step is null ? null : on.LoopsOf.GetValueOrDefault(Step.Id)?.FirstOrDefault(l => !Scope.Around.Contains(l));

    /// <summary>Where a member of it stands.</summary>
    internal Span Place(Segment member) => Expression.Span.Shift(member.Start, member.Name.Length);
}

/// <summary>A comparison in an expression.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Node">The comparison.</param>
/// <param name="Scope">What the expression can count on where it stands.</param>
internal sealed record ComparisonUse(Expression Expression, Node.Binary Node, Scope Scope)
{
    /// <summary>Its place.</summary>
    internal Span Span => Expression.Span.Shift(Node.Start, Node.Length);

    /// <summary>It as it is written.</summary>
    internal string Text => Expression.Text.Substring(Node.Start, Math.Min(Node.Length, Expression.Text.Length - Node.Start));
}
