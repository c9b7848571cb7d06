using System.Text;

namespace OemRunbooks.Journal.Entries;

/// <summary>Takes the lines of a journal in order.</summary>
internal delegate void LineTaker(scoped in TakenLine line);

/// <summary>An entry that is as it must be: canonical, chained, and with the members that its fact must have.</summary>
internal readonly ref struct TakenLine
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly ScannedLine found;

    internal TakenLine(ReadOnlySpan<byte> bytes, in ScannedLine found, Fact? fact, ReadOnlySpan<byte> leaf)
    {
        this.bytes = bytes;
        this.found = found;
        (Seq, Type, Fact) = (found.Seq, found.Type, fact);
        Leaf = leaf;
    }

    internal TakenLine(Entry entry, ReadOnlySpan<byte> leaf)
    {
        (Seq, Type, Fact) = (entry.Seq, entry.Fact.Type, entry.Fact);
        Leaf = leaf;
        found.First = found.Second = (0, -1);
    }

    /// <summary>Its number.</summary>
    internal long Seq { get; }

    /// <summary>Its type.</summary>
    internal EntryType Type { get; }

    /// <summary>What it says; null where that was checked without its values.</summary>
    internal Fact? Fact { get; }

    /// <summary>Its leaf hash.</summary>
    internal ReadOnlySpan<byte> Leaf { get; }

    /// <summary>The first text that its shape notes, where there are no values; null where it has none.</summary>
    internal string? First => TextAt(found.First);

    /// <summary>The second one.</summary>
    internal string? Second => TextAt(found.Second);

    /// <summary>The whole number that its shape notes, where there are no values.</summary>
    internal long Number => found.Number;

    /// <summary>Whether the first text is this one.</summary>
    internal bool IsOf(ReadOnlySpan<byte> text) => found.Is(bytes, text);

    private string? TextAt((int At, int Length) place) =>
        place.Length < 0 ? null : Encoding.UTF8.GetString(bytes.Slice(place.At, place.Length));
}
