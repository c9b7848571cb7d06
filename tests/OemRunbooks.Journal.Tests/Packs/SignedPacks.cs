using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Packs;
using OemRunbooks.Journal.Sealing;
using Xunit;

namespace OemRunbooks.Journal.Tests.Packs;

/// <summary>A pack is hostile until its signature and digests are right. Source: trust.md.</summary>
public sealed class SignedPacks : IDisposable
{
    private static readonly DateTimeOffset Made = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<string> Nothing = [];
    private readonly SigningKey lead = new("lead", [.. Enumerable.Range(1, 32).Select(static i => (byte)i)]);
    private readonly SigningKey stranger = new("stranger", [.. Enumerable.Range(40, 32).Select(static i => (byte)i)]);

    public static TheoryData<string> BadNames =>
        [
            "../a.yaml",
            "runbooks/../a.yaml",
            "/runbooks/a.yaml",
            "runbooks/A.yaml",
            "runbooks/a b.yaml",
            "runbooks/.a",
            "other/a.yaml",
            "runbooks/a/b/c.yaml",
            "runbooks\\a.yaml",
            "runbooks/ą.yaml",
            "a.yaml",
            "",
        ];

    public void Dispose()
    {
        lead.Dispose();
        stranger.Dispose();
    }

    [Fact]
    public void A_pack_gives_back_what_was_put_in()
    {
        var pack = Open(Some());
        Assert.Equal(("support", "1.2.0", "lead"), (pack.Manifest.Id, pack.Manifest.Version, pack.Signer.Name));
        Assert.Equal(["runbooks/a.test.yaml", "runbooks/a.yaml", "schemas/x.json"], pack.Manifest.Files.Select(static f => f.Path));
        Assert.Equal("id: a\n", Encoding.UTF8.GetString(pack["runbooks/a.yaml"]));
        Assert.Null(pack.Objection(Made, "0.1.0", Nothing));
    }

    [Fact]
    public void Equal_content_gives_equal_bytes() => Assert.Equal(Some(), Some());

    [Fact]
    public void Every_change_of_a_single_byte_is_refused()
    {
        var good = Some();
        for (var i = 0; i < good.Length; i++)
        {
            foreach (var bit in (byte[])[0x01, 0x20, 0x80])
            {
                var bad = (byte[])good.Clone();
                bad[i] ^= bit;
                var code = Refusal(bad);
                Assert.True(code.StartsWith("pack.", StringComparison.Ordinal), $"byte {i}: {code}");
            }
        }
    }

    [Fact]
    public void Every_shortening_is_refused()
    {
        var good = Some();
        for (var length = 0; length < good.Length; length++)
        {
            Assert.StartsWith("pack.", Refusal(good[..length]), StringComparison.Ordinal);
        }

        Assert.Equal("pack.truncated", Refusal(good[..^1]));
        Assert.Equal("pack.truncated", Refusal(good[..10]));
    }

    [Fact]
    public void Nothing_may_follow_the_last_file() => Assert.Equal("pack.tampered", Refusal([.. Some(), 0]));

    [Fact]
    public void A_strangers_signature_does_not_count() => Assert.Equal("pack.untrusted", Refusal(Some(key: stranger)));

    [Fact]
    public void A_stranger_who_takes_a_trusted_name_is_still_a_stranger()
    {
        using var impostor = SigningKey.New("lead");
        Assert.Equal("pack.untrusted", Refusal(Some(key: impostor)));
    }

    [Fact]
    public void A_second_signature_is_refused()
    {
        var text = Encoding.UTF8.GetString(Some());
        var end = text.IndexOf("— lead ", StringComparison.Ordinal);
        var line = text[end..(text.IndexOf('\n', end) + 1)];
        var note = text[(text.IndexOf('\n', 19) + 1)..(end + line.Length)];
        var twice = text.Replace(note, note + line, StringComparison.Ordinal);
        var length = Encoding.UTF8.GetByteCount(note);
        twice = twice.Replace($"\n{length}\n", $"\n{length + Encoding.UTF8.GetByteCount(line)}\n", StringComparison.Ordinal);
        Assert.Equal("pack.malformed", Refusal(Encoding.UTF8.GetBytes(twice)));
    }

    [Fact]
    public void What_is_expired_is_refused_from_that_moment_on()
    {
        var pack = Open(Some(static m => m with { Expires = Made.AddDays(30) }));
        Assert.Null(pack.Objection(Made.AddDays(30).AddSeconds(-1), "0.1.0", Nothing));
        Assert.Equal("pack.expired", pack.Objection(Made.AddDays(30), "0.1.0", Nothing)?.Code);
    }

    [Theory]
    [InlineData("0.1.0", "0.2.0", true)]
    [InlineData("0.2.0", "0.2.0", false)]
    [InlineData("0.10.0", "0.9.0", false)]
    public void A_pack_for_a_newer_program_is_refused(string program, string least, bool refused) =>
        Assert.Equal(
            refused ? "pack.program-older" : null,
            Open(Some(m => m with { MinimumProgram = least })).Objection(Made, program, Nothing)?.Code
        );

    [Fact]
    public void A_revoked_pack_is_refused_whatever_else_holds()
    {
        var pack = Open(Some(static m => m with { Expires = Made.AddDays(-1), MinimumProgram = "9.0.0" }));
        Assert.Equal("pack.revoked", pack.Objection(Made, "0.1.0", new HashSet<string> { pack.Digest })?.Code);
    }

    [Fact]
    public void A_later_pack_can_not_take_a_revocation_back()
    {
        var directory = Directory.CreateTempSubdirectory("runbook-revoked-");
        try
        {
            var station = new StationDirectory(directory.FullName);
            var digest = new string('a', 64);
            var first = new Revocations(station);
            first.Add(Open(Some(m => m with { Revoked = [digest] })).Manifest);
            first.Remember();
            var second = new Revocations(station);
            second.Add(Open(Some(static m => m with { Revoked = [new string('b', 64)] })).Manifest);
            second.Remember();
            Assert.Equal([digest, new string('b', 64)], new Revocations(station).All.Order());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public void A_name_that_could_lead_elsewhere_is_refused(string name) =>
        Assert.Equal(
            "pack.name-refused",
            Assert.Throws<CodedException>(() => Pack.Write(Manifest(), new Dictionary<string, byte[]> { [name] = [1] }, lead)).Failure.Code
        );

    [Fact]
    public void What_is_too_large_or_too_much_is_refused()
    {
        Assert.Equal("pack.too-large", Code(new() { ["runbooks/a.yaml"] = new byte[PackManifest.MostBytes + 1] }));
        Assert.Equal(
            "pack.too-large",
            Code(Enumerable.Range(0, PackManifest.MostFiles + 1).ToDictionary(static i => $"runbooks/a{i}.yaml", static _ => new byte[1]))
        );
        Assert.Equal(
            "pack.too-large",
            Code(Enumerable.Range(0, 17).ToDictionary(static i => $"runbooks/a{i}.yaml", static _ => new byte[PackManifest.MostBytes]))
        );
        Assert.Equal("pack.empty", Code([]));
        Assert.Equal("pack.too-large", Refusal(new byte[PackManifest.MostPackBytes + 1]));

        string Code(Dictionary<string, byte[]> files) =>
            Assert.Throws<CodedException>(() => Pack.Write(Manifest(), files, lead)).Failure.Code;
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("oem-runbook-pack 2\n")]
    [InlineData("oem-runbook-pack 1\n99999999999\n")]
    [InlineData("oem-runbook-pack 1\n-1\n")]
    [InlineData("oem-runbook-pack 1\n012\nxxxxxxxxxxxx")]
    [InlineData("oem-runbook-pack 1\n4\nabcd")]
    [InlineData("oem-runbook-pack 1\n9999\nabcd")]
    public void What_is_no_pack_is_refused(string text) =>
        Assert.StartsWith("pack.", Refusal(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    private static PackManifest Manifest() => new("support", "1.2.0", Made, []);

    private byte[] Some(Func<PackManifest, PackManifest>? change = null, SigningKey? key = null) =>
        Pack.Write(
            (change ?? (static m => m))(Manifest()),
            new Dictionary<string, byte[]>
            {
                ["runbooks/a.yaml"] = "id: a\n"u8.ToArray(),
                ["runbooks/a.test.yaml"] = "tests: []\n"u8.ToArray(),
                ["schemas/x.json"] = "{}"u8.ToArray(),
            },
            key ?? lead
        );

    private Pack Open(byte[] bytes) => Pack.Open(bytes, [lead.Public], "a.rbpack");

    private string Refusal(byte[] bytes) => Assert.Throws<CodedException>(() => Open(bytes)).Failure.Code;
}
