namespace OemRunbooks.Words.Generator;

/// <summary>What a words file holds: codes, sentences, hints that several codes share, and what is told of an activity.</summary>
internal enum EntryKind
{
    /// <summary>A code that may go wrong: <c>Faults.X</c> and <c>Codes.X</c>.</summary>
    Code,

    /// <summary>Something that people read: <c>Says.X</c>.</summary>
    Say,

    /// <summary>A hint to be named by codes.</summary>
    Hint,

    /// <summary>An activity; its inputs and outputs follow it.</summary>
    Activity,

    /// <summary>Inputs and outputs that several activities share follow.</summary>
    Fields,

    /// <summary>An input of the activity or the fields before it.</summary>
    Input,

    /// <summary>An output of the activity or the fields before it.</summary>
    Output,
}

/// <summary>A text with the line where it stands, from 1.</summary>
internal sealed record Line(string Text, int Number);

/// <summary>An argument of a code or sentence.</summary>
/// <param name="Name">Its name, as journals record it.</param>
/// <param name="Type">The word of its type.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="IsSilent">Whether it is recorded but stands in no text.</param>
internal sealed record Argument(string Name, string Type, bool IsOptional, bool IsSilent);

/// <summary>One entry of a words file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Its key.</param>
/// <param name="File">The path of its file.</param>
/// <param name="Number">The line of its head, from 1.</param>
internal sealed record Entry(EntryKind Kind, string Key, string File, int Number)
{
    /// <summary>The activity or the fields that an input or output belongs to; null for all else.</summary>
    internal Entry? Owner { get; init; }

    internal List<Argument> Arguments { get; } = [];

    /// <summary>Its fields by their names, as the file writes them.</summary>
    internal Dictionary<string, Line> Fields { get; } = [];

    internal Line? Doc => Field("doc");

    internal Line? Pl => Field("pl");

    internal Line? En => Field("en");

    internal Line? HintPl => Field("hint pl");

    internal Line? HintEn => Field("hint en");

    /// <summary>The name of the shared hint, instead of one of its own.</summary>
    internal Line? HintName => Field("hint");

    /// <summary>The key as a C# name: <c>delta.base-mismatch</c> is <c>DeltaBaseMismatch</c>.</summary>
    internal string Name { get; } =
        string.Concat(Key.Split('.', '-').Where(static p => p.Length > 0).Select(static p => char.ToUpperInvariant(p[0]) + p.Substring(1)));

    /// <summary>What no two entries have in common.</summary>
    internal (EntryKind Kind, string Owner, string Name) Identity => (Kind, Owner?.Name ?? "", Name);

    internal Line? Field(string name) => Fields.TryGetValue(name, out var line) ? line : null;

    internal Argument? Find(string name) => Arguments.FirstOrDefault(a => a.Name == name);
}

/// <summary>A mistake in a words file.</summary>
/// <param name="Id">Its identifier, one of <see cref="Problems"/>.</param>
/// <param name="File">The file.</param>
/// <param name="Number">The line, from 1.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record Problem(string Id, string File, int Number, string Text);
