using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A code that is read over a telephone: 16 characters in Base32 and one that tells a wrong or exchanged one.</summary>
internal static class SpokenCode
{
    private const int Length = 17;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of a digest, in groups of four.</summary>
    internal static string Of(ReadOnlySpan<byte> digest)
    {
        var code = Checkpoint.ReceiptOf(digest);
        return $"{code}-{Check(Checkpoint.Normalised(code))}";
    }

    /// <summary>A code as somebody typed it, without separators.</summary>
    /// <exception cref="CodedException"><c>approval.mistyped</c></exception>
    internal static string Checked(string typed)
    {
        var code = Checkpoint.Normalised(typed);
        return
            code.Length == Length && code.All(static c => Alphabet.Contains(c, StringComparison.Ordinal)) && Check(code[..^1]) == code[^1]
            ? code
            : throw new CodedException(Faults.ApprovalMistyped(typed));
    }

    // Luhn's check in base 32: every wrong character shows, and nearly every exchange of two neighbours.
    private static char Check(string code)
    {
        var sum = 0;
        for (var i = 0; i < code.Length; i++)
        {
            var twice = Alphabet.IndexOf(code[^(i + 1)], StringComparison.Ordinal) * (i % 2 == 0 ? 2 : 1);
            sum += (twice / Alphabet.Length) + (twice % Alphabet.Length);
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }
}
