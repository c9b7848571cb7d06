using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A run's signed notes: <c>seals.txt</c> holds all of them, <c>seal.txt</c> the newest.</summary>
public sealed class SealFile
{
    private const int MostBytes = 64 << 20;

    // Key id and signature in base64.
    private const int SignatureLength = 92;
    private readonly IDisk disk;
    private readonly string all;
    private readonly string newest;

    /// <summary>The notes in a run's directory.</summary>
    internal SealFile(IDisk disk, string directory, string runId)
    {
        this.disk = disk;
        (all, newest) = (Path.Combine(directory, "seals.txt"), Path.Combine(directory, "seal.txt"));
        RunId = runId;
    }

    private SealFile(IDisk disk, string file) => (this.disk, all, newest, RunId) = (disk, file, file, "");

    /// <summary>Whose they are.</summary>
    public string RunId { get; }

    /// <summary>Bytes after the last whole note, as a crash leaves them; known when all were read.</summary>
    internal long Torn { get; private set; }

    /// <summary>The notes, each with its exact bytes; none where there is no file. What is no whole note at the end is left out.</summary>
    /// <exception cref="FormatException">The file holds something else.</exception>
    public IEnumerable<byte[]> Read()
    {
        if (disk.Look(all) is not { } item)
        {
            yield break;
        }

        var bytes = item.Length <= MostBytes ? disk.ReadAll(all, MostBytes) : throw new FormatException("too many notes");
        var start = 0;
        while (start < bytes.Length)
        {
            if (Length(bytes.AsSpan(start)) is not { } length)
            {
                DemandTorn(bytes.AsSpan(start));
                Torn = bytes.Length - start;
                yield break;
            }

            yield return bytes[start..(start + length)];
            start += length;
        }
    }

    /// <summary>Splits a file of notes into the notes, each with its exact bytes.</summary>
    /// <exception cref="FormatException">The file is none.</exception>
    internal static IEnumerable<byte[]> Read(string file) => new SealFile(Disk.All, file).Read();

    /// <summary>Cuts off what a crash left of a note that was being written; gives the newest whole one.</summary>
    internal byte[]? Mend()
    {
        byte[]? last = null;
        long good = 0;
        foreach (var note in Read())
        {
            last = note;
            good += note.Length;
        }

        if (Torn > 0)
        {
            using var file = disk.Open(all, FileUse.Change);
            file.SetLength(good);
            file.Sync();
            Torn = 0;
        }

        return last;
    }

    internal void Append(byte[] note)
    {
        disk.Append(all, note);
        disk.Replace(newest, note);
    }

    // What a crash leaves is the beginning of a note: one that goes on after its signature was changed.
    private static void DemandTorn(ReadOnlySpan<byte> bytes)
    {
        var run = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (run >= SignatureLength)
            {
                throw new FormatException("a note without a signature");
            }

            run = char.IsAsciiLetterOrDigit((char)bytes[i]) || bytes[i] is (byte)'+' or (byte)'/' or (byte)'=' ? run + 1 : 0;
        }
    }

    // A note ends with the last of its signature lines: the next one begins with its origin.
    private static int? Length(ReadOnlySpan<byte> bytes)
    {
        var dash = "\n\n— "u8;
        var signatures = bytes.IndexOf(dash);
        if (signatures < 0)
        {
            return null;
        }

        var at = signatures + 2;
        while (at < bytes.Length && bytes[at..].StartsWith("— "u8))
        {
            var newline = bytes[at..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                return null;
            }

            at += newline + 1;
        }

        return at;
    }
}
