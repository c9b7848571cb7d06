using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Tests.Support;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Tests.Text;

/// <summary>
/// What editors of other systems put before a text is dropped where it means nothing, and named where it is a part of the value.
/// </summary>
public sealed class OtherSystems : IDisposable
{
    private const string Key = "base64:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_key_file_may_begin_with_a_byte_order_mark()
    {
        var marked = directory.Write("marked", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Key + "\r\n")]);
        var plain = directory.Write("plain", Encoding.UTF8.GetBytes(Key));
        Assert.Equal(Resolved(plain), Resolved(marked));
    }

    [Fact]
    public void A_key_file_in_UTF_16_is_named_as_that()
    {
        var wide = directory.Write("wide", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Key)]);
        Assert.Equal("utf-16", Refused.With(Codes.SecretUnreadable, () => Resolved(wide)).Args["reason"]);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, "byte-order-mark")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 }, "utf-16")]
    [InlineData(new byte[] { (byte)'{' }, "not-json")]
    public void A_licence_that_is_no_JSON_for_its_beginning_says_so(byte[] licence, string reason)
    {
        var path = directory.Write("licence.json", licence);
        Assert.Equal(reason, Refused.With(Codes.LicenseMalformed, () => LicenseDocument.Load(Disk.All, path)).Args["reason"]);
    }

    [Fact]
    public void A_fingerprint_file_with_a_mark_is_named_for_the_mark_is_a_part_of_the_value()
    {
        var path = directory.Write("f", [0xEF, 0xBB, 0xBF, .. "AAAA"u8]);
        Assert.Equal(
            "byte-order-mark",
            Refused.With(Codes.FingerprintUnreadable, () => FingerprintSource.Resolve(Disk.All, null, path, null)).Args["reason"]
        );
    }

    private static byte[] Resolved(string path) => SecretReference.Resolve(Disk.All, "file:" + path, static _ => null)!.Bytes;
}
