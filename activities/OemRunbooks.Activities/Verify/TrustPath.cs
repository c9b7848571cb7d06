using OemRunbooks.Foundation.Failures;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.X509;

namespace OemRunbooks.Activities.Verify;

/// <summary>The way from a certificate to one that is trusted, each signed by the next.</summary>
/// <remarks>Source: RFC 5280, section 6.1. A critical extension that is not understood ends it.</remarks>
/// <param name="roots">Those that are trusted.</param>
/// <param name="others">Those that may stand between.</param>
/// <param name="now">The time at which they have to hold.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class TrustPath(
    IReadOnlyList<X509Certificate> roots,
    IReadOnlyList<X509Certificate> others,
    DateTimeOffset now,
    CancellationToken cancellation
)
{
    private const int Deepest = 8;
    private const int MostSignatures = 200;
    private const int CertificateSigning = 5;

    private static readonly HashSet<string> Understood =
    [
        X509Extensions.BasicConstraints.Id,
        X509Extensions.KeyUsage.Id,
        X509Extensions.ExtendedKeyUsage.Id,
        X509Extensions.SubjectAlternativeName.Id,
    ];

    private int signatures;

    // Of those that would have led on but for their dates: what is said when there is no other way.
    private CodedException? lapsed;

    /// <summary>Fails unless there is a way.</summary>
    /// <exception cref="CodedException">
    /// <c>certificate.untrusted</c>, <c>certificate.unsupported</c>, <c>certificate.expired</c>, <c>certificate.not-yet-valid</c>
    /// </exception>
    internal void Demand(X509Certificate leaf)
    {
        DemandUnderstood(leaf);
        if (!roots.Contains(leaf) && !LeadsToRoot(leaf, 0))
        {
            throw lapsed
                ?? new CodedException(Faults.CertificateUntrusted(CertificateStore.SubjectOf(leaf), CertificateStore.Name(leaf.IssuerDN)));
        }
    }

    private bool LeadsToRoot(X509Certificate certificate, int below) =>
        below < Deepest
        && roots
            .Select(static c => (Issuer: c, IsRoot: true))
            .Concat(others.Select(static c => (Issuer: c, IsRoot: false)))
            .Any(c => IsIssuer(c.Issuer, certificate, below) && (c.IsRoot || LeadsToRoot(c.Issuer, below + 1)));

    private bool IsIssuer(X509Certificate issuer, X509Certificate certificate, int below)
    {
        cancellation.ThrowIfCancellationRequested();
        if (issuer.Equals(certificate) || !issuer.SubjectDN.Equivalent(certificate.IssuerDN, inOrder: true) || !MaySign(issuer, below))
        {
            return false;
        }

        if (++signatures > MostSignatures || !IsSigned(certificate, issuer))
        {
            return false;
        }

        DemandUnderstood(issuer);
        return Holds(issuer);
    }

    private bool Holds(X509Certificate issuer)
    {
        try
        {
            VerifyCertificate.DemandDates(issuer, now);
            return true;
        }
        catch (CodedException error)
        {
            lapsed ??= error;
            return false;
        }
    }

    // Its basic constraints say how many may stand between it and the last one.
    private static bool MaySign(X509Certificate issuer, int below) =>
        issuer.GetBasicConstraints() >= below
        && (issuer.GetKeyUsage() is not { } usage || (usage.Length > CertificateSigning && usage[CertificateSigning]));

    private static bool IsSigned(X509Certificate certificate, X509Certificate issuer)
    {
        try
        {
            certificate.Verify(issuer.GetPublicKey());
            return true;
        }
        catch (Exception error) when (CertificateStore.IsParsers(error))
        {
            return false;
        }
    }

    private static void DemandUnderstood(X509Certificate certificate)
    {
        var unknown = certificate.GetCriticalExtensionOids()?.FirstOrDefault(static o => !Understood.Contains(o));
        if (unknown is not null)
        {
            throw new CodedException(Faults.CertificateUnsupported(CertificateStore.SubjectOf(certificate), unknown));
        }
    }
}
