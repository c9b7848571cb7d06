using System.Collections.Immutable;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Definition;

/// <summary>The types that an input or an activity's field can have.</summary>
public enum InputType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>Whole number.</summary>
    Integer,

    /// <summary>Number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>One of <c>choices</c>.</summary>
    Choice,

    /// <summary>Length of time: <c>500ms</c>, <c>30s</c>, <c>15m</c>, <c>2h</c>, <c>1d</c>.</summary>
    Duration,

    /// <summary>Number of bytes: <c>512</c>, <c>64KiB</c>, <c>1MiB</c>, <c>2GiB</c>, <c>5MB</c>.</summary>
    Size,

    /// <summary>A file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A path of either kind, which need not exist.</summary>
    Path,

    /// <summary>A list.</summary>
    List,

    /// <summary>A reference to a secret.</summary>
    Secret,

    /// <summary>A version as the product numbers itself.</summary>
    Version,

    /// <summary>A text in both languages (fields of activities only).</summary>
    Localized,

    /// <summary>Any value (fields of activities only).</summary>
    Any,

    /// <summary>Values by name (fields of activities only).</summary>
    Map,
}

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
);
