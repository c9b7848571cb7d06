using System.Buffers;
using System.Text;

namespace OemRunbooks.Foundation.Redaction;

/// <summary>Masks the secrets of a run in everything that leaves the program: journal, logs, console, evidence, reports.</summary>
/// <remarks>
/// A secret is found as it is, in base64 (at any of the three alignments), hex and UTF-16; each of these also URL-encoded or escaped in
/// any way, and wrapped at any column; and across the borders of chunks (see <see cref="Stream"/>). Texts of fewer than four
/// characters are not masked: they would blot out ordinary words. Source: journal.md, "Secrets never appear".
/// </remarks>
public sealed class Redactor
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Mask = "•••";

    private const int ShortestSecret = 4;
    private static readonly SearchValues<char> EncodingSigns = SearchValues.Create("%\\&\n\r");
    private static readonly byte[] MaskBytes = Encoding.UTF8.GetBytes(Mask);
    private readonly Lock gate = new();
    private byte[][] patterns = [];
    private string[] texts = [];
    private SearchValues<string>? textSearch;

    /// <summary>Whether any secret is known.</summary>
    public bool IsEmpty => patterns.Length == 0;

    /// <summary>How far a secret may reach in an encoded text, in bytes: escaped, or with breaks in it.</summary>
    internal int Reach => patterns.Length == 0 ? 0 : (6 * patterns[0].Length) + 64;

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
        if (textSearch is not { } search || text.Length == 0)
        {
            return text;
        }

        var isPlain = text.AsSpan().IndexOfAny(EncodingSigns) < 0;
        if (isPlain && text.AsSpan().IndexOfAny(search) < 0)
        {
            return text;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return Found(bytes).Count == 0 ? text : Encoding.UTF8.GetString(Apply(bytes));
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
            found.Add(Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal));
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
            pending = joined[Scan(joined, Math.Max(0, redactor.Reach - 1))..];
        }

        /// <summary>Ends the stream.</summary>
        public void Complete()
        {
            Scan(pending, 0);
            pending = [];
        }

        private int Scan(byte[] bytes, int keep)
        {
            var at = 0;
            foreach (var (start, end) in redactor.Found(bytes))
            {
                // It may go on in the next chunk, or another that begins before it: leave it for then.
                if (start + keep >= bytes.Length && keep > 0)
                {
                    break;
                }

                output.Write(bytes.AsSpan(at, start - at));
                output.Write(MaskBytes);
                Masked++;
                at = end;
            }

            var kept = Math.Max(at, bytes.Length - keep);
            output.Write(bytes.AsSpan(at, kept - at));
            return kept;
        }
    }

    // Where secrets lie, in order; what overlaps is one.
    private List<(int Start, int End)> Found(byte[] bytes)
    {
        var found = new List<(int Start, int End)>();
        if (patterns.Length == 0)
        {
            return found;
        }

        Search(bytes, static (start, length) => (start, start + length));
        foreach (var view in EncodedView.Of(bytes))
        {
            Search(view.Bytes, view.Place);
        }

        found.Sort();
        var merged = new List<(int Start, int End)>();
        foreach (var (start, end) in found)
        {
            if (merged.Count > 0 && start < merged[^1].End)
            {
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, end));
            }
            else
            {
                merged.Add((start, end));
            }
        }

        return merged;

        void Search(ReadOnlySpan<byte> text, Func<int, int, (int, int)> place)
        {
            foreach (var pattern in patterns)
            {
                for (int at = 0, next; (next = text[at..].IndexOf(pattern)) >= 0; at += next + pattern.Length)
                {
                    found.Add(place(at + next, pattern.Length));
                }
            }
        }
    }
}
