using System.Text;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace OemRunbooks.Activities.Verify;

/// <summary>Private keys, in PEM or as PKCS#8, and whether a certificate was made for one.</summary>
internal static class PrivateKeys
{
    private const long MostBytes = 64 << 10;

    /// <summary>Reads a key.</summary>
    /// <exception cref="CodedException"><c>certificate.key-malformed</c>, <c>certificate.passphrase</c></exception>
    internal static AsymmetricKeyParameter Read(Call call, StationPath path, SecretName? passphrase)
    {
        var bytes = call.Disk.ReadAll(path.Full, MostBytes);
        try
        {
            return bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0 ? Pem(call, bytes, passphrase) : PrivateKeyFactory.CreateKey(bytes);
        }
        catch (Exception error) when (error is InvalidCipherTextException or Org.BouncyCastle.OpenSsl.PasswordException or PemException)
        {
            throw new CodedException(Faults.CertificatePassphrase(path.Shown));
        }
        catch (Exception error) when (CertificateStore.IsParsers(error))
        {
            throw new CodedException(Faults.CertificateKeyMalformed(path.Shown));
        }
    }

    /// <summary>Whether a certificate's key is the public half of a private one.</summary>
    internal static bool Fits(AsymmetricKeyParameter key, X509Certificate certificate) =>
        (key, certificate.GetPublicKey()) switch
        {
            (RsaKeyParameters { IsPrivate: true } rsa, RsaKeyParameters open) => rsa.Modulus.Equals(open.Modulus),
            (ECPrivateKeyParameters ec, ECPublicKeyParameters open) => ec.Parameters.Equals(open.Parameters)
                && ec.Parameters.G.Multiply(ec.D).Normalize().Equals(open.Q.Normalize()),
            (Ed25519PrivateKeyParameters ed, Ed25519PublicKeyParameters open) => ed.GeneratePublicKey()
                .GetEncoded()
                .AsSpan()
                .SequenceEqual(open.GetEncoded()),
            _ => false,
        };

    private static AsymmetricKeyParameter Pem(Call call, byte[] bytes, SecretName? passphrase)
    {
        var finder = new Finder(() => passphrase is null ? "" : call.Secrets.Resolve(passphrase.Reference));
        using var reader = new PemReader(new StringReader(Encoding.Latin1.GetString(bytes)), finder);
        while (reader.ReadObject() is { } found)
        {
            if (found is AsymmetricCipherKeyPair pair)
            {
                return pair.Private;
            }

            if (found is AsymmetricKeyParameter { IsPrivate: true } key)
            {
                return key;
            }
        }

        throw new FormatException("no private key");
    }

    private sealed class Finder(Func<string> passphrase) : IPasswordFinder
    {
        public char[] GetPassword() => passphrase().ToCharArray();
    }
}
