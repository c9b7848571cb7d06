using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A public Ed25519 key with its name, as notes name it.</summary>
/// <remarks>Source: C2SP signed-note, "Signatures" and "Verifier keys": <c>NAME+HEX8+BASE64(0x01 ‖ key)</c>.</remarks>
public sealed class VerifyingKey
{
    private const byte Ed25519Type = 1;
    private const int KeySize = 32;
    private Ed25519.PublicPoint? point;

    /// <summary>A key of a name.</summary>
    /// <param name="name">Not empty, without white space or <c>+</c>.</param>
    /// <param name="bytes">32 bytes.</param>
    public VerifyingKey(string name, byte[] bytes)
    {
        if (!IsName(name) || bytes.Length != KeySize)
        {
            throw new FormatException("no Ed25519 key");
        }

        Name = name;
        Bytes = bytes;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Type, .. bytes], hash);
        Id = BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    /// <summary>The key's name.</summary>
    public string Name { get; }

    /// <summary>The 32 bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>The first four bytes of the hash of name and key.</summary>
    public uint Id { get; }

    /// <summary>Reads a verifier key.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static VerifyingKey Parse(string text)
    {
        var parts = text.Trim().Split('+', 3);
        var raw = parts.Length == 3 ? Base64(parts[2]) : [];
        if (raw.Length != KeySize + 1 || raw[0] != Ed25519Type || Convert.ToBase64String(raw) != parts[2])
        {
            throw new FormatException("no verifier key");
        }

        var key = new VerifyingKey(parts[0], raw[1..]);
        return parts[1] == key.Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture)
            ? key
            : throw new FormatException("the key's id does not fit");
    }

    /// <summary>Whether a name may stand in a note.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 200 && !name.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>Whether it is the same key, whatever it is called.</summary>
    public bool IsSameKey(VerifyingKey other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

    /// <summary>Whether a signature over a message is this key's.</summary>
    public bool Verify(ReadOnlySpan<byte> message, byte[] signature) =>
        signature.Length == Ed25519.SignatureSize
        && (point ??= Ed25519.ValidatePublicKeyPartialExport(Bytes, 0)) is { } known
        && Ed25519.Verify(signature, 0, known, message.ToArray(), 0, message.Length);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}+{Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture)}+{Convert.ToBase64String([Ed25519Type, .. Bytes])}";

    private static byte[] Base64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}

/// <summary>A private Ed25519 key in memory; disposing wipes it.</summary>
public sealed partial class SigningKey : IDisposable
{
    private readonly byte[] seed;

    /// <summary>A key from its seed.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="seed">32 bytes, taken over.</param>
    public SigningKey(string name, byte[] seed)
    {
        this.seed = seed.Length == Ed25519.SecretKeySize ? seed : throw new FormatException("no Ed25519 seed");
        var bytes = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, bytes, 0);
        Public = new VerifyingKey(name, bytes);
    }

    /// <summary>The public key.</summary>
    public VerifyingKey Public { get; }

    /// <summary>A new key of the system's random generator.</summary>
    public static SigningKey New(string name) => new(name, RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    /// <summary>Signs a message: 64 bytes (RFC 8032, 5.1.6).</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(seed, 0, message.ToArray(), 0, message.Length, signature, 0);
        return signature;
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(seed);
}
