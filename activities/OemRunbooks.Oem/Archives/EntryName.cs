using System.Text;

namespace OemRunbooks.Oem.Archives;

/// <summary>The names that a file of a bundle may have, on every system that the OEM supports.</summary>
/// <remarks>
/// Relative, slashes only; no empty, <c>.</c> or <c>..</c> segment; nothing that Windows forbids or reserves; no controls, no characters
/// that
/// change the direction of text; segments up to 255 bytes, paths up to 1024 bytes and 64 levels. Source: formats.md, 10.1 and 11.3;
/// trust.md.
/// </remarks>
public static class EntryName
{
    private const int PathLimit = 1024;
    private const int SegmentLimit = 255;
    private const int DepthLimit = 64;
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>Says why a name is refused; null when it is fine.</summary>
    public static string? Problem(string path)
    {
        if (path.Length == 0)
        {
            return "empty";
        }

        if (path[0] == '/')
        {
            return "absolute";
        }

        if (Encoding.UTF8.GetByteCount(path) > PathLimit)
        {
            return "too-long";
        }

        var depth = 0;
        foreach (var range in path.AsSpan().Split('/'))
        {
            if (++depth > DepthLimit)
            {
                return "too-deep";
            }

            if (OfSegment(path.AsSpan()[range]) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Refuses a bad name.</summary>
    internal static void Demand(string path)
    {
        if (Problem(path) is { } reason)
        {
            throw new OemException(Faults.ArchiveHostileName(path, reason));
        }
    }

    /// <summary>
    /// A path as it may stand in an archive that we make: each character that some system does not take is replaced, what is too long is
    /// cut. Source: trust.md, "Names in packages".
    /// </summary>
    public static string Safe(string path)
    {
        var segments = path.Split('/').Where(static s => s.Length > 0).Select(SafeSegment).ToArray();
        var safe = string.Join('/', segments.Length <= DepthLimit ? segments : [.. segments.Take(DepthLimit - 1), segments[^1]]);
        return ((string[])[safe, .. segments.TakeLast(1), "_"]).First(static n => Problem(n) is null);
    }

    private static string SafeSegment(string segment)
    {
        var safe = new StringBuilder();
        foreach (var rune in segment.EnumerateRunes())
        {
            var text = rune.ToString();
            safe.Append(OfCharacters(text) is null ? text : "_");
        }

        while (Encoding.UTF8.GetByteCount(safe.ToString()) > SegmentLimit)
        {
            safe.Length = char.IsLowSurrogate(safe[^1]) ? safe.Length - 2 : safe.Length - 1;
        }

        return OfSegment(safe.ToString()) switch
        {
            null => safe.ToString(),
            "trailing-dot-or-space" or "dot-segment" => safe.ToString().TrimEnd('.', ' ') + "_",
            _ => "_" + safe,
        };
    }

    private static string? OfSegment(ReadOnlySpan<char> segment) =>
        segment switch
        {
            [] => "empty-segment",
            "." or ".." => "dot-segment",
            [.., '.' or ' '] => "trailing-dot-or-space",
            _ when Encoding.UTF8.GetByteCount(segment) > SegmentLimit => "too-long",
            _ when IsDevice(segment) => "reserved",
            _ => OfCharacters(segment),
        };

    private static string? OfCharacters(ReadOnlySpan<char> segment)
    {
        foreach (var c in segment)
        {
            switch (c)
            {
                case '\\':
                    return "backslash";
                case ':':
                    return "colon";
                case '<' or '>' or '"' or '|' or '?' or '*':
                    return "forbidden-character";
                case < ' ' or (>= '\u007F' and <= '\u009F') or '\u2028' or '\u2029':
                    return "control-character";
                case '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'):
                    return "text-direction";
                case '\uFEFF' or '\uFFFD' or '\uFFFE' or '\uFFFF':
                    return "no-character";
            }
        }

        return null;
    }

    private static bool IsDevice(ReadOnlySpan<char> segment)
    {
        var dot = segment.IndexOf('.');
        var stem = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ').ToString().ToUpperInvariant();
        return Devices.Contains(stem, StringComparer.Ordinal)
            || (
                stem.Length == 4
                && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal))
                && stem[3] is (>= '0' and <= '9') or '¹' or '²' or '³'
            );
    }
}
