using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace OemRunbooks.Journal.Sealing;

// A private key on disk: under a passphrase, or, for a station that nobody attends, as it is in a file that only its owner reads.
// Argon2id (RFC 9106, second recommended option: 64 MiB, 3 passes, 4 lanes) makes a key from the passphrase; AES-256-GCM covers the seed,
// with the public key as associated data, so that a file whose name was changed does not open. Source: journal.md, "Seals and keys".
public sealed partial class SigningKey
{
    private const string Format = "oem-runbooks-key";
    private const int Memory = 65_536;
    private const int Passes = 3;
    private const int Lanes = 4;
    private const int SaltSize = 16;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int MostBytes = 16 << 10;

    /// <summary>Writes a new key file; fails when the name is taken.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">Null or empty for a key without one.</param>
    /// <exception cref="CodedException"><c>key.exists</c></exception>
    public void Write(string path, string? passphrase)
    {
        var members = new List<(string, Value?)>
        {
            ("format", Value.Of(Format)),
            ("public", Value.Of(Public.ToString())),
            ("version", Value.Of(1)),
        };
        if (string.IsNullOrEmpty(passphrase))
        {
            members.Add(("seed", Value.Of(Convert.ToBase64String(seed))));
        }
        else
        {
            var (salt, nonce) = (RandomNumberGenerator.GetBytes(SaltSize), RandomNumberGenerator.GetBytes(NonceSize));
            var sealedSeed = new byte[seed.Length + TagSize];
            using (var cipher = new AesGcm(Stretch(passphrase, salt), TagSize))
            {
                cipher.Encrypt(
                    nonce,
                    seed,
                    sealedSeed.AsSpan(0, seed.Length),
                    sealedSeed.AsSpan(seed.Length),
                    Encoding.UTF8.GetBytes(Public.ToString())
                );
            }

            members.AddRange([
                ("kdf", Value.Of("argon2id-64MiB-3-4")),
                ("nonce", Value.Of(Convert.ToBase64String(nonce))),
                ("salt", Value.Of(Convert.ToBase64String(salt))),
                ("sealed", Value.Of(Convert.ToBase64String(sealedSeed))),
            ]);
        }

        var text = CanonicalJson.Text(Value.MapOf([.. members])) + "\n";
        Durable.CreateDirectory(Durable.ParentOf(path));
        try
        {
            Durable.CreateNew(
                path,
                Encoding.UTF8.GetBytes(text),
                OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite
            );
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new CodedException(Faults.KeyExists(path));
        }
    }

    /// <summary>The public half of a key file.</summary>
    /// <exception cref="CodedException"><c>key.missing-file</c>, <c>key.malformed</c></exception>
    public static VerifyingKey PublicIn(string path) => Guard(path, static file => VerifyingKey.Parse(file["public"].AsText() ?? ""));

    /// <summary>Whether a key file needs a passphrase.</summary>
    public static bool IsSealed(string path) => Guard(path, static file => !file["sealed"].IsNull);

    /// <summary>Opens a key file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">The passphrase; null when none is known.</param>
    /// <exception cref="CodedException">
    /// <c>key.missing-file</c>, <c>key.malformed</c>, <c>key.exposed-file</c>, <c>key.passphrase-needed</c>, <c>key.passphrase-wrong</c>
    /// </exception>
    public static SigningKey Open(string path, string? passphrase)
    {
        var file = Read(path);
        var owner = Guard(path, static f => VerifyingKey.Parse(f["public"].AsText() ?? ""));
        if (file["sealed"].IsNull)
        {
            return
                !OperatingSystem.IsWindows()
                && (
                    File.GetUnixFileMode(path)
                    & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)
                ) != 0
                ? throw new CodedException(Faults.KeyExposedFile(path))
                : Matching(path, owner, Guard(path, static f => new SigningKey("x", Convert.FromBase64String(f["seed"].AsText() ?? ""))));
        }

        if (string.IsNullOrEmpty(passphrase))
        {
            throw new CodedException(Faults.KeyPassphraseNeeded(owner.Name));
        }

        return Matching(path, owner, Guard(path, f => new SigningKey("x", Unseal(f, owner, passphrase))));
    }

    private static byte[] Unseal(Value file, VerifyingKey owner, string passphrase)
    {
        var (salt, nonce, sealedSeed) = (Bytes(file, "salt"), Bytes(file, "nonce"), Bytes(file, "sealed"));
        if (salt.Length != SaltSize || nonce.Length != NonceSize || sealedSeed.Length <= TagSize)
        {
            throw new FormatException("sizes");
        }

        var seed = new byte[sealedSeed.Length - TagSize];
        try
        {
            using var cipher = new AesGcm(Stretch(passphrase, salt), TagSize);
            cipher.Decrypt(
                nonce,
                sealedSeed.AsSpan(0, seed.Length),
                sealedSeed.AsSpan(seed.Length),
                seed,
                Encoding.UTF8.GetBytes(owner.ToString())
            );
            return seed;
        }
        catch (CryptographicException)
        {
            throw new CodedException(Faults.KeyPassphraseWrong(owner.Name));
        }
    }

    // The name is the public half's; a file that was put together from two keys is none.
    private static SigningKey Matching(string path, VerifyingKey owner, SigningKey found)
    {
        var key = new SigningKey(owner.Name, [.. found.seed]);
        found.Dispose();
        return key.Public.Bytes.AsSpan().SequenceEqual(owner.Bytes) ? key : throw new CodedException(Faults.KeyMalformed(path));
    }

    private static byte[] Stretch(string passphrase, byte[] salt)
    {
        var generator = new Argon2BytesGenerator();
        generator.Init(
            new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
                .WithSalt(salt)
                .WithMemoryAsKB(Memory)
                .WithIterations(Passes)
                .WithParallelism(Lanes)
                .Build()
        );
        var key = new byte[32];
        generator.GenerateBytes(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormKC)), key);
        return key;
    }

    private static byte[] Bytes(Value file, string name) => Convert.FromBase64String(file[name].AsText() ?? "");

    private static T Guard<T>(string path, Func<Value, T> read)
    {
        try
        {
            return read(Read(path));
        }
        catch (FormatException)
        {
            throw new CodedException(Faults.KeyMalformed(path));
        }
    }

    private static Value Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new CodedException(Faults.KeyMissingFile(path));
        }

        try
        {
            var bytes = new FileInfo(path).Length <= MostBytes ? Disk.All.ReadAll(path, MostBytes) : [];
            var file = CanonicalJson.Parse(bytes.AsSpan().TrimEnd((byte)'\n'));
            return file["format"].AsText() == Format && file["version"].AsInteger() == 1 ? file : throw new FormatException("format");
        }
        catch (FormatException)
        {
            throw new CodedException(Faults.KeyMalformed(path));
        }
    }
}
