using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Sealing;
using Xunit;

namespace OemRunbooks.Journal.Tests.Sealing;

/// <summary>Keys on disk.</summary>
public sealed class KeyFiles : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("runbook-keys-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_key_under_a_passphrase_opens_with_it_and_with_no_other()
    {
        using var key = SigningKey.New("jan.nowak");
        var file = Path.Combine(directory, "jan.nowak.key");
        key.Write(file, "zażółć gęślą jaźń");
        Assert.True(SigningKey.IsSealed(file));
        Assert.Equal(key.Public.ToString(), SigningKey.PublicIn(file).ToString());
        using var opened = SigningKey.Open(file, "zażółć gęślą jaźń");
        Assert.Equal(key.Sign("x"u8), opened.Sign("x"u8));
        Assert.Equal("key.passphrase-wrong", Code(() => SigningKey.Open(file, "zazolc")));
        Assert.Equal("key.passphrase-needed", Code(() => SigningKey.Open(file, null)));
        Assert.Equal("key.exists", Code(() => key.Write(file, null)));
    }

    [Fact]
    public void A_key_without_a_passphrase_is_its_owners_alone()
    {
        using var key = SigningKey.New("station");
        var file = Path.Combine(directory, "station.key");
        key.Write(file, null);
        using (SigningKey.Open(file, null)) { }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            Assert.Equal("key.exposed-file", Code(() => SigningKey.Open(file, null)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"oem-runbooks-key\",\"public\":\"x\",\"version\":1}")]
    [InlineData(
        "{\"format\":\"oem-runbooks-key\","
            + "\"public\":\"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\","
            + "\"seed\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"version\":1}"
    )]
    [InlineData(
        "{\"format\":\"oem-runbooks-key\","
            + "\"public\":\"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\",\"seed\":\"AAAA\","
            + "\"version\":1}"
    )]
    public void What_is_no_key_file_is_refused(string text)
    {
        var file = Path.Combine(directory, "x.key");
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Equal("key.malformed", Code(() => SigningKey.Open(file, null)));
        Assert.Equal("key.missing-file", Code(() => SigningKey.Open(file + ".none", null)));
    }

    [Fact]
    public void A_ring_vouches_for_its_own_keys_and_for_those_it_was_told_to_trust()
    {
        var ring = new KeyRing(directory);
        Assert.Empty(ring.Trusted());
        Assert.Null(ring.Default);
        using var own = SigningKey.New("station");
        using var other = SigningKey.New("other");
        own.Write(ring.FileOf("a"), null);
        Assert.Equal(ring.FileOf("a"), ring.Default);
        ring.Trust(other.Public);
        ring.Trust(other.Public);
        Assert.Equal([own.Public.ToString(), other.Public.ToString()], ring.Trusted().Select(static k => k.ToString()));
        other.Write(ring.FileOf("b"), null);
        Assert.Null(ring.Default);
        own.Write(ring.FileOf("station"), null);
        Assert.Equal(ring.FileOf("station"), ring.Default);
        File.WriteAllText(ring.FileOf("broken"), "?");
        Assert.Equal(2, ring.Trusted().Count);
    }

    // More than that is not read: one key too many, and none would be trusted any more.
    [Fact]
    public void A_ring_trusts_as_many_keys_as_it_reads_and_never_a_part_of_those_given()
    {
        var ring = new KeyRing(directory);
        var keys = Enumerable.Range(0, 300).Select(Long).ToList();
        ring.Trust(keys[..200]);
        ring.Trust([.. keys[..200], keys[200]]);
        var file = Path.Combine(directory, "trusted.keys");
        var before = File.ReadAllBytes(file);
        Assert.Equal("file.too-large", Code(() => ring.Trust(keys)));
        Assert.Equal(before, File.ReadAllBytes(file));
        Assert.Equal(201, ring.Trusted().Count);
        foreach (var key in keys)
        {
            if (new FileInfo(file).Length + key.ToString().Length < 64 << 10)
            {
                ring.Trust(key);
            }
        }

        Assert.Equal("file.too-large", Code(() => ring.Trust(keys[^1])));
        Assert.InRange(new FileInfo(file).Length, 65_000, 64 << 10);
        Assert.InRange(ring.Trusted().Count, 202, 299);
    }

    [Fact]
    public void A_file_of_keys_that_is_too_large_is_not_read()
    {
        var file = Path.Combine(directory, "given.txt");
        using (var stream = File.Create(file))
        {
            stream.SetLength(1L << 40);
        }

        var error = Assert.Throws<IOException>(() => KeyRing.Read(file));
        Assert.Equal("file.too-large", Errno.Of(error).Code);
    }

    private static VerifyingKey Long(int number)
    {
        using var key = SigningKey.New($"{number}-{new string('x', 190)}");
        return key.Public;
    }

    private static string Code(Action act) => Assert.Throws<CodedException>(act).Failure.Code;
}
