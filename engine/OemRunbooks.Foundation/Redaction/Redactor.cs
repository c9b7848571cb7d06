using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace OemRunbooks.Foundation.Redaction;

/// <summary>Masks the secrets of a run in everything that leaves the program: journal, logs, console, evidence, reports.</summary>
/// <remarks>
/// A secret is found as it is, in base64 (at any of the three alignments), hex, URL encoding, as JSON escapes it, and UTF-16, and across
/// the borders of chunks
/// (see <see cref="Stream"/>). Texts of fewer than four characters are not masked: they would blot out ordinary words. Source: journal.md,
/// "Secrets never appear".
/// </remarks>
public sealed class Redactor
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Mask = "•••";

    private const int ShortestSecret = 4;
    private static readonly byte[] MaskBytes = Encoding.UTF8.GetBytes(Mask);
    private readonly Lock gate = new();
    private byte[][] patterns = [];
    private string[] texts = [];
    private SearchValues<string>? textSearch;

    /// <summary>Whether any secret is known.</summary>
    public bool IsEmpty => patterns.Length == 0;

    /// <summary>The length of the longest masked pattern, in bytes.</summary>
    internal int LongestPattern => patterns.Length == 0 ? 0 : patterns[0].Length;

    /// <summary>Masks this text from now on, in all its spellings; a secret of several lines is masked line by line as well.</summary>
    public void Add(string secret)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var part in secret
                .Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Append(secret.Trim())
        )
        {
            if (part.Length >= ShortestSecret)
            {
                AddSpellings(Encoding.UTF8.GetBytes(part), part, found);
            }
        }

        Publish(found);
    }

    /// <summary>Masks these bytes from now on, as far as they appear as text: hex, base64.</summary>
    public void Add(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < ShortestSecret)
        {
            return;
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        AddSpellings(secret.ToArray(), null, found);
        Publish(found);
    }

    /// <summary>The text with every secret masked.</summary>
    public string Apply(string text)
    {
        if (textSearch is not { } search || text.AsSpan().IndexOfAny(search) < 0)
        {
            return text;
        }

        foreach (var secret in texts)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The bytes with every secret masked.</summary>
    public byte[] Apply(ReadOnlySpan<byte> content)
    {
        var output = new ArrayBufferWriter<byte>(content.Length + 16);
        var stream = new Stream(this, output);
        stream.Write(content);
        stream.Complete();
        return output.WrittenSpan.ToArray();
    }

    private static void AddSpellings(byte[] bytes, string? text, HashSet<string> found)
    {
        if (text is not null)
        {
            found.Add(text);
            var escaped = Uri.EscapeDataString(text);
            found.Add(escaped);
            found.Add(LowerEscapes(escaped));
            found.Add(escaped.Replace("%20", "+", StringComparison.Ordinal));
            found.Add(JavaScriptEncoder.Default.Encode(text));
            found.Add(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
            found.Add(text.Replace("/", "\\/", StringComparison.Ordinal));
        }

        found.Add(Convert.ToHexString(bytes));
        found.Add(Convert.ToHexStringLower(bytes));
        for (var shift = 0; shift < 3; shift++)
        {
            // Only the characters that depend on the secret alone: those at the edges also carry bits of its neighbours.
            var base64 = Convert.ToBase64String([.. new byte[shift], .. bytes]).TrimEnd('=');
            var core = base64[(shift == 0 ? 0 : shift + 1)..];
            if ((bytes.Length + shift) % 3 != 0)
            {
                core = core[..^1];
            }

            if (core.Length >= ShortestSecret + 2)
            {
                found.Add(core);
                found.Add(core.Replace('+', '-').Replace('/', '_'));
            }
        }
    }

    private static string LowerEscapes(string escaped)
    {
        var letters = escaped.ToCharArray();
        for (var i = 0; i + 2 < letters.Length; i++)
        {
            if (letters[i] == '%')
            {
                (letters[i + 1], letters[i + 2]) = (char.ToLowerInvariant(letters[i + 1]), char.ToLowerInvariant(letters[i + 2]));
            }
        }

        return new(letters);
    }

    private void Publish(HashSet<string> found)
    {
        lock (gate)
        {
            // Joined here, so that two steps that learn secrets at the same time lose none.
            found.UnionWith(texts);
            texts = [.. found.OrderByDescending(static t => t.Length)];
            textSearch = texts.Length == 0 ? null : SearchValues.Create(texts, StringComparison.Ordinal);
            patterns =
            [
                .. texts
                    .SelectMany(static t =>
                        new[] { Encoding.UTF8.GetBytes(t), Encoding.Unicode.GetBytes(t), Encoding.BigEndianUnicode.GetBytes(t) }
                    )
                    .OrderByDescending(static p => p.Length),
            ];
        }
    }

    /// <summary>Masks secrets in a stream of chunks, also where one lies across a border.</summary>
    public sealed class Stream
    {
        private readonly Redactor redactor;
        private readonly IBufferWriter<byte> output;
        private byte[] pending = [];

        /// <summary>Begins a stream.</summary>
        /// <param name="redactor">Whose secrets are masked.</param>
        /// <param name="output">Takes the masked bytes.</param>
        public Stream(Redactor redactor, IBufferWriter<byte> output)
        {
            this.redactor = redactor;
            this.output = output;
        }

        /// <summary>How many secrets were masked.</summary>
        public int Masked { get; private set; }

        /// <summary>Takes a chunk.</summary>
        public void Write(ReadOnlySpan<byte> chunk)
        {
            byte[] joined = [.. pending, .. chunk];
            pending = joined[Scan(joined, Math.Max(0, redactor.LongestPattern - 1))..];
        }

        /// <summary>Ends the stream.</summary>
        public void Complete()
        {
            Scan(pending, 0);
            pending = [];
        }

        private int Scan(ReadOnlySpan<byte> bytes, int keep)
        {
            var at = 0;
            while (at < bytes.Length)
            {
                var (start, length) = Next(bytes[at..]);
                if (start < 0)
                {
                    break;
                }

                // A longer pattern may begin here and end in the next chunk: leave it for then.
                if (at + start + redactor.LongestPattern > bytes.Length && keep > 0)
                {
                    break;
                }

                output.Write(bytes.Slice(at, start));
                output.Write(MaskBytes);
                Masked++;
                at += start + length;
            }

            var end = Math.Max(at, bytes.Length - keep);
            output.Write(bytes[at..end]);
            return end;
        }

        private (int Start, int Length) Next(ReadOnlySpan<byte> bytes)
        {
            var best = (Start: -1, Length: 0);
            foreach (var pattern in redactor.patterns)
            {
                var window = best.Start < 0 ? bytes : bytes[..Math.Min(bytes.Length, best.Start + pattern.Length)];
                var found = window.IndexOf(pattern);
                if (found >= 0 && (best.Start < 0 || found < best.Start))
                {
                    best = (found, pattern.Length);
                }
            }

            return best;
        }
    }
}
