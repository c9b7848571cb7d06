using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;

namespace OemRunbooks.Activities.Verify;

/// <summary>
/// Lists of checksums as <c>sha256sum</c> and its like write them (<c>DIGEST  NAME</c>, <c>DIGEST *NAME</c>), and in the BSD form
/// (<c>SHA256 (NAME) = DIGEST</c>).
/// </summary>
/// <remarks>The length of a digest says which algorithm. Names that stand escaped, after a backslash, are refused.</remarks>
internal static class ChecksumList
{
    private const long MostBytes = 16 << 20;
    private const int MostLines = 100_000;

    /// <summary>One line of a list.</summary>
    /// <param name="Name">The file, below the list's directory.</param>
    /// <param name="Algorithm">Of the digest.</param>
    /// <param name="Digest">In lower-case hex.</param>
    internal sealed record Sum(string Name, HashAlgorithmName Algorithm, string Digest);

    /// <summary>Reads a list.</summary>
    /// <exception cref="CodedException">
    /// <c>checksums.malformed</c>, <c>checksums.hostile-name</c>, <c>checksums.twice</c>, <c>checksums.empty</c>, <c>text.malformed</c>
    /// </exception>
    internal static IReadOnlyList<Sum> Read(IDisk disk, StationPath path)
    {
        var text = DiskReads.DecodeText(disk.ReadAll(path.Full, MostBytes), out var form);
        var lines = text?.Split('\n') ?? throw new CodedException(Faults.TextMalformed(path.Shown, form));
        var sums = new List<Sum>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var sum = sums.Count < MostLines ? Parse(line) : null;
            sums.Add(sum is null ? throw new CodedException(Faults.ChecksumsMalformed(path.Shown, i + 1)) : Checked(sum, path, i + 1));
            if (!names.Add(sums[^1].Name))
            {
                throw new CodedException(Faults.ChecksumsTwice(path.Shown, i + 1, sums[^1].Name));
            }
        }

        return sums.Count > 0 ? sums : throw new CodedException(Faults.ChecksumsEmpty(path.Shown));
    }

    private static Sum Checked(Sum sum, StationPath path, int line)
    {
        var name = sum.Name.StartsWith("./", StringComparison.Ordinal) ? sum.Name[2..] : sum.Name;
        return EntryName.Problem(name) is null
            ? sum with
            {
                Name = name,
            }
            : throw new CodedException(Faults.ChecksumsHostileName(path.Shown, line, sum.Name));
    }

    private static Sum? Parse(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var name = blank > 0 && blank + 2 < line.Length && line[blank + 1] is ' ' or '*' ? line[(blank + 2)..] : null;
        return name is not null && blank >= 32 ? Of(name, line[..blank], null) : Bsd(line);
    }

    private static Sum? Bsd(string line)
    {
        var open = line.IndexOf(" (", StringComparison.Ordinal);
        var close = line.LastIndexOf(") = ", StringComparison.Ordinal);
        return open > 0 && close > open + 2 ? Of(line[(open + 2)..close], line[(close + 4)..], line[..open]) : null;
    }

    private static Sum? Of(string name, string digest, string? said)
    {
        HashAlgorithmName? algorithm = digest.Length switch
        {
            32 => HashAlgorithmName.MD5,
            40 => HashAlgorithmName.SHA1,
            64 => HashAlgorithmName.SHA256,
            96 => HashAlgorithmName.SHA384,
            128 => HashAlgorithmName.SHA512,
            _ => null,
        };
        var isHex = digest.All(char.IsAsciiHexDigit);
        return algorithm is { } known && isHex && (said is null || said == known.Name)
            ? new Sum(name, known, digest.ToLowerInvariant())
            : null;
    }
}
