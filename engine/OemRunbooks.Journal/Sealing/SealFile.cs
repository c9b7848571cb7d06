using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A run's signed notes: <c>seals.txt</c> holds all of them, <c>seal.txt</c> the newest.</summary>
public sealed class SealFile
{
    private const int MostBytes = 64 << 20;
    private const int Window = 64 << 10;

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

        // What is added from here on does not count: it may speak of entries that whoever asks has not seen.
        var most = item.Length <= MostBytes ? item.Length : throw new FormatException("too many notes");
        var window = new byte[(int)Math.Min(most, Window)];

        // Also where its length says that there is nothing: what is no file must be told.
        var (start, filled) = (0, Next(window, 0));
        var offset = filled == 0 ? most : filled;
        while (true)
        {
            if (Length(window.AsSpan(start, filled - start), offset >= most) is { } length)
            {
                yield return window[start..(start + length)];
                start += length;
                continue;
            }

            if (offset >= most)
            {
                break;
            }

            // A note that is longer than the window is none that can be good, but it may be followed by the end.
            window.AsSpan(start, filled - start).CopyTo(window);
            (filled, start) = (filled - start, 0);
            Array.Resize(ref window, filled == window.Length ? (int)Math.Min(most, 2L * filled) : window.Length);
            var read = Next(window.AsSpan(filled, (int)Math.Min(window.Length - filled, most - offset)), offset);
            filled += read;
            offset = read == 0 ? most : offset + read;
        }

        if (start < filled)
        {
            DemandTorn(window.AsSpan(start, filled - start));
            Torn = filled - start;
        }
    }

    // Nobody waits with the file open: notes are read while a journal is.
    private int Next(Span<byte> into, long offset)
    {
        using var file = disk.Open(all, FileUse.Read);
        return file.Read(into, offset);
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

    // A note ends with the last of its signature lines: the next one begins with its origin. Where more may follow, another line may.
    private static int? Length(ReadOnlySpan<byte> bytes, bool isAll)
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

        return isAll || bytes.Length - at >= "— "u8.Length ? at : null;
    }
}
