using System.Text;

namespace OemRunbooks.Journal.Entries;

/// <summary>What a value in a line can be, as a scanner tells it.</summary>
[Flags]
internal enum Kinds
{
    /// <summary>No value: the line is none.</summary>
    None = 0,

    /// <summary>No value, as it is written.</summary>
    Null = 1,

    /// <summary>True or false.</summary>
    Boolean = 2,

    /// <summary>A whole number of 32 bits.</summary>
    Small = 4,

    /// <summary>A larger whole number.</summary>
    Large = 8,

    /// <summary>A text.</summary>
    Text = 16,

    /// <summary>A reference to a secret.</summary>
    Secret = 32,

    /// <summary>A list.</summary>
    List = 64,

    /// <summary>A map.</summary>
    Map = 128,
}

/// <summary>A member of a fact that can be checked without its value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kinds">What it may be; anything else has to be read.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="Noted">Where its text is noted: 0 or 1, or <see cref="Number"/>; −1 where nobody asks.</param>
internal sealed record MemberShape(byte[] Name, Kinds Kinds, bool IsRequired, int Noted)
{
    /// <summary>That it is noted as a number.</summary>
    internal const int Number = 2;
}

/// <summary>
/// The facts that can be checked by the kinds of their members alone. What has none here, or looks otherwise, is read with its values.
/// </summary>
/// <remarks>The rules are those of <see cref="FactCodec.Read"/>; a test holds both to the same lines.</remarks>
internal static class LineShapes
{
    private static readonly MemberShape Path = Needed("path", Kinds.Text, 0);

    private static readonly MemberShape[]?[] Shapes = Made();

    /// <summary>The members of a type in the order of their names; null where it is always read.</summary>
    internal static MemberShape[]? Of(EntryType type) => Shapes[(int)type];

    private static MemberShape[]?[] Made()
    {
        var shapes = new MemberShape[]?[EntryTypes.All.Count];
        shapes[(int)EntryType.RunInterrupted] = [Needed("reason", Kinds.Text)];
        shapes[(int)EntryType.StepStarted] =
        [
            May("activity", Kinds.Text),
            Needed("attempt", Kinds.Small),
            May("inputs", Kinds.Map),
            May("name", Kinds.None),
            Path,
            May("rerun", Kinds.Boolean),
        ];
        shapes[(int)EntryType.StepCheckpoint] = [Path];
        shapes[(int)EntryType.StepSucceeded] =
        [
            May("artefacts", Kinds.None),
            May("compensation", Kinds.None),
            May("outputs", Kinds.Map),
            Path,
            May("reconciled", Kinds.Boolean),
            May("remarks", Kinds.None),
        ];
        shapes[(int)EntryType.StepSkipped] = [Needed("condition", Kinds.Text), Path, May("seen", Kinds.Map)];
        shapes[(int)EntryType.Sealed] = [May("before", Kinds.Text, 1), Needed("reason", Kinds.Text, 0)];
        shapes[(int)EntryType.LedgerOpened] = [Needed("run", Kinds.Text, 0)];
        shapes[(int)EntryType.LedgerSealed] =
        [
            Needed("root", Kinds.Text, 1),
            Needed("run", Kinds.Text, 0),
            Needed("size", Kinds.Small | Kinds.Large, MemberShape.Number),
        ];
        return shapes;
    }

    private static MemberShape Needed(string name, Kinds kinds, int noted = -1) => new(Encoding.ASCII.GetBytes(name), kinds, true, noted);

    private static MemberShape May(string name, Kinds kinds, int noted = -1) =>
        new(Encoding.ASCII.GetBytes(name), kinds | Kinds.Null, false, noted);
}
