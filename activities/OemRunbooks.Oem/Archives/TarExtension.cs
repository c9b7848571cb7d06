using System.Globalization;

namespace OemRunbooks.Oem.Archives;

/// <summary>What pax records and GNU long names say about the entry that follows.</summary>
internal sealed class TarExtension
{
    private static readonly string[] Times = ["mtime", "atime", "ctime"];
    private static readonly string[] Owners = ["uid", "gid"];
    private static readonly string[] Texts = ["uname", "gname", "comment"];
    private static readonly string[] IgnoredVendors = ["SCHILY.", "LIBARCHIVE."];
    private bool hasPax;

    internal string? Path { get; private set; }

    internal long? Size { get; private set; }

    internal bool IsEmpty => !hasPax && Path is null;

    internal void AddLongName(byte[] bytes)
    {
        var name = bytes[^1] == 0 ? bytes.AsSpan(0, bytes.Length - 1) : bytes;
        if (!IsEmpty || name.IsEmpty)
        {
            throw TarReader.Corrupt("two-names");
        }

        Path = TarReader.Decode(name);
    }

    internal void AddPax(byte[] bytes, bool isGlobal)
    {
        if (!IsEmpty)
        {
            throw TarReader.Corrupt("two-extensions");
        }

        hasPax = true;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (ReadOnlySpan<byte> rest = bytes; !rest.IsEmpty; )
        {
            var length = LengthOf(rest, out var textAt);
            var record = rest[textAt..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0 || rest[length - 1] != (byte)'\n')
            {
                throw TarReader.Corrupt("pax-record");
            }

            var key = TarReader.Decode(record[..equals]);
            if (!seen.Add(key))
            {
                throw TarReader.Corrupt("pax-duplicate");
            }

            Take(key, record[(equals + 1)..], isGlobal);
            rest = rest[length..];
        }
    }

    private void Take(string key, ReadOnlySpan<byte> value, bool isGlobal)
    {
        if (key == "path" && !isGlobal && !value.IsEmpty)
        {
            Path = TarReader.Decode(value);
        }
        else if (key == "size" && !isGlobal)
        {
            Size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? size
                : throw TarReader.Corrupt("pax-size");
        }
        else if (Times.Contains(key, StringComparer.Ordinal) || Owners.Contains(key, StringComparer.Ordinal))
        {
            // They mean nothing here, but other tools refuse bad numbers, and what we accept they list too.
            if (!IsNumber(value, isTime: !Owners.Contains(key, StringComparer.Ordinal)))
            {
                throw TarReader.Corrupt("pax-number");
            }
        }
        else if (!Texts.Contains(key, StringComparer.Ordinal) && !IgnoredVendors.Any(v => key.StartsWith(v, StringComparison.Ordinal)))
        {
            throw new OemException(Faults.ArchiveUnsupported((isGlobal ? "tar-pax-global-" : "tar-pax-") + key));
        }
    }

    // Seconds may be negative and have a fraction; an owner is a plain number that a file system can hold.
    private static bool IsNumber(ReadOnlySpan<byte> value, bool isTime)
    {
        const int most = 10;
        var text = isTime && value.StartsWith("-"u8) ? value[1..] : value;
        var point = isTime ? text.IndexOf((byte)'.') : -1;
        var whole = point < 0 ? text : text[..point];
        return whole.Length is > 0 and <= most
            && !whole.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (point < 0 || (point + 1 < text.Length && !text[(point + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')))
            && (isTime || uint.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    private static int LengthOf(ReadOnlySpan<byte> rest, out int textAt)
    {
        var space = rest.IndexOf((byte)' ');
        textAt = space + 1;
        return
            space is > 0 and <= 9
            && int.TryParse(rest[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length > textAt
            && length <= rest.Length
            ? length
            : throw TarReader.Corrupt("pax-length");
    }
}
