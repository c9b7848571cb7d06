namespace OemRunbooks.Journal.Entries;

/// <summary>How an interrupted step was found.</summary>
public enum Finding
{
    /// <summary>Its work was there, whole.</summary>
    Done,

    /// <summary>Nothing of it was there, or what there was has been cleared away.</summary>
    NotBegun,

    /// <summary>A part of it was there, and has been finished or taken back now.</summary>
    HalfDone,
}
