using System.Collections.Immutable;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Definition;

/// <summary>A declared input of a runbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Required">Whether a value must be given.</param>
/// <param name="Default">What it is when none is given, or null.</param>
/// <param name="Choices">The values of a choice.</param>
/// <param name="Pattern">A regular expression that a text must match as a whole, or null.</param>
/// <param name="Min">Least number, size in bytes, length in milliseconds, or count; or null.</param>
/// <param name="Max">Greatest of the same, or null.</param>
/// <param name="MustExist">Whether a file or directory must be there before the first step.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Description">More about it, or null.</param>
/// <param name="Span">Where it stands.</param>
public sealed record InputDefinition(
    string Name,
    InputType Type,
    bool Required,
    Template? Default,
    ImmutableArray<string> Choices,
    string? Pattern,
    decimal? Min,
    decimal? Max,
    bool MustExist,
    LocalizedText Title,
    LocalizedText? Description,
    Span Span
)
{
    /// <summary>What values it takes.</summary>
    public Bounds Bounds => new(Type, Choices, Pattern, Min, Max);
}
