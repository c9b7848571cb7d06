using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OemRunbooks.Benchmarks;

/// <summary>The floor: the system's own sync, whose answer is looked at.</summary>
internal static class Native
{
    internal static void DataSync(SafeFileHandle handle)
    {
        if (Sync((int)handle.DangerousGetHandle()) != 0)
        {
            throw new IOException("fdatasync failed");
        }
    }

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Sync(int fd);
}
