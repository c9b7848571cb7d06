using System.Runtime.InteropServices;

namespace OemRunbooks.Oem;

/// <summary>Keeps a file's owner over a replacement: a store that root recovered must stay readable for its service.</summary>
/// <remarks>Linux only; the base library tells modes, not owners. Whoever may not give files away leaves them their own.</remarks>
internal static partial class FileOwner
{
    private const int CurrentDirectory = -100;
    private const int OwnerAndGroup = 0x8 | 0x10;
    private const int UserAt = 20;
    private const int GroupAt = 24;

    /// <summary>Owner and group of a file; null when there is none, or no way to ask.</summary>
    internal static unsafe (uint User, uint Group)? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> facts = stackalloc byte[256];
        fixed (byte* first = facts)
        {
            return Statx(CurrentDirectory, path, 0, OwnerAndGroup, first) == 0
                ? (BitConverter.ToUInt32(facts[UserAt..]), BitConverter.ToUInt32(facts[GroupAt..]))
                : null;
        }
    }

    internal static void Restore(string path, (uint User, uint Group)? owner)
    {
        if (owner is { } former && Of(path) is { } present && present != former)
        {
            _ = Chown(path, former.User, former.Group);
        }
    }

    // Of the structure only the two fields above are read; they stand at the same place on every architecture.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int directory, string path, int flags, uint mask, byte* facts);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint user, uint group);
}
