using System.Text;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Oem.Text;

/// <summary>The key that a secret reference stands for.</summary>
/// <param name="Bytes">The key; any length, even zero.</param>
/// <param name="DecodedFromBareText">
/// True when text without a prefix happened to be base64 and so became other bytes: worth a warning.
/// </param>
public sealed record SecretKey(byte[] Bytes, bool DecodedFromBareText)
{
    /// <summary>Says how long the key is, never what it is.</summary>
    public override string ToString() => $"SecretKey({Number.Of(Bytes.Length)} bytes)";
}

/// <summary>Resolves references such as <c>env:NAME</c>, <c>file:PATH</c>, <c>hex:…</c>, <c>base64:…</c>.</summary>
/// <remarks>Source: formats.md, 1.3.</remarks>
public static class SecretReference
{
    /// <summary>Resolves a reference; null when the argument is empty, which means that nothing is checked.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="argument">The reference as given.</param>
    /// <param name="environment">Gives a variable's value, or null when it is not defined.</param>
    /// <exception cref="OemException">
    /// <see cref="Codes.SecretUndefined"/>, <see cref="Codes.SecretUnreadable"/>, <see cref="Codes.SecretMalformed"/>.
    /// </exception>
    public static SecretKey? Resolve(IDisk disk, string argument, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(argument);
        ArgumentNullException.ThrowIfNull(environment);
        if (argument.Length == 0)
        {
            return null;
        }

        var text = SpecText.Trim(argument);
        if (text.StartsWith("env:", StringComparison.Ordinal))
        {
            var name = text[4..];
            text = SpecText.Trim(environment(name) ?? throw new OemException(Faults.SecretUndefined(name)));
        }
        else if (text.StartsWith("file:", StringComparison.Ordinal))
        {
            var path = ShownPath.Expand(text[5..], environment("HOME"));
            var bytes = disk.ReadDocument(
                path,
                static path => Faults.SecretUnreadable(path),
                static (path, error) => Faults.SecretUnreadable(path, error: error)
            );
            text = SpecText.Trim(DiskReads.DecodeText(bytes, out var form) ?? throw new OemException(Faults.SecretUnreadable(path, form)));
        }

        return Decode(text);
    }

    /// <summary>Decodes <c>OEM_BUNDLE_HMAC_KEY</c>: lenient base64 only, no prefixes, at least <paramref name="minimum"/> bytes.</summary>
    /// <exception cref="OemException"><see cref="Codes.SecretMalformed"/>, <see cref="Codes.KeyTooShort"/>.</exception>
    /// <remarks>Source: formats.md, 9 and 10.3.</remarks>
    public static byte[] BundleKey(string value, int minimum = 32)
    {
        if (!LenientBase64.TryDecode(value, out var key))
        {
            throw new OemException(Faults.SecretMalformed("base64"));
        }

        return key.Length >= minimum ? key : throw new OemException(Faults.KeyTooShort(key.Length, minimum));
    }

    /// <summary>Reads a key file: every byte counts, a final newline too; not open to group or others on Unix.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.FileMissing"/>, <see cref="Codes.KeyExposed"/>, <see cref="Codes.KeyTooShort"/>.
    /// </exception>
    /// <remarks>Source: formats.md, 10.3.</remarks>
    public static byte[] BundleKeyFile(IDisk disk, string path, int minimum = 32)
    {
        var key = disk.ReadDocument(path);
        if (
            disk.Look(path)?.Rights is { } rights
            && (rights & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0
        )
        {
            throw new OemException(Faults.KeyExposed(path));
        }

        return key.Length >= minimum ? key : throw new OemException(Faults.KeyTooShort(key.Length, minimum));
    }

    private static SecretKey Decode(string text)
    {
        if (text.StartsWith("hex:", StringComparison.Ordinal))
        {
            return new SecretKey(Hex(text.AsSpan(4)), false);
        }

        if (text.StartsWith("base64:", StringComparison.Ordinal))
        {
            return LenientBase64.TryDecode(text[7..], out var named)
                ? new SecretKey(named, false)
                : throw new OemException(Faults.SecretMalformed("base64"));
        }

        return LenientBase64.TryDecode(text, out var bare)
            ? new SecretKey(bare, bare.Length > 0 || text.Length > 0)
            : new SecretKey(Encoding.UTF8.GetBytes(text), false);
    }

    private static byte[] Hex(ReadOnlySpan<char> text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; )
        {
            if (text[i] is ' ' or (>= '\t' and <= '\r'))
            {
                i++;
                continue;
            }

            if (i + 1 >= text.Length || !char.IsAsciiHexDigit(text[i]) || !char.IsAsciiHexDigit(text[i + 1]))
            {
                throw new OemException(Faults.SecretMalformed("hex"));
            }

            bytes.Add((byte)((Convert.FromHexString(text.Slice(i, 2)))[0]));
            i += 2;
        }

        return [.. bytes];
    }
}
