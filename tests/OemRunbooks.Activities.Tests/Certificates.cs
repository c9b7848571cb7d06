using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Tests;

/// <summary>Certificates, made by another implementation than the one that checks them.</summary>
public sealed class Certificates : IDisposable
{
    private static readonly DateTimeOffset Now = CallFactory.Now;
    private readonly CallFactory station = new();

    public void Dispose() => station.Dispose();

    [Fact]
    public async Task A_certificate_with_its_way_key_and_host_is_fit()
    {
        Prepare();
        var outcome = await station.Succeeds("verify.certificate", [.. Inputs(), Text("host", "CORE.example"), Text("key", "leaf.key")]);
        Assert.Equal("CN=core", outcome.Outputs["subject"].ToText());
        Assert.Equal(Value.Of(100), outcome.Outputs["daysLeft"]);
        Assert.Equal(["core.example", "*.lab.example", "10.0.0.5"], outcome.Outputs["names"].Items.Select(static n => n.ToText()));
        Assert.Empty(outcome.Remarks);
        await station.Succeeds("verify.certificate", [.. Inputs(), Text("host", "a.lab.example")]);
        await station.Succeeds("verify.certificate", [.. Inputs(), Text("host", "10.0.0.5")]);
    }

    [Theory]
    [InlineData("a.b.lab.example")]
    [InlineData("lab.example")]
    [InlineData("10.0.0.6")]
    public async Task Another_host_is_another_host(string host)
    {
        Prepare();
        await station.Fails("certificate.wrong-host", "verify.certificate", [.. Inputs(), Text("host", host)]);
    }

    [Fact]
    public async Task Without_the_ones_between_or_with_a_stranger_there_is_no_way()
    {
        Prepare();
        await station.Fails("certificate.untrusted", "verify.certificate", Inputs()[..2]);
        var (stranger, _) = Root("CN=root");
        Write("root.pem", stranger.ExportCertificatePem());
        await station.Fails("certificate.untrusted", "verify.certificate", Inputs());
        var without = await station.Succeeds("verify.certificate", Inputs()[0]);
        Assert.Equal("certificate.chain-unchecked", Assert.Single(without.Remarks).Code);
    }

    [Fact]
    public async Task Whoever_is_no_authority_signs_for_nobody()
    {
        var (root, rootKey) = Root("CN=root");
        var (plain, plainKey) = Issued("CN=plain", root, rootKey, isAuthority: false, -10, 100);
        var (leaf, _) = Issued("CN=core", plain, plainKey, isAuthority: false, -10, 100);
        Write("root.pem", root.ExportCertificatePem());
        Write("between.pem", plain.ExportCertificatePem());
        Write("leaf.pem", leaf.ExportCertificatePem());
        await station.Fails("certificate.untrusted", "verify.certificate", Inputs());
    }

    [Theory]
    [InlineData(-10, -1, "certificate.expired")]
    [InlineData(1, 10, "certificate.not-yet-valid")]
    public async Task Dates_count_of_each_on_the_way(int from, int to, string code)
    {
        Prepare(leafFrom: from, leafTo: to);
        await station.Fails(code, "verify.certificate", Inputs());
        Prepare(betweenFrom: from, betweenTo: to);
        await station.Fails(code, "verify.certificate", Inputs());
    }

    [Fact]
    public async Task An_end_that_is_near_is_told_before()
    {
        Prepare(leafTo: 20);
        var remark = Assert.Single((await station.Succeeds("verify.certificate", Inputs())).Remarks);
        Assert.Equal(("certificate.expires-soon", Value.Of(20)), (remark.Code, remark.Arguments["days"]));
        Assert.Empty((await station.Succeeds("verify.certificate", [.. Inputs(), Text("warnBefore", "5d")])).Remarks);
    }

    [Fact]
    public async Task A_key_that_is_another_ones_or_none_is_refused()
    {
        Prepare();
        Write("other.key", ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem());
        await station.Fails("certificate.key-mismatch", "verify.certificate", [.. Inputs(), Text("key", "other.key")]);
        Write("other.key", "hello");
        await station.Fails("certificate.key-malformed", "verify.certificate", [.. Inputs(), Text("key", "other.key")]);
    }

    [Fact]
    public async Task Pass_phrases_open_keys_and_stores()
    {
        var (root, rootKey) = Root("CN=root");
        using var key = RSA.Create(2048);
        var (leaf, _) = Issued("CN=core", root, rootKey, isAuthority: false, -10, 100, key);
        station.Environment["PASS"] = "correct horse";
        station.Environment["WRONG"] = "correct mule";
        Write("root.pem", root.ExportCertificatePem());
        File.WriteAllBytes(station["leaf.p12"], leaf.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12, "correct horse"));
        File.WriteAllBytes(station["leaf.der"], leaf.Export(X509ContentType.Cert));
        Write(
            "leaf.key",
            key.ExportEncryptedPkcs8PrivateKeyPem(
                "correct horse",
                new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)
            )
        );
        (string, Value)[] right = [("passphrase", Value.SecretReference("env:PASS")), Paths("root.pem")];
        (string, Value)[] wrong = [("passphrase", Value.SecretReference("env:WRONG")), Paths("root.pem")];
        await station.Succeeds("verify.certificate", [Text("certificate", "leaf.p12"), .. right]);
        await station.Succeeds("verify.certificate", [Text("certificate", "leaf.der"), Text("key", "leaf.key"), .. right]);
        await station.Fails("certificate.passphrase", "verify.certificate", [Text("certificate", "leaf.p12"), .. wrong]);
        await station.Fails(
            "certificate.passphrase",
            "verify.certificate",
            [Text("certificate", "leaf.der"), Text("key", "leaf.key"), .. wrong]
        );
    }

    [Fact]
    public async Task What_is_no_certificate_or_says_what_nobody_understands_is_refused()
    {
        Prepare();
        Write("leaf.pem", "hello");
        await station.Fails("certificate.malformed", "verify.certificate", Inputs());
        File.WriteAllBytes(station["leaf.pem"], [0x30, 0x03, 0x30, 0x01, 0x00]);
        await station.Fails("certificate.malformed", "verify.certificate", Inputs());
        var (root, rootKey) = Root("CN=root");
        var (odd, _) = Issued("CN=core", root, rootKey, false, -10, 100, null, new X509Extension("1.2.3.4", [5, 0], critical: true));
        Write("root.pem", root.ExportCertificatePem());
        Write("leaf.pem", odd.ExportCertificatePem());
        await station.Fails("certificate.unsupported", "verify.certificate", Inputs());
    }

    private void Prepare(int leafFrom = -10, int leafTo = 100, int betweenFrom = -100, int betweenTo = 1000)
    {
        var (root, rootKey) = Root("CN=root");
        var (between, betweenKey) = Issued("CN=between", root, rootKey, isAuthority: true, betweenFrom, betweenTo);
        var (leaf, key) = Issued("CN=core", between, betweenKey, isAuthority: false, leafFrom, leafTo);
        Write("root.pem", root.ExportCertificatePem());
        Write("between.pem", between.ExportCertificatePem());
        Write("leaf.pem", leaf.ExportCertificatePem());
        Write("leaf.key", ((ECDsa)key).ExportPkcs8PrivateKeyPem());
    }

    private static (X509Certificate2 Certificate, ECDsa Key) Root(string name)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return (request.CreateSelfSigned(Now.AddDays(-1000), Now.AddDays(5000)), key);
    }

    private static (X509Certificate2 Certificate, AsymmetricAlgorithm Key) Issued(
        string name,
        X509Certificate2 issuer,
        AsymmetricAlgorithm issuerKey,
        bool isAuthority,
        int from,
        int to,
        RSA? rsa = null,
        X509Extension? extension = null
    )
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = rsa is null
            ? new CertificateRequest(name, key, HashAlgorithmName.SHA256)
            : new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("core.example");
        names.AddDnsName("*.lab.example");
        names.AddIpAddress(IPAddress.Parse("10.0.0.5"));
        request.CertificateExtensions.Add(names.Build());
        if (extension is not null)
        {
            request.CertificateExtensions.Add(extension);
        }

        var generator = X509SignatureGenerator.CreateForECDsa((ECDsa)issuerKey);
        return (request.Create(issuer.SubjectName, generator, Now.AddDays(from), Now.AddDays(to), RandomNumberGenerator.GetBytes(8)), key);
    }

    private static (string, Value)[] Inputs() => [Text("certificate", "leaf.pem"), Paths("root.pem"), Text("chain", "between.pem")];

    private static (string, Value) Paths(string path) => ("roots", Value.TextList([path]));

    private void Write(string name, string text) => station.Write(name, text);

    private static (string, Value) Text(string name, string value) => (name, Value.Of(value));
}
