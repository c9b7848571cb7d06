using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Station.Cleaning;

/// <summary>What kind of thing is no longer needed.</summary>
public enum LitterKind
{
    /// <summary>What stood at a place before a run put something else there.</summary>
    Former,

    /// <summary>What a rollback or an undoing moved aside.</summary>
    SetAside,

    /// <summary>A rendered report; it can be rendered again.</summary>
    Report,

    /// <summary>What a run kept; its journal holds the digests.</summary>
    Evidence,

    /// <summary>What a process that died left of its work.</summary>
    Leftover,
}

/// <summary>Something on a station that is no longer needed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Where it is, relative to the station.</param>
/// <param name="Bytes">How much room it takes.</param>
/// <param name="Run">The run from which it is, or null.</param>
public sealed record Litter(LitterKind Kind, string Path, long Bytes, string? Run)
{
    /// <summary>Why it could not be removed, or null.</summary>
    public Failure? Problem { get; init; }
}
