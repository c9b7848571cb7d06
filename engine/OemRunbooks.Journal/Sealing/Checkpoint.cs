using System.Globalization;
using System.Text;

namespace OemRunbooks.Journal.Sealing;

/// <summary>What a seal says: a journal's origin, its size and the root over its lines.</summary>
/// <param name="Origin">Names the journal: <c>oem-runbooks/RUN</c>.</param>
/// <param name="Size">Number of entries.</param>
/// <param name="Root">The root, 32 bytes.</param>
/// <remarks>Source: C2SP tlog-checkpoint v1. Further lines are allowed there; we write none.</remarks>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    private const int ReceiptBytes = 10;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The origin of a run's journal.</summary>
    public static string OriginOf(string runId) => "oem-runbooks/" + runId;

    /// <summary>The note's text.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>
    /// The receipt: 80 bits of the root in Base32, in four groups, to be read over a telephone or written on a work order.
    /// </summary>
    public string Receipt => ReceiptOf(Root);

    /// <summary>Reads a checkpoint from a note's text.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (
            lines.Length < 4
            || lines[0].Length == 0
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[1]
        )
        {
            throw new FormatException("no checkpoint");
        }

        var root = Convert.FromBase64String(lines[2]);
        return root.Length == 32 && Convert.ToBase64String(root) == lines[2]
            ? new Checkpoint(lines[0], size, root)
            : throw new FormatException("no root");
    }

    /// <summary>What the newest of the signed notes in a file says; null where there is none.</summary>
    /// <exception cref="FormatException">The file holds something else.</exception>
    public static Checkpoint? Newest(string file) =>
        SealFile.Read(file).LastOrDefault() is { } note ? Parse(SignedNote.Parse(note).Text) : null;

    /// <summary>The receipt of a root.</summary>
    public static string ReceiptOf(ReadOnlySpan<byte> root)
    {
        var text = new StringBuilder(19);
        var (buffer, bits) = (0, 0);
        foreach (var b in root[..ReceiptBytes])
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                if (text.Length is 4 or 9 or 14)
                {
                    text.Append('-');
                }

                text.Append(Alphabet[(buffer >> bits) & 31]);
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// A receipt as somebody typed it: without separators, in upper case, with the digits that are no Base32 read as the letters they
    /// resemble.
    /// </summary>
    public static string Normalised(string receipt) =>
        string.Concat(
            receipt
                .ToUpperInvariant()
                .Where(static c => char.IsAsciiLetterOrDigit(c))
                .Select(static c =>
                    c switch
                    {
                        '0' => 'O',
                        '1' => 'I',
                        '8' => 'B',
                        _ => c,
                    }
                )
        );
}
