using System.Security.Cryptography;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using Org.BouncyCastle.X509;

namespace OemRunbooks.Activities.Verify;

/// <summary>Whether a certificate is fit for use: its dates, its way to a root that is trusted, its key, its host.</summary>
/// <remarks>
/// Nothing is fetched: neither missing certificates nor lists of revoked ones. Source: RFC 5280, section 6; RFC 6125, section 6.4.
/// </remarks>
internal sealed class VerifyCertificate : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyCertificateWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Certificate, Takes.Roots, Takes.Chain, Takes.Key, Takes.Passphrase, Takes.Host, Takes.WarnBefore],
            Outputs = [Gives.Subject, Gives.Issuer, Gives.NotBefore, Gives.NotAfter, Gives.DaysLeft, Gives.Fingerprint, Gives.Names],
            Errors =
            [
                .. Codes.Disk,
                .. Codes.Secrets,
                Codes.FileTooLarge,
                Codes.CertificateMalformed,
                Codes.CertificatePassphrase,
                Codes.CertificateNotYetValid,
                Codes.CertificateExpired,
                Codes.CertificateUntrusted,
                Codes.CertificateUnsupported,
                Codes.CertificateKeyMismatch,
                Codes.CertificateKeyMalformed,
                Codes.CertificateWrongHost,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var path = call.Get(Takes.Certificate);
        return Probe(
            call,
            o =>
                [
                    Fields.Line(
                        false,
                        Says.PlanVerifyCertificateChecks(path.Shown, Gives.Subject.In(o).ToText(), Gives.NotAfter.In(o).ToText())
                    ),
                ]
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var store = CertificateStore.Read(call, call.Get(Takes.Certificate), call.Get(Takes.Passphrase));
        var leaf = store.Leaf;
        var now = call.Clock.GetUtcNow();
        var remarks = new List<Remark>();
        DemandDates(leaf, now);
        Trusted(call, store, now, remarks, cancellation);
        DemandKey(call, store);
        if (call.Get(Takes.Host) is { } host && !HostNames.Fits(leaf, host))
        {
            return Outcome.Failed(Faults.CertificateWrongHost(host, string.Join(", ", HostNames.Of(leaf).Take(20))));
        }

        var end = Time(leaf.NotAfter);
        if (end - now < call.Get(Takes.WarnBefore))
        {
            remarks.Add(Faults.CertificateExpiresSoon(CertificateStore.SubjectOf(leaf), end, DaysUntil(end, now)).AsRemark());
        }

        return Done(leaf, end, now) with
        {
            Remarks = [.. remarks],
        };
    }

    private static Outcome Done(X509Certificate leaf, DateTimeOffset end, DateTimeOffset now) =>
        Outcome.Done(
            Gives.Subject.Is(CertificateStore.SubjectOf(leaf)),
            Gives.Issuer.Is(CertificateStore.Name(leaf.IssuerDN)),
            Gives.NotBefore.Is(Value.OfTime(Time(leaf.NotBefore)).ToText()),
            Gives.NotAfter.Is(Value.OfTime(end).ToText()),
            Gives.DaysLeft.Is(DaysUntil(end, now)),
            Gives.Fingerprint.Is(Convert.ToHexStringLower(SHA256.HashData(leaf.GetEncoded()))),
            Gives.Names.Is(HostNames.Of(leaf))
        );

    /// <summary>Fails unless a certificate holds at a time.</summary>
    internal static void DemandDates(X509Certificate certificate, DateTimeOffset now)
    {
        if (now < Time(certificate.NotBefore))
        {
            throw new CodedException(Faults.CertificateNotYetValid(CertificateStore.SubjectOf(certificate), Time(certificate.NotBefore)));
        }

        if (now > Time(certificate.NotAfter))
        {
            throw new CodedException(Faults.CertificateExpired(CertificateStore.SubjectOf(certificate), Time(certificate.NotAfter)));
        }
    }

    private static void Trusted(Call call, CertificateStore store, DateTimeOffset now, List<Remark> remarks, CancellationToken cancellation)
    {
        if (call.Get(Takes.Roots) is not { Count: > 0 } roots)
        {
            remarks.Add(Faults.CertificateChainUnchecked().AsRemark(isDeviation: true));
            return;
        }

        var anchors = roots.SelectMany(r => CertificateStore.ReadAll(call, r)).ToList();
        var between = call.Get(Takes.Chain) is { } chain ? CertificateStore.ReadAll(call, chain) : [];
        new TrustPath(anchors, [.. store.Others, .. between], now, cancellation).Demand(store.Leaf);
    }

    private static void DemandKey(Call call, CertificateStore store)
    {
        var key = call.Get(Takes.Key) is { } path ? PrivateKeys.Read(call, path, call.Get(Takes.Passphrase)) : store.Key;
        if (key is not null && !PrivateKeys.Fits(key, store.Leaf))
        {
            throw new CodedException(Faults.CertificateKeyMismatch(CertificateStore.SubjectOf(store.Leaf)));
        }
    }

    private static DateTimeOffset Time(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static long DaysUntil(DateTimeOffset end, DateTimeOffset now) => (long)Math.Floor((end - now).TotalDays);

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Certificate { get; } = Input.File(VerifyCertificateWords.Takes.Certificate);

        internal static Input<IReadOnlyList<StationPath>> Roots { get; } = Input.Paths(VerifyCertificateWords.Takes.Roots).OrEmpty();

        internal static Input<StationPath?> Chain { get; } = Input.File(VerifyCertificateWords.Takes.Chain).Optional();

        internal static Input<StationPath?> Key { get; } = Input.File(VerifyCertificateWords.Takes.Key).Optional();

        internal static Input<SecretName?> Passphrase { get; } = Input.Secret(VerifyCertificateWords.Takes.Passphrase).Optional();

        internal static Input<string?> Host { get; } = Input.String(VerifyCertificateWords.Takes.Host).Optional();

        internal static Input<TimeSpan> WarnBefore { get; } =
            Input.Duration(VerifyCertificateWords.Takes.WarnBefore).Or(TimeSpan.FromDays(30));
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<string> Subject { get; } = Output.String(VerifyCertificateWords.Gives.Subject);

        internal static Output<string> Issuer { get; } = Output.String(VerifyCertificateWords.Gives.Issuer);

        internal static Output<string> NotBefore { get; } = Output.String(VerifyCertificateWords.Gives.NotBefore);

        internal static Output<string> NotAfter { get; } = Output.String(VerifyCertificateWords.Gives.NotAfter);

        internal static Output<long> DaysLeft { get; } = Output.Integer(VerifyCertificateWords.Gives.DaysLeft);

        internal static Output<string> Fingerprint { get; } = Output.String(VerifyCertificateWords.Gives.Fingerprint);

        internal static Output<IEnumerable<string>> Names { get; } = Output.Texts(VerifyCertificateWords.Gives.Names);
    }
}
