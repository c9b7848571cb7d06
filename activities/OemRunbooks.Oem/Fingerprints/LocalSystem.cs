using System.Runtime.InteropServices;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>Reads what <c>uname</c> says, or its counterparts on Windows.</summary>
/// <remarks>Source: formats.md, 8.2. Names of Windows server editions are not told apart.</remarks>
internal static partial class LocalSystem
{
    private const int FirstWindows11Build = 22000;

    internal static SystemName Name(Func<string, string?> environment) => OperatingSystem.IsWindows() ? Windows(environment) : Unix();

    private static unsafe SystemName Unix()
    {
        // struct utsname: five fields of 65 bytes on Linux (and a sixth, the domain), of 256 bytes on macOS.
        var field = OperatingSystem.IsMacOS() ? 256 : 65;
        var buffer = new byte[256 * 6];
        fixed (byte* first = buffer)
        {
            if (Uname(first) != 0)
            {
                throw new OemException(Faults.FingerprintUnavailable("os"));
            }
        }

        string Field(int index)
        {
            var bytes = buffer.AsSpan(index * field, field);
            return SpecText.Lenient(bytes[..Math.Max(bytes.IndexOf((byte)0), 0)]);
        }

        return new SystemName(Field(0), Field(1), Field(2), Field(3), Field(4));
    }

    private static SystemName Windows(Func<string, string?> environment)
    {
        var version = System.Environment.OSVersion.Version;
        return new SystemName(
            "Windows",
            System.Environment.MachineName,
            version.Build >= FirstWindows11Build ? "11" : Number.Of(version.Major),
            $"{Number.Of(version.Major)}.{Number.Of(version.Minor)}.{Number.Of(version.Build)}",
            environment("PROCESSOR_ARCHITEW6432") ?? environment("PROCESSOR_ARCHITECTURE") ?? string.Empty
        );
    }

    [LibraryImport("libc", EntryPoint = "uname")]
    private static unsafe partial int Uname(byte* names);
}
