using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Station.Audit;

/// <summary>Takes what a file should hold and tells whether it does; neither is in memory as a whole.</summary>
internal sealed class ComparingStream(DiskFile? file) : SinkStream
{
    private const int Block = 16 * 1024;
    private readonly byte[] there = new byte[Block];
    private bool differs = file is null;
    private long at;

    /// <summary>Whether the file holds exactly what came.</summary>
    internal bool IsSame => !differs && file!.Length == at;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty && !differs)
        {
            var read = file!.Read(there.AsSpan(0, Math.Min(Block, buffer.Length)), at);
            differs = read == 0 || !buffer[..read].SequenceEqual(there.AsSpan(0, read));
            at += read;
            buffer = buffer[read..];
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file?.Dispose();
        }

        base.Dispose(disposing);
    }
}
