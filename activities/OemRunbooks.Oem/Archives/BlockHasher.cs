using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OemRunbooks.Oem.Archives;

/// <summary>Hashes blocks on a thread of its own while their reader still uses them.</summary>
/// <remarks>
/// Inflating is the longest of the jobs; hashing its input beside it rather than before it saved a quarter of an extraction.
/// </remarks>
internal sealed class BlockHasher : IDisposable
{
    private const int BlockSize = 512 << 10;
    private const int Blocks = 6;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
    private readonly BlockingCollection<ArraySegment<byte>> queue = new();
    private readonly byte[]?[] ring = new byte[]?[Blocks];
    private readonly SemaphoreSlim free = new(Blocks - 1);
    private readonly Thread worker;
    private int next;

    internal BlockHasher()
    {
        worker = new Thread(Work) { IsBackground = true, Name = "archive hasher" };
        worker.Start();
    }

    /// <summary>Gives a block that neither the hasher nor the reader, who is done with all but its last one, still uses.</summary>
    internal byte[] Rent()
    {
        free.Wait();
        next = (next + 1) % Blocks;
        return ring[next] ??= GC.AllocateUninitializedArray<byte>(BlockSize);
    }

    internal void Hash(ArraySegment<byte> block) => queue.Add(block);

    /// <summary>Gives the digest of everything in lower-case hex.</summary>
    internal string Finish()
    {
        Stop();
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public void Dispose()
    {
        Stop();
        queue.Dispose();
        free.Dispose();
        hash.Dispose();
    }

    private void Stop()
    {
        queue.CompleteAdding();
        worker.Join();
    }

    private void Work()
    {
        foreach (var block in queue.GetConsumingEnumerable())
        {
            hash.AppendData(block);
            free.Release();
        }
    }
}
