using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Archives;

public sealed class ZipDefects
{
    private static RawZip Good =>
        new RawZip()
            .File("a", new string('a', 5000), deflate: true)
            .File("d/", string.Empty)
            .File("d/b")
            .File("empty", string.Empty)
            .File("empty2", string.Empty, deflate: true);

    [Fact]
    public void A_sound_archive_is_read() => Assert.Equal(["a:5000", "d/", "d/b:1", "empty:0", "empty2:0"], Listing.Of(Good.Bytes));

    [Fact]
    public void An_archive_cut_at_any_byte_is_refused()
    {
        var good = Good.Bytes;
        for (var length = 0; length < good.Length; length++)
        {
            Assert.Throws<OemException>(() => Listing.Of(good[..length]));
        }
    }

    [Fact]
    public void A_wrong_CRC_is_refused()
    {
        void Change(byte[] header, int at) => RawZip.Write(header, at, 7);
        Refuse(Codes.ArchiveCorrupt, new RawZip().File("a", local: h => Change(h, 14), record: h => Change(h, 16)));
        Refuse(Codes.ArchiveCorrupt, new RawZip().File("a", deflate: true, local: h => Change(h, 14), record: h => Change(h, 16)));
    }

    [Fact]
    public void Data_before_the_first_entry_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, new RawZip().Gap([.. "PK\u0003\u0004"u8, 1, 2]).File("a"));

    [Fact]
    public void Data_between_entries_is_refused() => Refuse(Codes.ArchiveCorrupt, new RawZip().File("a").Gap([1]).File("b"));

    [Fact]
    public void Data_behind_the_last_entry_is_refused() => Refuse(Codes.ArchiveCorrupt, new RawZip().File("a").Gap([1]));

    [Fact]
    public void A_byte_behind_the_end_record_is_refused() => Refused.With(Codes.ArchiveTrailingData, () => Listing.Of([.. Good.Bytes, 0]));

    [Fact]
    public void A_comment_and_zip64_are_forms_that_we_do_not_take_and_no_damage()
    {
        var comment = Good.Bytes;
        comment[^2] = 5;
        Assert.Contains(
            "zip-comment",
            Refused.With(Codes.ArchiveUnsupported, () => Listing.Of([.. comment, .. "hello"u8])).Message,
            StringComparison.Ordinal
        );
        var large = Good.Bytes;
        large[^12] = large[^11] = large[^14] = large[^13] = 0xFF;
        Assert.Contains("zip64", Refused.With(Codes.ArchiveUnsupported, () => Listing.Of(large)).Message, StringComparison.Ordinal);
        Refuse(Codes.ArchiveUnsupported, new RawZip().File("a", local: static h => RawZip.Write(h, 22, uint.MaxValue)));
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused_before_it_is_kept()
    {
        var zip = new RawZip().File(new string('n', 60_000));
        Refuse(Codes.ArchiveHostileName, zip);
        var many = Enumerable.Range(0, 200).Aggregate(new RawZip(), static (z, n) => z.File($"{n:000}{new string('n', 197)}"));
        Refused.With(Codes.ArchiveTooLarge, () => Listing.Of(many.Bytes, new ArchiveLimits { NameBytes = 39_000 }));
    }

    [Fact]
    public void Overlapping_entries_are_refused() =>
        Refuse(Codes.ArchiveCorrupt, new RawZip().File("a").File("b", record: h => RawZip.Write(h, 42, 0)));

    [Fact]
    public void A_local_name_that_differs_is_refused() => Refuse(Codes.ArchiveCorrupt, new RawZip().File("a", localName: "b"));

    [Theory]
    [InlineData(14)]
    [InlineData(18)]
    [InlineData(22)]
    public void A_local_header_that_differs_is_refused(int field) =>
        Refuse(Codes.ArchiveCorrupt, new RawZip().File("a", local: h => RawZip.Write(h, field, 9)));

    [Fact]
    public void A_symbolic_link_is_refused() => Refuse(Codes.ArchiveLink, new RawZip().File("a", "/etc/passwd", attributes: 0xA1FFu << 16));

    [Fact]
    public void A_device_is_refused() => Refuse(Codes.ArchiveSpecial, new RawZip().File("a", attributes: 0x21B6u << 16));

    [Fact]
    public void An_encrypted_entry_is_refused() => Refuse(Codes.ArchiveUnsupported, new RawZip().File("a", record: h => h[8] |= 1));

    [Fact]
    public void Another_method_is_refused() => Refuse(Codes.ArchiveUnsupported, new RawZip().File("a", record: h => h[10] = 14));

    [Fact]
    public void Zip64_sizes_are_refused() =>
        Refuse(Codes.ArchiveUnsupported, new RawZip().File("a", record: h => RawZip.Write(h, 24, uint.MaxValue)));

    [Fact]
    public void More_data_than_the_stated_size_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, new RawZip().File("a", "x", deflate: true, packed: RawZip.Deflate([.. "xyz"u8])));

    [Fact]
    public void Less_data_than_the_stated_size_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, new RawZip().File("a", "xyz", deflate: true, packed: RawZip.Deflate([.. "x"u8])));

    [Fact]
    public void Bytes_hidden_behind_compressed_data_are_refused() =>
        Refuse(Codes.ArchiveTrailingData, new RawZip().File("a", "xyz", deflate: true, packed: [.. RawZip.Deflate([.. "xyz"u8]), 1, 2, 3]));

    [Fact]
    public void A_wrong_number_of_entries_is_refused()
    {
        var bytes = Good.Bytes;
        bytes[^12]--;
        Refused.With(Codes.ArchiveCorrupt, () => Listing.Of(bytes));
    }

    [Fact]
    public void Names_that_are_not_UTF_8_need_the_flag() =>
        Refuse(Codes.ArchiveHostileName, new RawZip().File("ż", local: h => h[7] = 0, record: h => h[9] = 0));

    [Fact]
    public void A_bomb_meets_the_ceilings()
    {
        var bomb = new RawZip().File("a", new string('0', 2_000_000), deflate: true).Bytes;
        Refused.With(Codes.ArchiveTooLarge, () => Listing.Of(bomb, new ArchiveLimits { FileBytes = 1_000_000 }));
        Refused.With(Codes.ArchiveTooLarge, () => Listing.Of(bomb, new ArchiveLimits { TotalBytes = 1_000_000 }));
    }

    private static void Refuse(string code, RawZip zip) => Refused.With(code, () => Listing.Of(zip.Bytes));
}
