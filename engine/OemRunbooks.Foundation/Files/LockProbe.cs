using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OemRunbooks.Foundation.Files;

/// <summary>Tells whether a lock is held without taking it.</summary>
/// <remarks>
/// The lock itself (an exclusive handle) can only be tried, and a try could turn the next writer away. So its holder also locks one
/// byte of the file (on Linux, an open-file-description lock: it ends with the handle), and the system can be asked about that one.
/// Elsewhere, and where a file system knows no such locks, the process that the holder's record names is looked for: one that lives
/// and is older than its record.
/// </remarks>
public static partial class LockProbe
{
    private const int Missing = 2;
    private const int GetOwned = 36;
    private const int SetOwned = 37;
    private const short WriteLock = 1;
    private const short Unlocked = 2;

    /// <summary>Marks an open lock file as held, for those who ask.</summary>
    public static void Mark(SafeFileHandle handle)
    {
        if (OperatingSystem.IsLinux())
        {
            // Where it can't be marked, the record of the holder has to do.
            var range = new Range { Type = WriteLock, Length = 1 };
            _ = Control((int)handle.DangerousGetHandle(), SetOwned, ref range);
        }
    }

    /// <summary>Whether the lock is held; null when the system can't tell.</summary>
    public static bool? IsHeld(string path) => OperatingSystem.IsLinux() ? IsMarked(path) : null;

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
