using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Licensing;

/// <summary>An opened licence store.</summary>
/// <param name="Data">All data; <c>licenses</c> is usually an object from licence id to record.</param>
/// <param name="FingerprintHash">The stored hash, trimmed; null when empty or legacy.</param>
/// <param name="Migrated">True when the file was in the legacy plain form.</param>
/// <param name="Exists">False when the file was absent and an empty store stands for it.</param>
/// <remarks>
/// The format hides, it does not protect: the envelope's <c>fingerprint_hash</c> is the key. Treat store files as secrets.
/// Source: formats.md, 5.
/// </remarks>
public sealed record LicenseStore(OemObject Data, string? FingerprintHash, bool Migrated, bool Exists)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>The licences, or null when <c>licenses</c> is not an object.</summary>
    public OemObject? Licenses => Data["licenses"] as OemObject;

    /// <summary>Opens a store file.</summary>
    /// <param name="disk">The way to files.</param>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">The device's fingerprint; trimmed here.</param>
    /// <param name="mustExist">True demands the file; false takes a missing one as empty, as the original does.</param>
    /// <exception cref="OemException">
    /// <see cref="Codes.StoreMissing"/>, <see cref="Codes.StoreUnreadable"/>, and as <see cref="Read"/>.
    /// </exception>
    public static LicenseStore Open(IDisk disk, string path, string fingerprint, bool mustExist)
    {
        try
        {
            return Read(disk.ReadDocument(path, Faults.StoreMissing, Faults.StoreUnreadable), fingerprint, path);
        }
        catch (OemException e) when (e.Code == Codes.StoreMissing && !mustExist)
        {
            return new LicenseStore(new OemObject { { "licenses", new OemObject() } }, null, Migrated: false, Exists: false);
        }
    }

    /// <summary>Opens a store from its bytes.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.StoreMalformed"/>, <see cref="Codes.StoreDecryptionFailed"/>, <see cref="Codes.FingerprintBlank"/>.
    /// </exception>
    /// <remarks>Source: formats.md, 5.2 and 5.3.</remarks>
    public static LicenseStore Read(byte[] bytes, string fingerprint, string path = "")
    {
        var envelope = OemJsonReader.ParseObject(bytes, path, Faults.StoreMalformed);
        if (!IsVersion2(envelope["version"]))
        {
            var licenses = envelope["licenses"] as OemObject ?? [];
            return new LicenseStore(new OemObject { { "licenses", licenses } }, null, Migrated: true, Exists: true);
        }

        var nonce = Field(envelope, "nonce", path);
        var sealedBytes = Field(envelope, "ciphertext", path);
        var hash = HashOf(envelope["fingerprint_hash"], path);
        var plain = Decrypt(KeyOf(fingerprint), nonce, sealedBytes, Encoding.UTF8.GetBytes(hash), path);
        var data = OemJsonReader.ParseObject(plain, path, Faults.StoreMalformed);
        return new LicenseStore(data, hash.Length == 0 ? null : hash, Migrated: false, Exists: true);
    }

    /// <summary>Encrypts data for a fingerprint; gives the file's bytes.</summary>
    /// <param name="data">All data of the store.</param>
    /// <param name="fingerprint">The device's fingerprint; trimmed here.</param>
    /// <param name="clock">Gives <c>updated_at</c>.</param>
    /// <param name="fill">Fills the nonce with random bytes; the system's generator by default.</param>
    /// <exception cref="OemException"><see cref="Codes.FingerprintBlank"/>, <see cref="Codes.JsonUnwritable"/>.</exception>
    /// <remarks>Source: formats.md, 5.1.</remarks>
    public static byte[] Seal(OemObject data, string fingerprint, TimeProvider clock, Action<byte[]>? fill = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var key = KeyOf(fingerprint);
        var plain = OemJsonWriter.WriteBytes(data, JsonStyle.Plaintext);
        var nonce = new byte[NonceSize];
        (fill ?? (static bytes => RandomNumberGenerator.Fill(bytes)))(nonce);
        var hash = Convert.ToHexStringLower(key);
        var output = new byte[plain.Length + TagSize];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, plain, output.AsSpan(0, plain.Length), output.AsSpan(plain.Length), Encoding.ASCII.GetBytes(hash));
        return OemJsonWriter.WriteBytes(
            new OemObject
            {
                { "ciphertext", Convert.ToBase64String(output) },
                { "fingerprint_hash", hash },
                { "nonce", Convert.ToBase64String(nonce) },
                { "updated_at", TimeForms.Microseconds(clock.GetUtcNow()) },
                { "version", OemJson.Of(2) },
            },
            JsonStyle.PrettySorted
        );
    }

    /// <summary>
    /// Replaces a store file as a whole; missing directories are made; a present file keeps its permissions, a new one gets 0600.
    /// </summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.DiskFull"/>, <see cref="Codes.DiskReadOnly"/>, <see cref="Codes.FileUnreadable"/>, and as <see cref="Seal"/>.
    /// </exception>
    /// <remarks>Source: formats.md, 5.5 and 15 (by a rename, not in place).</remarks>
    public static void Save(IDisk disk, string path, OemObject data, string fingerprint, TimeProvider clock, Action<byte[]>? fill = null) =>
        disk.ReplaceDocument(path, Seal(data, fingerprint, clock, fill), ModeOf(disk, path));

    internal static UnixFileMode? ModeOf(IDisk disk, string path) =>
        OperatingSystem.IsWindows() ? null
        : disk.Look(path) is { Kind: ItemKind.File, Rights: { } rights } ? rights
        : UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static bool IsVersion2(OemJson? version) =>
        version switch
        {
            OemInteger i => i.Value == 2,
            OemDouble d => d.Value == 2,
            _ => false,
        };

    private static byte[] KeyOf(string fingerprint)
    {
        var trimmed = SpecText.Trim(fingerprint);
        return trimmed.Length > 0
            ? SHA256.HashData(Encoding.UTF8.GetBytes(trimmed))
            : throw new OemException(Faults.FingerprintBlank("store"));
    }

    private static byte[] Field(OemObject envelope, string name, string path) =>
        envelope.TextOf(name) is { } text && LenientBase64.TryDecode(text, out var bytes)
            ? bytes
            : throw new OemException(Faults.StoreMalformed(path, name));

    private static string HashOf(OemJson? stored, string path) =>
        stored is not { IsTrue: true }
            ? string.Empty
            : SpecText.Trim(TextForm.Of(stored) ?? throw new OemException(Faults.StoreMalformed(path, "fingerprint_hash")));

    private static byte[] Decrypt(byte[] key, byte[] nonce, byte[] input, byte[] associated, string path)
    {
        if (nonce.Length != NonceSize || input.Length < TagSize)
        {
            throw new OemException(Faults.StoreDecryptionFailed(path));
        }

        try
        {
            var plain = new byte[input.Length - TagSize];
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(nonce, input.AsSpan(0, plain.Length), input.AsSpan(plain.Length), plain, associated);
            return plain;
        }
        catch (CryptographicException e)
        {
            throw new OemException(Faults.StoreDecryptionFailed(path), e);
        }
    }
}
