using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>What one journal entry says. A closed family: one record for each entry type.</summary>
/// <remarks>Facts, not prose: codes with arguments. Source: journal.md, "Entries".</remarks>
public abstract record Fact
{
    private readonly bool? isSynced;

    private protected Fact() { }

    /// <summary>The entry type.</summary>
    public abstract EntryType Type { get; }

    /// <summary>The path of the step that it is about, or null.</summary>
    public virtual string? StepPath => null;

    /// <summary>Whether it, and everything before it, is on disk before anything else is done.</summary>
    /// <remarks>
    /// Its type says so. Whoever makes a fact of which the type does not tell enough (a start that can't be repeated) says it there and
    /// then.
    /// One that need not be travels with the next one that must.
    /// </remarks>
    public bool IsSynced
    {
        get => isSynced ?? Type.IsSynced();
        init => isSynced = value;
    }

    /// <summary>The entry's <c>data</c>.</summary>
    public abstract Value ToData();
}
