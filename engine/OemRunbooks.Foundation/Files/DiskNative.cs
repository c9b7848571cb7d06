using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OemRunbooks.Foundation.Files;

/// <summary>Linux's own way to open a file and to ask what it is. The structures are the same on every processor.</summary>
internal static partial class DiskNative
{
    internal const int ErrorLoop = 40;
    internal const int ErrorIsDirectory = 21;
    internal const int ErrorNotPermitted = 1;
    private const int ReadWrite = 2;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int NonBlocking = 0x800;
    private const int EmptyPath = 0x1000;
    private const int NoFollowLast = 0x100;
    private const uint BasicStats = 0x7FF;
    private const long OpenAt2Call = 437;
    private const ulong NoLinks = 0x04;
    private const ulong Beneath = 0x08;

    // The number of this flag is the processor's.
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm
        ? 0x8000
        : 0x20000;

    /// <summary>What a file is.</summary>
    internal readonly record struct Stat(int Mode, int User, int Group, long Length, long Seconds, uint Nanoseconds)
    {
        internal ItemKind Kind =>
            (Mode & 0xF000) switch
            {
                0x8000 => ItemKind.File,
                0x4000 => ItemKind.Directory,
                0xA000 => ItemKind.Link,
                _ => ItemKind.Special,
            };

        internal DateTimeOffset Written => DateTimeOffset.FromUnixTimeSeconds(Seconds).AddTicks(Nanoseconds / 100);

        internal UnixFileMode Rights => (UnixFileMode)(Mode & 0x1FF);
    }

    /// <summary>Opens; never blocks. With an anchor, no link below it is followed.</summary>
    internal static SafeFileHandle? Open(string? anchor, string path, FileUse use, UnixFileMode? mode)
    {
        var flags =
            DurableNative.CloseOnExec
            | NonBlocking
            | use switch
            {
                FileUse.Read => 0,
                FileUse.Change => ReadWrite,
                FileUse.CreateNew => ReadWrite | Create | Exclusive,
                FileUse.Grow or FileUse.Hold => ReadWrite | Create,
            };
        var rights = (flags & Create) == 0 ? 0 : (int)(mode ?? (UnixFileMode)0x1B6);
        var fd = anchor is null ? OpenAt(DurableNative.CurrentDirectory, path, flags, rights) : OpenBelow(anchor, path, flags, rights);
        return fd < 0 ? null : new SafeFileHandle(fd, ownsHandle: true);
    }

    internal static Stat? Look(string path, bool follow) => Look(DurableNative.CurrentDirectory, path, follow ? 0 : NoFollowLast);

    internal static Stat? Look(SafeFileHandle handle) => Look((int)handle.DangerousGetHandle(), "", EmptyPath);

    /// <summary>
    /// Renames unless the name is taken; when it could not, <see cref="IsUnknownCall"/> tells whether the system knows how.
    /// </summary>
    internal static bool RenameNew(string from, string to) =>
        DurableNative.RenameAt2(DurableNative.CurrentDirectory, from, DurableNative.CurrentDirectory, to, DurableNative.RenameNoReplace)
        == 0;

    internal static bool Exchange(string one, string other) =>
        DurableNative.RenameAt2(DurableNative.CurrentDirectory, one, DurableNative.CurrentDirectory, other, DurableNative.RenameExchange)
        == 0;

    internal static bool IsUnknownCall() => Marshal.GetLastPInvokeError() is DurableNative.ErrorNoSys or DurableNative.ErrorNotSupported;

    private static int OpenBelow(string anchor, string path, int flags, int rights)
    {
        var directory = OpenAt(DurableNative.CurrentDirectory, anchor, DurableNative.CloseOnExec, 0);
        if (directory < 0)
        {
            return -1;
        }

        var how = new OpenHow
        {
            Flags = (ulong)(uint)flags,
            Mode = (ulong)rights,
            Resolve = NoLinks | Beneath,
        };
        var fd = (int)OpenAt2(OpenAt2Call, directory, Path.GetRelativePath(anchor, path), ref how, Marshal.SizeOf<OpenHow>());
        var error = Marshal.GetLastPInvokeError();
        _ = DurableNative.Close(directory);
        if (fd < 0 && error is DurableNative.ErrorNoSys or ErrorNotPermitted)
        {
            // An older kernel, or one that keeps this call from its guests; what lies between was looked at by the caller.
            return OpenAt(DurableNative.CurrentDirectory, path, flags | NoFollow, rights);
        }

        Marshal.SetLastPInvokeError(error);
        return fd;
    }

    private static Stat? Look(int directory, string path, int flags)
    {
        Span<byte> buffer = stackalloc byte[256];
        return StatX(directory, path, flags, BasicStats, ref MemoryMarshal.GetReference(buffer)) != 0
            ? null
            : new(
                BinaryPrimitives.ReadUInt16LittleEndian(buffer[28..]),
                BinaryPrimitives.ReadInt32LittleEndian(buffer[20..]),
                BinaryPrimitives.ReadInt32LittleEndian(buffer[24..]),
                BinaryPrimitives.ReadInt64LittleEndian(buffer[40..]),
                BinaryPrimitives.ReadInt64LittleEndian(buffer[112..]),
                BinaryPrimitives.ReadUInt32LittleEndian(buffer[120..])
            );
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(int directory, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long OpenAt2(long number, int directory, string path, ref OpenHow how, nint size);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, ref byte buffer);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int fd, int operation);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    internal static partial int ChangeOwner(int fd, int user, int group);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeOwner(string path, int user, int group);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        internal ulong Flags;
        internal ulong Mode;
        internal ulong Resolve;
    }
}
