using System.Runtime.ExceptionServices;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Journal.Entries;

/// <summary>Reads a journal in blocks that are scanned side by side, and hands their lines over one after another.</summary>
/// <remarks>
/// So many blocks as the processors need, and no more: memory is the same for any journal. What is handed over, and what is said of the
/// first bad line, is what a reader would say that goes from line to line.
/// </remarks>
internal sealed class LineFeed(DiskFile file, LineWants wants) : IDisposable
{
    private static readonly int Most = Environment.ProcessorCount == 1 ? 1 : Math.Clamp(2 * Environment.ProcessorCount, 4, 8);
    private readonly Queue<LineBatch> going = new();
    private readonly Stack<LineBatch> free = new();
    private readonly byte[] rest = new byte[CanonicalJson.MaxLine];
    private int restLength;
    private ExceptionDispatchInfo? failure;
    private long offset;
    private bool isFirst = true;
    private bool isOver;

    /// <summary>Whether what follows the last newline is longer than a line may be.</summary>
    internal bool IsTooLong { get; private set; }

    /// <summary>What follows the last newline of the file.</summary>
    internal ReadOnlySpan<byte> Rest => rest.AsSpan(0, restLength);

    /// <summary>The next batch in the file's order, scanned; null at the end.</summary>
    internal LineBatch? Next()
    {
        while (!isOver && going.Count < Most)
        {
            Begin();
        }

        if (going.TryDequeue(out var batch))
        {
            batch.Work?.GetAwaiter().GetResult();
            return batch;
        }

        // What could be read before a failure comes before it.
        failure?.Throw();
        return null;
    }

    /// <summary>Takes a batch back.</summary>
    internal void Return(LineBatch batch) => free.Push(batch);

    /// <summary>Waits for what is going on, so that nobody is at the buffers any more.</summary>
    public void Dispose()
    {
        while (going.TryDequeue(out var batch))
        {
            // Why it failed is told already, or nobody asks any more.
            batch.Work?.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
            batch.Dispose();
        }

        while (free.TryPop(out var batch))
        {
            batch.Dispose();
        }
    }

    private void Begin()
    {
        var batch = free.TryPop(out var used) ? used : new LineBatch();
        try
        {
            isOver = !batch.Fill(file, Rest, ref offset);
        }
        catch (Exception error)
        {
            (failure, isOver) = (ExceptionDispatchInfo.Capture(error), true);
        }

        IsTooLong = batch.Rest.Length > rest.Length;
        isOver |= IsTooLong;
        restLength = IsTooLong ? 0 : batch.Rest.Length;
        batch.Rest[..restLength].CopyTo(rest);
        if (Most == 1 || (isFirst && isOver))
        {
            batch.Work = null;
            batch.Scan(wants);
        }
        else
        {
            batch.Work = Task.Run(() => batch.Scan(wants));
        }

        isFirst = false;
        going.Enqueue(batch);
    }
}
