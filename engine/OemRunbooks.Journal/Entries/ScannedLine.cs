namespace OemRunbooks.Journal.Entries;

/// <summary>What a scanner found in a canonical line, without making values of it.</summary>
internal struct ScannedLine
{
    /// <summary>The entry's number.</summary>
    internal long Seq;

    /// <summary>Milliseconds since the run was opened in this boot.</summary>
    internal long Mono;

    /// <summary>When it was written.</summary>
    internal DateTimeOffset At;

    /// <summary>Where its data lie.</summary>
    internal Range Data;

    /// <summary>Its type.</summary>
    internal EntryType Type;

    /// <summary>Whether its fact has all the members that it must have; else somebody has to read it.</summary>
    internal bool IsChecked;

    /// <summary>Where the 64 characters of <c>prev</c> begin.</summary>
    internal int PrevAt;

    /// <summary>The texts that its shape notes, as they stand in the line, without escapes; of length −1 where there is none.</summary>
    internal (int At, int Length) First;

    /// <summary>The second of them.</summary>
    internal (int At, int Length) Second;

    /// <summary>The whole number that its shape notes.</summary>
    internal long Number;

    /// <summary>Whether the first text is this one.</summary>
    internal readonly bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text) =>
        First.Length >= 0 && line.Slice(First.At, First.Length).SequenceEqual(text);
}
