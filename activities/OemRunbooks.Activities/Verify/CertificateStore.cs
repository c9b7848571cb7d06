using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.X509;

namespace OemRunbooks.Activities.Verify;

/// <summary>What a file of certificates holds: PEM, DER or PKCS#12.</summary>
/// <param name="Leaf">The certificate that is meant: the first, or the one with the key.</param>
/// <param name="Others">The others.</param>
/// <param name="Key">The private key, of PKCS#12.</param>
internal sealed record CertificateStore(X509Certificate Leaf, IReadOnlyList<X509Certificate> Others, AsymmetricKeyParameter? Key)
{
    private const long MostBytes = 1 << 20;
    private const int MostCertificates = 200;
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;

    /// <summary>Reads a file of either form.</summary>
    /// <exception cref="CodedException"><c>certificate.malformed</c>, <c>certificate.passphrase</c></exception>
    internal static CertificateStore Read(Call call, StationPath path, SecretName? passphrase)
    {
        var bytes = call.Disk.ReadAll(path.Full, MostBytes);
        if (IsPkcs12(bytes))
        {
            return Pkcs12(bytes, path, passphrase is null ? "" : call.Secrets.Resolve(passphrase.Reference));
        }

        var all = Certificates(bytes, path);
        return new(all[0], [.. all.Skip(1)], null);
    }

    /// <summary>All certificates of a PEM or DER file.</summary>
    internal static IReadOnlyList<X509Certificate> ReadAll(Call call, StationPath path) =>
        Certificates(call.Disk.ReadAll(path.Full, MostBytes), path);

    /// <summary>Whose it is, fit to be shown.</summary>
    internal static string SubjectOf(X509Certificate certificate) => Name(certificate.SubjectDN);

    /// <summary>A name, fit to be shown.</summary>
    internal static string Name(X509Name name)
    {
        var text = Visible.Text(name.ToString());
        return text.Length <= 200 ? text : text[..200] + "…";
    }

    private static IReadOnlyList<X509Certificate> Certificates(byte[] bytes, StationPath path)
    {
        try
        {
            var all = new X509CertificateParser().ReadCertificates(bytes).Take(MostCertificates + 1).ToList();
            return all.Count is > 0 and <= MostCertificates ? all : throw Malformed(path);
        }
        catch (Exception error) when (IsParsers(error))
        {
            throw Malformed(path);
        }
    }

    // A certificate begins with a sequence in a sequence, PKCS#12 with its version. A length has at most five bytes.
    private static bool IsPkcs12(byte[] bytes)
    {
        if (bytes is not [Sequence, var length, ..])
        {
            return false;
        }

        var at = 2 + (length > 0x80 ? length & 0x7F : 0);
        return at < bytes.Length && bytes[at] == Integer;
    }

    private static CertificateStore Pkcs12(byte[] bytes, StationPath path, string passphrase)
    {
        try
        {
            var store = new Pkcs12StoreBuilder().Build();
            store.Load(new MemoryStream(bytes), passphrase.ToCharArray());
            var alias = store.Aliases.FirstOrDefault(store.IsKeyEntry) ?? store.Aliases.First();
            var leaf = store.GetCertificate(alias).Certificate;
            var others = store
                .Aliases.SelectMany(a => store.GetCertificateChain(a) ?? [store.GetCertificate(a)])
                .OfType<X509CertificateEntry>();
            return new(
                leaf,
                [.. others.Select(static e => e.Certificate).Where(c => !c.Equals(leaf)).Distinct().Take(MostCertificates)],
                store.IsKeyEntry(alias) ? store.GetKey(alias).Key : null
            );
        }
        catch (IOException)
        {
            // The library's word for a wrong pass phrase; a damaged file looks the same.
            throw new CodedException(Faults.CertificatePassphrase(path.Shown));
        }
        catch (Exception error) when (IsParsers(error))
        {
            throw Malformed(path);
        }
    }

    /// <summary>Whether an exception is how the library says that it can't read something.</summary>
    internal static bool IsParsers(Exception error) =>
        error
            is IOException
                or ArgumentException
                or FormatException
                or InvalidOperationException
                or InvalidCastException
                or NullReferenceException
                or IndexOutOfRangeException
                or OverflowException
                or Org.BouncyCastle.Security.GeneralSecurityException
                or CryptoException;

    private static CodedException Malformed(StationPath path) => new(Faults.CertificateMalformed(path.Shown));
}
