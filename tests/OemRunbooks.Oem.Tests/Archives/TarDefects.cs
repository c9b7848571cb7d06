using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Archives;

public sealed class TarDefects
{
    [Fact]
    public void A_bad_header_checksum_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, new RawTar().Header("a", change: b => b[0] = (byte)'b', signed: false).End());

    [Fact]
    public void A_header_without_magic_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, new RawTar().Header("a", change: b => b.AsSpan(257, 8).Clear()).End());

    [Theory]
    [InlineData('1', Codes.ArchiveLink)]
    [InlineData('2', Codes.ArchiveLink)]
    [InlineData('3', Codes.ArchiveSpecial)]
    [InlineData('4', Codes.ArchiveSpecial)]
    [InlineData('6', Codes.ArchiveSpecial)]
    [InlineData('7', Codes.ArchiveSpecial)]
    [InlineData('S', Codes.ArchiveSpecial)]
    [InlineData('V', Codes.ArchiveSpecial)]
    [InlineData('M', Codes.ArchiveSpecial)]
    [InlineData('K', Codes.ArchiveLink)]
    public void Only_files_and_directories_are_accepted(char type, string code) => Refuse(code, new RawTar().Header("a", type).End());

    [Theory]
    [InlineData("0000000000x\0")]
    [InlineData("-0000000001\0")]
    [InlineData("0000 000001\0")]
    [InlineData("00000000008\0")]
    [InlineData("\0\0000001000\0")]
    [InlineData("\0 0000001000")]
    [InlineData("0000\0000001\0")]
    public void A_size_that_is_not_octal_is_refused(string size) =>
        Refuse(Codes.ArchiveCorrupt, new RawTar().Header("a", size: size).Data("x").End());

    [Fact]
    public void A_negative_binary_size_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, new RawTar().Header("a", change: b => b.AsSpan(124, 12).Fill(0xFF)).End());

    [Fact]
    public void A_binary_size_is_read() =>
        Assert.Equal(
            ["a:1"],
            Listing.Of(
                new RawTar()
                    .Header(
                        "a",
                        change: b =>
                        {
                            b.AsSpan(124, 12).Clear();
                            (b[124], b[135]) = (0x80, 1);
                        }
                    )
                    .Data("x")
                    .End()
                    .Gzip
            )
        );

    [Fact]
    public void A_size_beyond_the_data_is_truncated() =>
        Refuse(Codes.ArchiveTruncated, new RawTar().Header("a", size: RawTar.Octal(9000)).Data("x").End());

    [Fact]
    public void A_huge_size_meets_the_ceiling_before_any_data() =>
        Refuse(
            Codes.ArchiveTooLarge,
            new RawTar().Header("a", size: RawTar.Octal(2_000_000)).End(),
            new ArchiveLimits { FileBytes = 1_000_000 }
        );

    [Fact]
    public void A_directory_with_a_size_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, new RawTar().Header("d/", '5', RawTar.Octal(512)).Data(new string('x', 512)).End());

    [Fact]
    public void A_missing_end_is_truncated() => Refuse(Codes.ArchiveTruncated, new RawTar().File("a"));

    [Fact]
    public void One_zero_block_is_not_an_end() => Refuse(Codes.ArchiveTruncated, new RawTar().File("a").End(1));

    [Fact]
    public void An_entry_behind_one_zero_block_is_refused() => Refuse(Codes.ArchiveCorrupt, new RawTar().File("a").End(1).File("b").End());

    [Fact]
    public void An_entry_behind_the_end_is_refused() => Refuse(Codes.ArchiveTrailingData, new RawTar().File("a").End().File("b").End());

    [Fact]
    public void A_byte_far_behind_the_end_is_refused() =>
        Refuse(Codes.ArchiveTrailingData, new RawTar().File("a").End(2000).Raw([1]).Pad());

    [Fact]
    public void An_odd_number_of_bytes_is_refused() => Refuse(Codes.ArchiveTrailingData, new RawTar().File("a").End().Raw([0]));

    [Fact]
    public void Too_many_entries_meet_the_ceiling() =>
        Refuse(Codes.ArchiveTooLarge, new RawTar().File("a").File("b").File("c").End(), new ArchiveLimits { Entries = 2 });

    [Fact]
    public void Names_that_are_not_UTF_8_are_refused() => Refuse(Codes.ArchiveHostileName, new RawTar().Header([0xFF, 0xFE]).End());

    [Fact]
    public void A_file_whose_name_ends_with_a_slash_is_refused() => Refuse(Codes.ArchiveHostileName, new RawTar().File("a/").End());

    [Fact]
    public void A_prefix_beside_GNUs_own_magic_is_refused_for_tools_disagree_about_it() =>
        Refuse(
            Codes.ArchiveCorrupt,
            new RawTar()
                .Header(
                    "a",
                    change: b =>
                    {
                        "ustar  \0"u8.CopyTo(b.AsSpan(257));
                        "hidden"u8.CopyTo(b.AsSpan(345));
                    }
                )
                .End()
        );

    [Fact]
    public void Directories_that_are_only_implied_count_against_the_ceilings()
    {
        static string Deep(int n) => $"{n}/{string.Join('/', Enumerable.Repeat("d", 60))}/x";
        var tar = Enumerable
            .Range(0, 40)
            .Aggregate(new RawTar(), static (t, n) => t.Pax(TarWriter.Record("path", Deep(n))).File("x"))
            .End();
        Refuse(Codes.ArchiveTooLarge, tar, new ArchiveLimits { Entries = 2000 });
        Refuse(Codes.ArchiveTooLarge, tar, new ArchiveLimits { NameBytes = 100_000 });
        Assert.Equal(40, Listing.Of(tar.Gzip).Length);
    }

    [Fact]
    public void A_prefix_is_put_before_the_name() =>
        Assert.Equal(["p/q/a:0"], Listing.Of(new RawTar().Header("a", change: b => "p/q"u8.CopyTo(b.AsSpan(345))).End().Gzip));

    [Fact]
    public void A_GNU_long_name_counts_for_the_next_entry()
    {
        var name = string.Join('/', Enumerable.Repeat("directory", 20));
        var tar = new RawTar().Header("././@LongLink", 'L', RawTar.Octal(name.Length + 1)).Data(name + "\0").File("short").File("b").End();
        Assert.Equal([name + ":1", "b:1"], Listing.Of(tar.Gzip));
    }

    [Fact]
    public void A_GNU_long_name_with_a_NUL_inside_is_refused() =>
        Refuse(Codes.ArchiveHostileName, new RawTar().Header("././@LongLink", 'L', RawTar.Octal(4)).Data("a\0b\0").File("short").End());

    [Fact]
    public void An_extension_without_an_entry_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, new RawTar().Pax(TarWriter.Record("path", "a")).End());

    [Fact]
    public void Two_names_for_one_entry_are_refused() =>
        Refuse(
            Codes.ArchiveCorrupt,
            new RawTar().Header("././@LongLink", 'L', RawTar.Octal(2)).Data("a\0").Pax(TarWriter.Record("path", "b")).File("c").End()
        );

    private static void Refuse(string code, RawTar tar, ArchiveLimits? limits = null) =>
        Refused.With(code, () => Listing.Of(tar.Gzip, limits));
}
