using System.Runtime.ExceptionServices;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A run's notes in order, with the signatures of the next ones checked while the journal is read up to them.</summary>
/// <remarks>
/// A signature costs as much as a hundred entries; with one for every 64 entries, they would be half of a verification. They are checked by
/// BouncyCastle: the base library has no Ed25519 of its own in .NET 10, only as half of a composite with ML-DSA.
/// </remarks>
internal sealed class NotesAhead(IEnumerable<byte[]> notes)
{
    private const int Most = 32;

    /// <summary>A journal may name another key as often as it likes: a note is not checked ahead for each of them.</summary>
    private const int MostTries = 2;

    private static readonly bool IsWorthIt = Environment.ProcessorCount > 1;
    private readonly IEnumerator<byte[]> notes = notes.GetEnumerator();
    private readonly Queue<Noted> ahead = new();
    private ExceptionDispatchInfo? failure;
    private VerifyingKey? key;
    private bool isRead;

    /// <summary>The note.</summary>
    internal (byte[] Bytes, SignedNote Note, Checkpoint Seal) Current { get; private set; }

    /// <summary>Whether there is any, good or not.</summary>
    internal bool HasAny { get; private set; }

    /// <summary>Whether all were taken.</summary>
    internal bool IsOver { get; private set; }

    private Noted? Taken { get; set; }

    /// <summary>Goes on to the next note.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal bool MoveNext()
    {
        while (!isRead && ahead.Count < Most)
        {
            Read();
        }

        if (ahead.TryDequeue(out var noted))
        {
            (Taken, Current) = (noted, (noted.Bytes, noted.Note, noted.Seal));
            return true;
        }

        failure?.Throw();
        IsOver = true;
        return false;
    }

    /// <summary>By which key the next ones are expected to be signed; null for none.</summary>
    internal void Expect(VerifyingKey? signer)
    {
        key = signer;
        foreach (var noted in ahead)
        {
            Check(noted);
        }
    }

    /// <summary>Whether the key has signed the current note.</summary>
    internal bool IsSignedBy(VerifyingKey signer) =>
        Taken is { Signed: { } signed } taken && ReferenceEquals(taken.Signer, signer)
            ? signed.GetAwaiter().GetResult()
            : Current.Note.IsSignedBy(signer);

    private void Read()
    {
        try
        {
            if (!notes.MoveNext())
            {
                isRead = true;
                return;
            }

            HasAny = true;
            var note = SignedNote.Parse(notes.Current);
            var noted = new Noted(notes.Current, note, Checkpoint.Parse(note.Text));
            Check(noted);
            ahead.Enqueue(noted);
        }
        catch (Exception error)
        {
            // It comes when its turn has come.
            (failure, isRead) = (ExceptionDispatchInfo.Capture(error), true);
        }
    }

    private void Check(Noted noted)
    {
        if (IsWorthIt && key is { } signer && noted.Tries < MostTries && !ReferenceEquals(noted.Signer, signer))
        {
            noted.Tries++;
            (noted.Signer, noted.Signed) = (signer, Task.Run(() => noted.Note.IsSignedBy(signer)));
        }
    }

    private sealed record Noted(byte[] Bytes, SignedNote Note, Checkpoint Seal)
    {
        internal VerifyingKey? Signer { get; set; }

        internal Task<bool>? Signed { get; set; }

        internal int Tries { get; set; }
    }
}
