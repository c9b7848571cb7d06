using System.Collections.Immutable;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Descriptors;

/// <summary>
/// An input or output of an activity, or a member of the items of a list: what checks, schemas, completion, help and reference read.
/// </summary>
/// <remarks>
/// It is the same object by which the activity reads the input or gives the output, so that what is told and what is done can't differ.
/// </remarks>
public abstract record Field
{
    private protected Field(FieldWords words, InputType type) => (Name, Type, Summary) = (words.Name, type, words.Summary);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type.</summary>
    public InputType Type { get; }

    /// <summary>What it is, with its unit.</summary>
    public LocalizedText Summary { get; }

    /// <summary>Whether a value must be given.</summary>
    public bool Required { get; private protected init; }

    /// <summary>What it is when no value is given, as shown to people; null for nothing.</summary>
    public string? Default { get; private protected init; }

    /// <summary>The values of a choice.</summary>
    public ImmutableArray<string> Choices { get; internal init; } = [];

    /// <summary>Whether the items of a list are paths or patterns of paths.</summary>
    public bool HoldsPaths { get; internal init; }

    /// <summary>The members of each item of a list, for editors; empty when the items are of any kind.</summary>
    public ImmutableArray<Field> Items { get; internal init; } = [];

    /// <summary>What it tells of the machine; of outputs alone.</summary>
    public Meaning Meaning { get; init; }

    /// <summary>
    /// Whether the input names what the activity changes; a journal notes it before a step that is not repeatable begins.
    /// </summary>
    public bool Changes { get; internal init; }
}
