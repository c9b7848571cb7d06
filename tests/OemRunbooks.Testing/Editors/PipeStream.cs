namespace OemRunbooks.Testing.Editors;

/// <summary>A pipe within the process: what one side writes, the other reads.</summary>
public sealed class PipeStream : OneWayStream
{
    private readonly Queue<byte[]> parts = new();
    private int read;
    private bool isClosed;
    private bool isAwaited;

    public override bool CanWrite => true;

    public override int Read(byte[] buffer, int offset, int count)
    {
        lock (parts)
        {
            while (parts.Count == 0)
            {
                if (isClosed)
                {
                    return 0;
                }

                isAwaited = true;
                Monitor.PulseAll(parts);
                Monitor.Wait(parts);
            }

            isAwaited = false;
            var part = parts.Peek();
            var taken = Math.Min(count, part.Length - read);
            part.AsSpan(read, taken).CopyTo(buffer.AsSpan(offset));
            read += taken;
            if (read == part.Length)
            {
                parts.Dequeue();
                read = 0;
            }

            return taken;
        }
    }

    /// <summary>Waits until the reader has taken all that was written, and has come back for more.</summary>
    public void AwaitReader()
    {
        lock (parts)
        {
            while (!isClosed && (parts.Count > 0 || !isAwaited))
            {
                Monitor.Wait(parts);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (parts)
        {
            if (count > 0)
            {
                isAwaited = false;
                parts.Enqueue(buffer.AsSpan(offset, count).ToArray());
            }

            Monitor.PulseAll(parts);
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (parts)
        {
            isClosed = true;
            Monitor.PulseAll(parts);
        }

        base.Dispose(disposing);
    }
}
