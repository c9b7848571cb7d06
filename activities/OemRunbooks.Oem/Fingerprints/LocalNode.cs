using System.Globalization;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>Reads the 48-bit interface address that the original calls the node.</summary>
/// <remarks>Source: formats.md, 8.3. A multicast bit marks six random bytes; they are no node.</remarks>
internal static partial class LocalNode
{
    private const int UuidSize = 16;
    private const int NodeAt = 10;

    internal static string? Read() =>
        OperatingSystem.IsWindows() ? FromWindows()
        : OperatingSystem.IsMacOS() ? FromMacOS()
        : FromLibUuid() ?? FromInterfaces("/sys/class/net");

    internal static string? NodeOf(ReadOnlySpan<byte> uuid) =>
        (uuid[NodeAt] & 1) != 0 ? null : Convert.ToHexStringLower(uuid[NodeAt..UuidSize]);

    /// <summary>First interface by index that has an IPv4 address and a hardware address.</summary>
    internal static string? FromInterfaces(string links) =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(static i => i.GetIPProperties().UnicastAddresses.Any(static a => a.Address.AddressFamily == AddressFamily.InterNetwork))
            .Select(i => (Index: IndexOf(links, i.Name), Address: i.GetPhysicalAddress().GetAddressBytes()))
            .Where(static i => i.Address.Length >= 6 && i.Address.AsSpan(0, 6).ContainsAnyExcept((byte)0))
            .OrderBy(static i => i.Index)
            .Select(static i => Convert.ToHexStringLower(i.Address.AsSpan(0, 6)))
            .FirstOrDefault();

    private static int IndexOf(string links, string name)
    {
        try
        {
            return int.Parse(File.ReadAllText(Path.Combine(links, name, "ifindex")), NumberStyles.Integer, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return int.MaxValue;
        }
    }

    private static string? FromLibUuid()
    {
        if (!NativeLibrary.TryLoad("libuuid.so.1", out var library))
        {
            return null;
        }

        unsafe
        {
            if (!NativeLibrary.TryGetExport(library, "uuid_generate_time", out var export))
            {
                return null;
            }

            Span<byte> uuid = stackalloc byte[UuidSize];
            fixed (byte* first = uuid)
            {
                ((delegate* unmanaged<byte*, void>)export)(first);
            }

            return NodeOf(uuid);
        }
    }

    private static unsafe string? FromWindows()
    {
        Span<byte> uuid = stackalloc byte[UuidSize];
        fixed (byte* first = uuid)
        {
            // 1824 (local only) and 1739 (no address) say that the node is not a real one.
            return UuidCreateSequential(first) == 0 ? NodeOf(uuid) : null;
        }
    }

    private static unsafe string? FromMacOS()
    {
        Span<byte> uuid = stackalloc byte[UuidSize];
        fixed (byte* first = uuid)
        {
            UuidGenerateTime(first);
        }

        return NodeOf(uuid);
    }

    [LibraryImport("rpcrt4")]
    private static unsafe partial int UuidCreateSequential(byte* uuid);

    [LibraryImport("libSystem", EntryPoint = "uuid_generate_time")]
    private static unsafe partial void UuidGenerateTime(byte* uuid);
}
