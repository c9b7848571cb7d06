using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Archives;

public sealed class PaxDefects
{
    [Fact]
    public void Times_owners_and_comments_are_ignored()
    {
        var records = string.Concat(
            new[] { "mtime", "atime", "ctime", "uname", "gname", "comment", "SCHILY.dev", "LIBARCHIVE.creationtime" }
                .Select(static k => TarWriter.Record(k, "1717480800.123456"))
                .Concat(new[] { "uid", "gid" }.Select(static k => TarWriter.Record(k, "65534")))
        );
        Assert.Equal(["a:1"], Listing.Of(new RawTar().Pax(records).File("a").End().Gzip));
    }

    [Fact]
    public void A_path_record_names_the_next_entry_only() =>
        Assert.Equal(
            ["zażółć/😀:1", "b:1"],
            Listing.Of(new RawTar().Pax(TarWriter.Record("path", "zażółć/😀")).File("a").File("b").End().Gzip)
        );

    [Fact]
    public void A_size_record_may_stand_beside_the_same_size_or_none()
    {
        Assert.Equal(["a:1"], Listing.Of(new RawTar().Pax(TarWriter.Record("size", "1")).File("a").End().Gzip));
        Assert.Equal(["a:1"], Listing.Of(new RawTar().Pax(TarWriter.Record("size", "1")).Header("a").Data("x").End().Gzip));
    }

    [Theory]
    [InlineData("size", "2")]
    [InlineData("size", "-1")]
    [InlineData("size", "")]
    [InlineData("size", "1 ")]
    public void A_size_record_that_disagrees_is_refused(string key, string value) =>
        Refuse(Codes.ArchiveCorrupt, TarWriter.Record(key, value));

    [Theory]
    [InlineData("mtime", "abc")]
    [InlineData("mtime", "")]
    [InlineData("mtime", "1.")]
    [InlineData("mtime", "1e5")]
    [InlineData("mtime", "nan")]
    [InlineData("atime", " 1")]
    [InlineData("ctime", "1,5")]
    [InlineData("uid", "-1")]
    [InlineData("uid", "1.5")]
    [InlineData("gid", "99999999999")]
    public void A_number_that_other_tools_refuse_is_refused(string key, string value)
    {
        Refuse(Codes.ArchiveCorrupt, TarWriter.Record(key, value));
        Refused.With(Codes.ArchiveCorrupt, () => Listing.Of(new RawTar().Pax(TarWriter.Record(key, value), 'g').File("a").End().Gzip));
    }

    [Theory]
    [InlineData("linkpath")]
    [InlineData("hdrcharset")]
    [InlineData("GNU.sparse.major")]
    [InlineData("GNU.sparse.name")]
    [InlineData("unknown")]
    public void Records_that_change_the_meaning_are_refused(string key) => Refuse(Codes.ArchiveUnsupported, TarWriter.Record(key, "1"));

    [Fact]
    public void An_empty_path_record_is_refused() => Refuse(Codes.ArchiveUnsupported, TarWriter.Record("path", string.Empty));

    [Fact]
    public void The_same_record_twice_is_refused() =>
        Refuse(Codes.ArchiveCorrupt, TarWriter.Record("path", "b") + TarWriter.Record("path", "c"));

    [Theory]
    [InlineData("99 mtime=1\n")]
    [InlineData("11 mtime=1")]
    [InlineData("0 mtime=1\n")]
    [InlineData("x mtime=1\n")]
    [InlineData("-11 mtime=1\n")]
    [InlineData("9 mtime1\n")]
    [InlineData("5 =1\n")]
    [InlineData("99999999999 a=1\n")]
    public void A_malformed_record_is_refused(string records) => Refuse(Codes.ArchiveCorrupt, records);

    [Theory]
    [InlineData("path", "b")]
    [InlineData("size", "1")]
    [InlineData("linkpath", "b")]
    [InlineData("GNU.sparse.major", "1")]
    public void A_global_record_that_counts_for_all_entries_is_refused(string key, string value) =>
        Refused.With(Codes.ArchiveUnsupported, () => Listing.Of(new RawTar().Pax(TarWriter.Record(key, value), 'g').File("a").End().Gzip));

    [Fact]
    public void A_global_comment_is_ignored() =>
        Assert.Equal(["a:1"], Listing.Of(new RawTar().Pax(TarWriter.Record("comment", "built by git"), 'g').File("a").End().Gzip));

    [Fact]
    public void Two_extension_headers_for_one_entry_are_refused() =>
        Refused.With(
            Codes.ArchiveCorrupt,
            () => Listing.Of(new RawTar().Pax(TarWriter.Record("mtime", "1")).Pax(TarWriter.Record("mtime", "2")).File("a").End().Gzip)
        );

    [Fact]
    public void A_huge_extension_header_is_refused() =>
        Refused.With(
            Codes.ArchiveCorrupt,
            () => Listing.Of(new RawTar().Pax(TarWriter.Record("comment", new string('x', 100_000))).File("a").End().Gzip)
        );

    private static void Refuse(string code, string records) =>
        Refused.With(code, () => Listing.Of(new RawTar().Pax(records).File("a").End().Gzip));
}
