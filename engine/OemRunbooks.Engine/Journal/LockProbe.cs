using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using OemRunbooks.Durability;

namespace OemRunbooks.Engine.Journal;

/// <summary>Tells whether a lock is held without taking it.</summary>
/// <remarks>
/// The lock itself (an exclusive handle) can only be tried, and a try could turn the next writer away. So its holder also locks one
/// byte of the file (on Linux, an open-file-description lock: it ends with the handle), and the system can be asked about that one.
/// Elsewhere, and where a file system knows no such locks, the process that the holder's record names is looked for: one that lives
/// and is older than its record.
/// </remarks>
internal static partial class LockProbe
{
    private const int Missing = 2;
    private const int GetOwned = 36;
    private const int SetOwned = 37;
    private const short WriteLock = 1;
    private const short Unlocked = 2;

    /// <summary>Marks an open lock file as held, for those who ask.</summary>
    internal static void Mark(SafeFileHandle handle)
    {
        if (OperatingSystem.IsLinux())
        {
            // Where it can't be marked, the record of the holder has to do.
            var range = new Range { Type = WriteLock, Length = 1 };
            _ = Control((int)handle.DangerousGetHandle(), SetOwned, ref range);
        }
    }

    /// <summary>Whether the lock is held, as far as it can be told.</summary>
    internal static bool IsHeld(string path, LockHolder by)
    {
        if (OperatingSystem.IsLinux() && IsMarked(path) is { } marked)
        {
            return marked;
        }

        return IsAlive(by);
    }

    private static bool? IsMarked(string path)
    {
        // Not by way of the base library: opening a file, it takes a shared lock of the kind that the holder's is, and gives way to it.
        var handle = DurableNative.Open(path, DurableNative.ReadOnly | DurableNative.CloseOnExec);
        if (handle < 0)
        {
            return Marshal.GetLastPInvokeError() == Missing ? false : null;
        }

        var range = new Range { Type = WriteLock, Length = 1 };
        var answer = Control(handle, GetOwned, ref range);
        _ = DurableNative.Close(handle);
        return answer == 0 ? range.Type != Unlocked : null;
    }

    private static bool IsAlive(LockHolder by)
    {
        if (by.Host != Environment.MachineName || !int.TryParse(by.Process, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);

            // Another process can have got the number since; it began after the record was made.
            return !process.HasExited && process.StartTime.ToUniversalTime() <= FactCodec.ParseTime(by.Since).UtcDateTime.AddSeconds(1);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int handle, int command, ref Range range);

    // struct flock of 64-bit Linux.
    [StructLayout(LayoutKind.Sequential)]
    private struct Range
    {
        internal short Type;
        internal short Whence;
        internal long Start;
        internal long Length;
        internal int Process;
    }
}
