using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace OemRunbooks.Foundation.Files;

/// <summary>Owns every write that must survive a power cut.</summary>
/// <remarks>
/// A write is done when fsync said so, and fsync's answer is looked at (the base library hides it). Files are written by <see
/// cref="DiskWrites"/>;
/// here is what only whole directories need, and the same for who has no disk of his own at hand.
/// Every failure is an <see cref="IOException"/> that names the path; its <c>HResult</c> is what <see cref="Errno"/> reads.
/// Source: journal.md, "Durability".
/// </remarks>
public static class Durable
{
    /// <summary>Replaces a file's content: readers see the whole old or the whole new one.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null) => Disk.All.Replace(path, bytes, mode);

    /// <summary>Creates a file with its whole content; fails when the name is taken.</summary>
    public static void CreateNew(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null) => Disk.All.CreateNew(path, bytes, mode);

    /// <summary>Makes a directory and its missing parents, each name of which is on the disk afterwards.</summary>
    public static void CreateDirectory(string path) => Disk.All.CreateDirectory(path);

    /// <summary>Waits until everything below a directory, names and contents, is on the disk.</summary>
    /// <remarks>
    /// On Linux one syncfs for the whole file system: cheaper than an fsync for each of thousands of files, and it reports write errors.
    /// </remarks>
    public static void SyncTree(string directory)
    {
        if (OperatingSystem.IsLinux())
        {
            var fd = DurableNative.Open(directory, DurableNative.ReadOnly | DurableNative.CloseOnExec);
            if (fd < 0)
            {
                throw Failure(directory);
            }

            var result = DurableNative.SyncFs(fd);
            var error = Marshal.GetLastPInvokeError();
            _ = DurableNative.Close(fd);
            if (result != 0)
            {
                throw Failure(directory, error);
            }

            return;
        }

        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(
                file,
                FileMode.Open,
                OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read,
                FileShare.ReadWrite
            );
            Sync(handle, file);
        }

        foreach (var below in Directory.EnumerateDirectories(directory, "*", SearchOption.AllDirectories))
        {
            SyncDirectory(below);
        }

        SyncDirectory(directory);
    }

    /// <summary>Waits until the names in a directory are on the disk. Windows journals them by itself.</summary>
    public static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var fd = DurableNative.Open(directory, DurableNative.ReadOnly | (OperatingSystem.IsLinux() ? DurableNative.CloseOnExec : 0));
        if (fd < 0)
        {
            throw Failure(directory);
        }

        var result = DurableNative.FSync(fd);
        var error = Marshal.GetLastPInvokeError();
        _ = DurableNative.Close(fd);

        // Some file systems (FAT on old kernels, network shares) have no way to sync a directory and say so.
        if (result != 0 && error != DurableNative.ErrorNotSupported)
        {
            throw Failure(directory, error);
        }
    }

    /// <summary>Waits until an open file's content and size are on the disk.</summary>
    public static void Sync(SafeFileHandle handle, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Check(DurableNative.FlushFileBuffers(handle.DangerousGetHandle()), path);
        }
        else if (
            (
                OperatingSystem.IsLinux()
                    ? DurableNative.FDataSync((int)handle.DangerousGetHandle())
                    : DurableNative.FSync((int)handle.DangerousGetHandle())
            ) != 0
        )
        {
            throw Failure(path);
        }
    }

    /// <summary>
    /// Asks the system to forget what it keeps of a synced file, so that the next read comes from the medium. Advice: where there is no
    /// such call, nothing happens.
    /// </summary>
    public static void DropCache(SafeFileHandle handle)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = DurableNative.FileAdvise((int)handle.DangerousGetHandle(), 0, 0, DurableNative.AdviseDontNeed);
        }
    }

    /// <summary>A name beside a target that no one else uses.</summary>
    public static string TemporaryBeside(string target) =>
        Path.Combine(ParentOf(target), $".{Path.GetFileName(target)}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.tmp");

    /// <summary>Says why a write to a path failed.</summary>
    public static IOException Failure(string path, int? error = null)
    {
        var code = error ?? Marshal.GetLastPInvokeError();
        return new IOException(
            $"{path}: {new Win32Exception(code).Message} ({code})",
            OperatingSystem.IsWindows() ? unchecked((int)0x80070000) | code : code
        ).About(path);
    }

    /// <summary>The directory in which a path stands.</summary>
    public static string ParentOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetFullPath(path);

    private static void Check(bool succeeded, string path)
    {
        if (!succeeded)
        {
            throw Failure(path);
        }
    }
}
