using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace OemRunbooks.Oem.Archives;

/// <summary>Reads an archive on a thread of its own while the caller's thread hashes and writes.</summary>
/// <remarks>
/// Work goes over in batches of 2 MiB, four of them: one queue item per read gains nothing, and memory stays bounded.
/// Whatever fails on either side stops both; the caller sees the first failure. Source: building.md, "Bulk".
/// </remarks>
internal sealed class Pump : IDisposable
{
    private const int BatchSize = 2 << 20;
    private const int Batches = 4;

    private readonly BlockingCollection<Batch> free = new(Batches);
    private readonly BlockingCollection<Batch> full = new(Batches);
    private readonly CheckedReader reader;
    private ExceptionDispatchInfo? failure;
    private Batch batch = null!;
    private CancellationToken stop;

    private Pump(CheckedReader reader) => this.reader = reader;

    /// <summary>Sends every entry to a sink; returns when the archive was read to its end without a fault.</summary>
    internal static void Run(CheckedReader reader, IEntrySink sink, IProgress<ArchiveProgress>? progress, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var pump = new Pump(reader) { stop = stopping.Token };
        var batches = Enumerable.Range(0, Batches).Select(static _ => new Batch()).ToArray();
        Array.ForEach(batches, b => pump.free.Add(b, CancellationToken.None));
        var producer = new Thread(pump.Produce) { IsBackground = true, Name = "archive reader" };
        producer.Start();
        try
        {
            pump.Consume(sink, progress);
        }
        finally
        {
            stopping.Cancel();
            producer.Join();
            Array.ForEach(batches, static b => b.Release());
        }

        cancellation.ThrowIfCancellationRequested();
        pump.failure?.Throw();
    }

    public void Dispose()
    {
        free.Dispose();
        full.Dispose();
    }

    private void Consume(IEntrySink sink, IProgress<ArchiveProgress>? progress)
    {
        var files = 0;
        foreach (var next in full.GetConsumingEnumerable(stop))
        {
            foreach (var part in next.Parts)
            {
                switch (part.Kind)
                {
                    case PartKind.Begin:
                        sink.Begin(part.Entry);
                        break;
                    case PartKind.Bytes:
                        sink.Write(next.Bytes.AsSpan(part.Start, part.Count));
                        break;
                    case PartKind.End:
                        sink.End();
                        files++;
                        break;
                }
            }

            progress?.Report(new ArchiveProgress(next.ArchiveBytes, reader.Input.Length, files));
            next.Reset();
            free.Add(next, stop);
        }
    }

    private void Produce()
    {
        try
        {
            batch = free.Take(stop);
            while (reader.Next() is { } entry)
            {
                batch.Parts.Add(new Part(PartKind.Begin, entry, 0, 0));
                if (!entry.IsDirectory)
                {
                    Copy();
                    batch.Parts.Add(new Part(PartKind.End, default, 0, 0));
                }

                if (batch.Parts.Count >= 4096)
                {
                    Hand();
                }
            }

            Hand();
        }
        catch (OperationCanceledException)
        {
            // The consumer failed or the caller cancelled; either is reported there.
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            full.CompleteAdding();
        }
    }

    private void Copy()
    {
        while (true)
        {
            if (batch.Used == BatchSize)
            {
                Hand();
            }

            var count = reader.Read(batch.Bytes.AsSpan(batch.Used, BatchSize - batch.Used));
            if (count == 0)
            {
                return;
            }

            batch.Take(count);
        }
    }

    private void Hand()
    {
        batch.ArchiveBytes = reader.Input.Position;
        full.Add(batch, stop);
        batch = free.Take(stop);
    }

    private enum PartKind
    {
        Begin,
        Bytes,
        End,
    }

    private readonly record struct Part(PartKind Kind, ArchiveEntry Entry, int Start, int Count);

    private sealed class Batch
    {
        internal byte[] Bytes { get; private set; } = ArrayPool<byte>.Shared.Rent(BatchSize);

        internal List<Part> Parts { get; } = [];

        internal int Used { get; private set; }

        internal long ArchiveBytes { get; set; }

        /// <summary>Adds bytes; bytes of one file that follow one another stay one part.</summary>
        internal void Take(int count)
        {
            if (Parts.Count > 0 && Parts[^1] is { Kind: PartKind.Bytes } last)
            {
                Parts[^1] = last with { Count = last.Count + count };
            }
            else
            {
                Parts.Add(new Part(PartKind.Bytes, default, Used, count));
            }

            Used += count;
        }

        internal void Reset()
        {
            Parts.Clear();
            Used = 0;
        }

        internal void Release()
        {
            ArrayPool<byte>.Shared.Return(Bytes);
            Bytes = [];
        }
    }
}
