using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Expressions;

/// <summary>A value of a definition that may hold <c>${{ }}</c>.</summary>
/// <param name="Span">Where it stands.</param>
public abstract record Template(Span Span)
{
    /// <summary>Every expression in it.</summary>
    public abstract IEnumerable<Expression> Expressions { get; }

    /// <summary>A value without expressions.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Literal(Value Value, Span Span) : Template(Span)
    {
        /// <inheritdoc/>
        public override IEnumerable<Expression> Expressions => [];
    }

    /// <summary>One expression, whose value keeps its type.</summary>
    /// <param name="Expression">The expression.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Whole(Expression Expression, Span Span) : Template(Span)
    {
        /// <inheritdoc/>
        public override IEnumerable<Expression> Expressions => [Expression];
    }

    /// <summary>Text with expressions in it.</summary>
    /// <param name="Parts">Texts (<see cref="Literal"/>) and expressions (<see cref="Whole"/>) in order.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Mixed(ImmutableArray<Template> Parts, Span Span) : Template(Span)
    {
        /// <inheritdoc/>
        public override IEnumerable<Expression> Expressions => Parts.SelectMany(static p => p.Expressions);
    }

    /// <summary>A list.</summary>
    /// <param name="Items">Its items.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Sequence(ImmutableArray<Template> Items, Span Span) : Template(Span)
    {
        /// <inheritdoc/>
        public override IEnumerable<Expression> Expressions => Items.SelectMany(static i => i.Expressions);
    }

    /// <summary>Values by name.</summary>
    /// <param name="Members">Its members, in order.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Mapping(ImmutableArray<NamedTemplate> Members, Span Span) : Template(Span)
    {
        /// <inheritdoc/>
        public override IEnumerable<Expression> Expressions => Members.SelectMany(static m => m.Template.Expressions);
    }
}

/// <summary>A named value that may hold expressions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Template">Its value.</param>
/// <param name="Span">Where the name stands.</param>
public sealed record NamedTemplate(string Name, Template Template, Span Span);
