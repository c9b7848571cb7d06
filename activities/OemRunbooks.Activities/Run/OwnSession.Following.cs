using System.Buffers;
using System.Runtime.InteropServices;

namespace OemRunbooks.Activities.Run;

/// <content>What a program says and when it ends, by the one thread that started it.</content>
/// <remarks>
/// The thread sleeps until one of the three has something: each of the pipes, and the process itself, which Linux gives as a descriptor.
/// Source: poll(2), pidfd_open(2).
/// </remarks>
internal sealed partial class OwnSession
{
    private const int OpenProcessCall = 434;
    private const int WithoutWaiting = 1;
    private const short Readable = 1;
    private const int Block = 1 << 15;

    // Where a process is no descriptor, its end is looked for.
    private const int LookEvery = 20;

    /// <summary>Takes what it says until it ends; its exit code, 128 and the signal's number when one ended it.</summary>
    /// <param name="output">Takes what it says.</param>
    /// <param name="errors">Takes what it says on standard error.</param>
    /// <param name="grace">How long children that it left behind may keep the pipes open.</param>
    /// <param name="cancellation">When it says so, the whole group is ended, and what left the group.</param>
    internal int Follow(Capture output, Capture errors, TimeSpan grace, CancellationToken cancellation)
    {
        var end = cancellation.UnsafeRegister(static s => new Thread(((OwnSession)s!).End) { IsBackground = true }.Start(), this);
        try
        {
            var status = Listen(output, errors, grace);
            if (cancellation.IsCancellationRequested)
            {
                // Its own end does not end what it had started.
                EndFamily();
            }

            return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
        }
        finally
        {
            end.Dispose();
        }
    }

    private unsafe int Listen(Capture output, Capture errors, TimeSpan grace)
    {
        var process = OperatingSystem.IsLinux() ? (int)Call(OpenProcessCall, pid, 0) : NoDescriptor;
        var block = ArrayPool<byte>.Shared.Rent(Block);
        var items = stackalloc Awaited[3];
        items[0] = new(said);
        items[1] = new(complained);
        items[2] = new(process);
        int? status = null;
        long ends = 0;
        try
        {
            while (status is null || items[0].Descriptor >= 0 || items[1].Descriptor >= 0)
            {
                var patience =
                    status is not null ? ends - Environment.TickCount64
                    : process >= 0 ? -1
                    : LookEvery;
                if (status is not null && patience <= 0)
                {
                    // A program that left children behind may keep the pipes open; what it said so far is enough.
                    break;
                }

                if (Poll(items, 3, (int)patience) < 0)
                {
                    if (Marshal.GetLastPInvokeError() == Interrupted)
                    {
                        continue;
                    }

                    Demand(Marshal.GetLastPInvokeError());
                }

                Read(ref items[0], output, block);
                Read(ref items[1], errors, block);
                if (status is null && (process < 0 || items[2].Found != 0) && Reap() is { } ended)
                {
                    status = ended;
                    items[2] = new(NoDescriptor);
                    ends = Environment.TickCount64 + (long)grace.TotalMilliseconds;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
            if (process >= 0)
            {
                _ = Close(process);
            }
        }

        output.Complete();
        errors.Complete();
        return status.Value;
    }

    private static unsafe void Read(ref Awaited from, Capture to, byte[] block)
    {
        if (from.Descriptor < 0 || from.Found == 0)
        {
            return;
        }

        nint count;
        fixed (byte* first = block)
        {
            count = ReadFrom(from.Descriptor, first, Block);
        }

        if (count > 0)
        {
            to.Take(block.AsSpan(0, (int)count));
        }
        else if (count == 0 || Marshal.GetLastPInvokeError() != Interrupted)
        {
            // Passed over from now on; whoever made it closes it.
            from = new(NoDescriptor);
        }
    }

    // How it ended; null when it has not.
    private int? Reap()
    {
        var status = 0;
        lock (gate)
        {
            var found = WaitFor(pid, ref status, WithoutWaiting);
            if (found == 0 || (found < 0 && Marshal.GetLastPInvokeError() == Interrupted))
            {
                return null;
            }

            isReaped = true;
        }

        ended.Set();
        return status;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Awaited(int descriptor)
    {
        internal readonly int Descriptor = descriptor;
        internal readonly short Wanted = Readable;
        internal short Found;
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(Awaited* items, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint ReadFrom(int descriptor, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint one, nint two);
}
