using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A run's signed notes: <c>seals.txt</c> holds all of them, <c>seal.txt</c> the newest.</summary>
public sealed class SealFile
{
    private const int MostBytes = 64 << 20;
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

    /// <summary>The notes, each with its exact bytes; none where there is no file.</summary>
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
            var length = Length(bytes.AsSpan(start));
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
        try
        {
            foreach (var note in Read())
            {
                last = note;
                good += note.Length;
            }
        }
        catch (FormatException)
        {
            using var file = disk.Open(all, FileUse.Change);
            file.SetLength(good);
            file.Sync();
        }

        return last;
    }

    internal void Append(byte[] note)
    {
        disk.Append(all, note);
        disk.Replace(newest, note);
    }

    // A note ends with the last of its signature lines: the next one begins with its origin.
    private static int Length(ReadOnlySpan<byte> bytes)
    {
        var dash = "\n\n— "u8;
        var signatures = bytes.IndexOf(dash);
        if (signatures < 0)
        {
            throw new FormatException("a note without a signature");
        }

        var at = signatures + 2;
        while (at < bytes.Length && bytes[at..].StartsWith("— "u8))
        {
            var newline = bytes[at..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                throw new FormatException("a torn note");
            }

            at += newline + 1;
        }

        return at;
    }
}
