using System.Buffers.Binary;
using System.Text;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A signature line of a note.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Signature">The signature.</param>
internal sealed record NoteSignature(string Name, uint KeyId, byte[] Signature);

/// <summary>A text with signature lines.</summary>
/// <param name="Text">What is signed; ends with a newline.</param>
/// <param name="Signatures">The signatures.</param>
/// <remarks>Source: C2SP signed-note v1. Signature lines: em dash, space, name, space, base64(4-byte id ‖ signature).</remarks>
internal sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string Dash = "— ";
    private const int MostSignatures = 16;
    private const int MostLength = 16 << 10;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Signs a text.</summary>
    /// <param name="text">Ends with a newline and holds no control characters but newlines.</param>
    /// <param name="key">Who signs.</param>
    public static SignedNote Sign(string text, SigningKey key) =>
        new(text, [new NoteSignature(key.Public.Name, key.Public.Id, key.Sign(Encoding.UTF8.GetBytes(text)))]);

    /// <summary>Reads a note.</summary>
    /// <exception cref="FormatException">The bytes are none.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostLength)
        {
            throw new FormatException("the note is too long");
        }

        string all;
        try
        {
            all = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("the note is not UTF-8");
        }

        var split = all.LastIndexOf("\n\n" + Dash, StringComparison.Ordinal);
        if (split < 0 || !all.EndsWith('\n') || all.Any(static c => c < ' ' && c != '\n'))
        {
            throw new FormatException("the note has no signature");
        }

        var lines = all[(split + 2)..^1].Split('\n');
        return lines.Length > MostSignatures
            ? throw new FormatException("the note has too many signatures")
            : new SignedNote(all[..(split + 1)], [.. lines.Select(Line)]);
    }

    /// <summary>Whether the key has signed this text.</summary>
    public bool IsSignedBy(VerifyingKey key) =>
        Signatures.Any(s => s.Name == key.Name && s.KeyId == key.Id && key.Verify(Encoding.UTF8.GetBytes(Text), s.Signature));

    /// <summary>The note's bytes.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
        {
            var raw = new byte[4 + signature.Signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(raw, signature.KeyId);
            signature.Signature.CopyTo(raw.AsSpan(4));
            text.Append(Dash).Append(signature.Name).Append(' ').Append(Convert.ToBase64String(raw)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static NoteSignature Line(string line)
    {
        var parts = line.StartsWith(Dash, StringComparison.Ordinal) ? line[Dash.Length..].Split(' ') : [];
        var raw = parts.Length == 2 && VerifyingKey.IsName(parts[0]) ? Convert.FromBase64String(parts[1]) : [];

        // One signature has one spelling: base64 that leaves bits over would give a second one.
        return raw.Length > 4 && Convert.ToBase64String(raw) == parts[1]
            ? new NoteSignature(parts[0], BinaryPrimitives.ReadUInt32BigEndian(raw), raw[4..])
            : throw new FormatException("a signature line is malformed");
    }
}
