using System.Net;
using OemRunbooks.Foundation.Words;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.X509;

namespace OemRunbooks.Activities.Verify;

/// <summary>For which hosts a certificate is. Only the alternative names count. Source: RFC 6125, section 6.4.</summary>
internal static class HostNames
{
    private const int MostNames = 1000;

    /// <summary>The names and addresses, as people write them.</summary>
    internal static IReadOnlyList<string> Of(X509Certificate certificate) =>
        [.. Alternatives(certificate).Select(Text).OfType<string>().Select(Visible.Text)];

    /// <summary>Whether a certificate is for a host.</summary>
    internal static bool Fits(X509Certificate certificate, string host)
    {
        var isAddress = IPAddress.TryParse(host, out var address);
        return Of(certificate)
            .Any(n => isAddress ? IPAddress.TryParse(n, out var own) && own.Equals(address) : FitsName(n, host.TrimEnd('.')));
    }

    // A star stands for one whole first label.
    private static bool FitsName(string name, string host)
    {
        if (!name.StartsWith("*.", StringComparison.Ordinal))
        {
            return string.Equals(name.TrimEnd('.'), host, StringComparison.OrdinalIgnoreCase);
        }

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && name.Count(static c => c == '.') > 1
            && string.Equals(name[1..].TrimEnd('.'), host[dot..], StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<GeneralName> Alternatives(X509Certificate certificate) =>
        certificate.GetSubjectAlternativeNameExtension()?.GetNames().Take(MostNames) ?? [];

    private static string? Text(GeneralName name) =>
        name.TagNo switch
        {
            GeneralName.DnsName => DerIA5String.GetInstance(name.Name).GetString(),
            GeneralName.IPAddress when Asn1OctetString.GetInstance(name.Name).GetOctets() is { Length: 4 or 16 } octets => new IPAddress(
                octets
            ).ToString(),
            _ => null,
        };
}
