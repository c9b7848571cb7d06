using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Licensing;

/// <summary>Where a command takes a fingerprint from: given text, else a file, else this machine.</summary>
/// <remarks>Source: formats.md, 6.3.</remarks>
public static class FingerprintSource
{
    /// <summary>Resolves a fingerprint, trimmed.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="given">The text option; empty counts as not given.</param>
    /// <param name="file">The file option: the whole file is taken, two lines stay two lines.</param>
    /// <param name="local">Reads this machine's fingerprint; null when that was not asked for.</param>
    /// <param name="role">Named in errors: <c>device</c>, <c>old</c>, <c>new</c>.</param>
    /// <exception cref="OemException">
    /// <see cref="Codes.FingerprintMissing"/>, <see cref="Codes.FingerprintUnreadable"/>, <see cref="Codes.FingerprintBlank"/>.
    /// </exception>
    public static string Resolve(IDisk disk, string? given, string? file, Func<string>? local, string role = "device")
    {
        var text = (given, file) switch
        {
            ({ Length: > 0 }, _) => given,
            (_, { Length: > 0 }) => Read(disk, file),
            _ when local is not null => local(),
            _ => throw new OemException(Faults.FingerprintMissing(role: role)),
        };
        var trimmed = SpecText.Trim(text);
        return trimmed.Length > 0 ? trimmed : throw new OemException(Faults.FingerprintBlank(role));
    }

    private static string Read(IDisk disk, string file) =>
        OemDisk.Decode(
            disk.ReadDocument(
                file,
                static path => Faults.FingerprintMissing(path),
                static (path, error) => Faults.FingerprintUnreadable(path, error: error)
            ),
            file,
            static (path, reason) => Faults.FingerprintUnreadable(path, reason)
        );
}
