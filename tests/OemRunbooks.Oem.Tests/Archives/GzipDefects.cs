using System.Text;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Archives;

public sealed class GzipDefects
{
    private static readonly byte[] Good = new RawTar().File("a", new string('a', 5000)).File("b").End().Gzip;

    [Fact]
    public void A_sound_archive_is_read() => Assert.Equal(["a:5000", "b:1"], Listing.Of(Good));

    [Fact]
    public void A_second_gzip_member_is_refused() => Refuse(Codes.ArchiveTrailingData, [.. Good, .. RawTar.Compress([1, 2, 3])]);

    [Fact]
    public void A_second_empty_gzip_member_is_refused() => Refuse(Codes.ArchiveTrailingData, [.. Good, .. RawTar.Compress([])]);

    [Fact]
    public void An_empty_first_gzip_member_is_refused() => Refuse(Codes.ArchiveTrailingData, [.. RawTar.Compress([]), .. Good]);

    [Fact]
    public void The_same_member_twice_is_refused() => Refuse(Codes.ArchiveTrailingData, [.. Good, .. Good]);

    [Fact]
    public void Zeros_after_the_gzip_trailer_are_refused() => Refuse(Codes.ArchiveTrailingData, [.. Good, .. new byte[16]]);

    [Fact]
    public void A_repeated_trailer_is_refused() => Refuse(Codes.ArchiveTrailingData, [.. Good, .. Good[^8..]]);

    [Fact]
    public void A_wrong_CRC_is_refused() => Refuse(Codes.ArchiveCorrupt, RawTar.WithTrailer(Good, crc: 1));

    [Fact]
    public void A_wrong_length_in_the_trailer_is_refused() => Refuse(Codes.ArchiveCorrupt, RawTar.WithTrailer(Good, length: 1));

    [Fact]
    public void An_archive_cut_at_any_byte_is_refused()
    {
        for (var length = 0; length < Good.Length; length++)
        {
            var e = Assert.Throws<OemException>(() => Listing.Of(Good[..length]));
            Assert.True(e.Code is Codes.ArchiveTruncated or Codes.ArchiveCorrupt, $"{length}: {e.Message}");
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_behind_the_header_is_refused()
    {
        for (var at = 10; at < Good.Length; at++)
        {
            var copy = (byte[])Good.Clone();
            copy[at] ^= 0x10;
            Assert.Throws<OemException>(() => Listing.Of(copy));
        }
    }

    [Fact]
    public void Reserved_header_flags_are_refused()
    {
        var copy = (byte[])Good.Clone();
        copy[3] = 0x20;
        Refuse(Codes.ArchiveCorrupt, copy);
    }

    [Fact]
    public void A_header_with_a_name_and_an_extra_field_is_read() =>
        Assert.Equal(["a:5000", "b:1"], Listing.Of([.. Good[..3], 0x0C, .. Good[4..10], 2, 0, 9, 9, (byte)'n', 0, .. Good[10..]]));

    [Fact]
    public void A_header_CRC_that_is_wrong_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, [.. Good[..3], 0x02, .. Good[4..10], 1, 2, .. Good[10..]]);

    [Fact]
    public void Something_else_is_not_an_archive() => Refuse(Codes.ArchiveUnsupported, "hello, world"u8.ToArray());

    [Fact]
    public void An_empty_file_is_truncated() => Refuse(Codes.ArchiveTruncated, []);

    [Fact]
    public void A_bomb_meets_the_ceiling_for_all_bytes() =>
        Refuse(
            Codes.ArchiveTooLarge,
            new RawTar().File("zeros", new string('0', 3_000_000)).End().Gzip,
            new ArchiveLimits { TotalBytes = 1_000_000 }
        );

    [Fact]
    public void A_bomb_of_zeros_behind_the_end_meets_the_ceiling_too() =>
        Refuse(Codes.ArchiveTooLarge, new RawTar().File("a").End(10_000).Gzip, new ArchiveLimits { TotalBytes = 1_000_000 });

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926u)]
    public void The_checksum_is_the_standard_one(string text, uint crc) =>
        Assert.Equal(crc, Crc32.Append(0, Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void The_fast_checksum_equals_the_slow_one_at_every_length()
    {
        var bytes = Enumerable.Range(0, 400).Select(i => (byte)(i * 37)).ToArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            var slow = 0u;
            for (var i = 0; i < length; i++)
            {
                slow = Crc32.Append(slow, bytes.AsSpan(i, 1));
            }

            Assert.Equal(slow, Crc32.Append(0, bytes.AsSpan(0, length)));
            Assert.Equal(slow, Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, length / 3)), bytes.AsSpan(length / 3, length - (length / 3))));
        }
    }

    private static void Refuse(string code, byte[] archive, ArchiveLimits? limits = null) =>
        Refused.With(code, () => Listing.Of(archive, limits));
}
