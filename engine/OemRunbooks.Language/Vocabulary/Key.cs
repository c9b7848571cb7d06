using System.Collections.Immutable;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Vocabulary;

/// <summary>What may stand under a key.</summary>
public enum KeyKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A kebab-case name.</summary>
    Id,

    /// <summary>A version of the form <c>1.2.3</c>.</summary>
    Version,

    /// <summary>A text, or the same in <c>pl</c> and <c>en</c>.</summary>
    Localized,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>One of <see cref="Key.Words"/>.</summary>
    Word,

    /// <summary>A text or a list of texts.</summary>
    Texts,

    /// <summary>A failure code.</summary>
    Code,

    /// <summary>Failure codes, of which <c>*</c> at the end stands for any rest.</summary>
    Codes,

    /// <summary>The name of an activity.</summary>
    Activity,

    /// <summary>The inputs of the activity that <c>action</c> names.</summary>
    With,

    /// <summary>An expression, with or without <c>${{ }}</c>.</summary>
    Condition,

    /// <summary>Any value; <c>${{ }}</c> may stand in it.</summary>
    Template,

    /// <summary>Values by name; <c>${{ }}</c> may stand in them.</summary>
    Templates,

    /// <summary>Any value, taken as it stands.</summary>
    Plain,

    /// <summary>Values by name, taken as they stand.</summary>
    Plains,

    /// <summary>A mapping with the keys of <see cref="Key.Of"/>.</summary>
    Table,

    /// <summary>A list of such mappings.</summary>
    Tables,

    /// <summary>Such mappings by name.</summary>
    TablesByName,

    /// <summary>By name, such a mapping or a list of them.</summary>
    TablesOrListsByName,

    /// <summary>Numbers by name.</summary>
    NumbersByName,
}

/// <summary>A key of the language.</summary>
/// <param name="Name">How it is spelt.</param>
/// <param name="Kind">What may stand under it.</param>
/// <param name="Meaning">What it says.</param>
public sealed record Key(string Name, KeyKind Kind, LocalizedText Meaning)
{
    /// <summary>Whether it must be there.</summary>
    public bool Required { get; init; }

    /// <summary>The words that may stand under it.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The name of the table whose keys may stand under it, or null.</summary>
    public string? Of { get; init; }

    /// <summary>What holds when it is not given, as shown to people; or null.</summary>
    public string? Default { get; init; }

    /// <summary>Least number, or null.</summary>
    public int? Min { get; init; }

    /// <summary>Greatest number, or null.</summary>
    public int? Max { get; init; }

    /// <summary>The version of the language that knows it first; null for the first one.</summary>
    public string? Since { get; init; }

    /// <summary>Whether <c>null</c> may be written, meaning that nothing is expected.</summary>
    public bool OrNull { get; init; }
}

/// <summary>The keys of one kind of mapping.</summary>
/// <param name="Name">What the mapping is: <c>step</c>, <c>retry</c>.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Keys">The keys, in the order in which people read them.</param>
public sealed record KeyTable(string Name, LocalizedText Title, ImmutableArray<Key> Keys)
{
    private readonly Dictionary<string, Key> byName = Keys.ToDictionary(static k => k.Name, StringComparer.Ordinal);

    /// <summary>How the keys are spelt.</summary>
    public string[] Names { get; } = [.. Keys.Select(static k => k.Name)];

    /// <summary>The key of a name; null when there is none.</summary>
    public Key? Find(string name) => byName.GetValueOrDefault(name);
}

/// <summary>Every key of the language, with what it means: checks, schemas, completion and the reference derive from it.</summary>
public static class Vocabulary
{
    /// <summary>The tables of a runbook file, the whole file first.</summary>
    public static IReadOnlyList<KeyTable> Runbook { get; } =
    [
        RunbookKeys.Runbook,
        RunbookKeys.Input,
        RunbookKeys.Defaults,
        RunbookKeys.Step,
        RunbookKeys.Reading,
        RunbookKeys.Check,
        RunbookKeys.ForEach,
        RunbookKeys.Retry,
        RunbookKeys.Catch,
        RunbookKeys.Compensate,
        RunbookKeys.Escalation,
        RunbookKeys.OwnCode,
    ];

    /// <summary>The tables of an activity made of YAML, the whole file first; those of runbooks stand in it too.</summary>
    public static IReadOnlyList<KeyTable> Activity { get; } =
    [
        ActivityKeys.Activity,
        ActivityKeys.Output,
        ActivityKeys.Needs,
        ActivityKeys.Done,
        ActivityKeys.Undoing,
        ActivityKeys.Example,
        ActivityKeys.Program,
    ];

    /// <summary>The tables of <c>teams.yaml</c>, the whole file first.</summary>
    public static IReadOnlyList<KeyTable> Teams { get; } = [TeamKeys.Teams, TeamKeys.Team, TeamKeys.Requires];

    /// <summary>The tables of a file of scenario tests, the whole file first.</summary>
    public static IReadOnlyList<KeyTable> Tests { get; } =
    [
        TestKeys.Tests,
        TestKeys.Test,
        TestKeys.Station,
        TestKeys.Answer,
        TestKeys.Undo,
        TestKeys.Reply,
        TestKeys.Fault,
        TestKeys.Expect,
        TestKeys.JournalEntry,
    ];
}
