using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.LanguageServer.Syntax;

namespace OemRunbooks.LanguageServer.Meaning;

/// <summary>What may stand at a place of a file: which keys a mapping takes, or which values a key.</summary>
/// <param name="Around">The mapping in which the place lies; null at the top of an empty file.</param>
/// <param name="Member">The member whose value the place is or lies in; null for a key.</param>
internal abstract record Slot(MappingNode? Around, MemberNode? Member)
{
    /// <summary>Whether the place is a key of <see cref="Around"/>, not a value.</summary>
    internal bool IsKey { get; init; }

    /// <summary>The mapping that holds the keys of the step, clause or undoing around; null when there is none.</summary>
    internal MappingNode? Holder { get; init; }

    /// <summary>Whether the place is an item of a list.</summary>
    internal bool IsItem { get; init; }
}

/// <summary>A mapping with the keys of a table.</summary>
internal sealed record TableSlot(KeyTable Table, MappingNode? Around, MemberNode? Member) : Slot(Around, Member);

/// <summary>The value of a key.</summary>
internal sealed record ValueSlot(KeyTable Table, Key Key, MappingNode? Around, MemberNode? Member) : Slot(Around, Member);

/// <summary>The inputs of an activity.</summary>
internal sealed record WithSlot(ActivityInfo? Activity, MappingNode? Around, MemberNode? Member) : Slot(Around, Member);

/// <summary>The value of an activity's input, or of a member of its items.</summary>
internal sealed record FieldSlot(ActivityInfo Activity, Field Field, MappingNode? Around, MemberNode? Member) : Slot(Around, Member);

/// <summary>The members of the items of a list that an activity takes.</summary>
internal sealed record ItemSlot(ActivityInfo Activity, Field List, MappingNode? Around, MemberNode? Member) : Slot(Around, Member);

/// <summary>Names that somebody chose: of inputs, variables, steps in a test.</summary>
internal sealed record NamesSlot(KeyTable Table, Key Key, MappingNode? Around, MemberNode? Member) : Slot(Around, Member)
{
    /// <summary>The name between the key and the place, where the place lies deeper; or null.</summary>
    internal string? Below { get; init; }

    /// <summary>The key between that name and the place: <c>outputs</c> of a step's answer; or null.</summary>
    internal string? Part { get; init; }
}
