using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>Everything up to this entry is covered by a signed note.</summary>
/// <param name="Reason">Why now.</param>
/// <param name="Before">Digest of the note before, or null.</param>
public sealed record Sealed(string Reason, string? Before) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.Sealed;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("reason", Value.Of(Reason)), ("before", Value.Of(Before)));
}

/// <summary>In a station's ledger: a run was opened.</summary>
/// <param name="RunId">The run.</param>
internal sealed record LedgerOpened(string RunId) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.LedgerOpened;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("run", Value.Of(RunId)));
}

/// <summary>In a station's ledger: a newer version of a pack was used than any before.</summary>
/// <param name="Pack">The pack's id.</param>
/// <param name="Version">Its version.</param>
internal sealed record LedgerPack(string Pack, string Version) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.LedgerPack;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("pack", Value.Of(Pack)), ("version", Value.Of(Version)));
}

/// <summary>In a station's ledger: a run was sealed.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Size">Its number of entries then.</param>
/// <param name="Root">The root over them, lower-case hex.</param>
internal sealed record LedgerSealed(string RunId, long Size, string Root) : Fact
{
    /// <inheritdoc/>
    public override EntryType Type => EntryType.LedgerSealed;

    /// <inheritdoc/>
    public override Value ToData() => Value.MapOf(("run", Value.Of(RunId)), ("size", Value.Of(Size)), ("root", Value.Of(Root)));
}
