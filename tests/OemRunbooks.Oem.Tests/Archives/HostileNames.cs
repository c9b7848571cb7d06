using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Archives;

public sealed class HostileNames
{
    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/./x")]
    [InlineData("a//x")]
    [InlineData("..")]
    [InlineData("a\\b")]
    [InlineData("C:/x")]
    [InlineData("a/b:stream")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2Jb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    [InlineData("gpj\u202Eexe")]
    [InlineData("a\u2066b")]
    [InlineData("a\u200Fb")]
    [InlineData("a\u2028b")]
    [InlineData("\uFEFFa")]
    [InlineData("CON")]
    [InlineData("config/nul.txt")]
    [InlineData("aux .x")]
    [InlineData("com1")]
    [InlineData("LPT9.log")]
    [InlineData("COM¹")]
    [InlineData("a.")]
    [InlineData("a /b")]
    [InlineData("a?b")]
    [InlineData("a*")]
    [InlineData("a<b")]
    [InlineData("a|b")]
    public void A_hostile_name_is_refused(string name)
    {
        Refused.With(Codes.ArchiveHostileName, () => Listing.Of(new RawTar().File(name).End().Gzip));
        Refused.With(Codes.ArchiveHostileName, () => Listing.Of(new RawZip().File(name).Bytes));
    }

    [Theory]
    [InlineData("console")]
    [InlineData("com")]
    [InlineData("com10")]
    [InlineData(".hidden")]
    [InlineData("a b")]
    [InlineData("zażółć/gęślą")]
    [InlineData("~/x")]
    [InlineData("-rf")]
    [InlineData("a'b\u0301")]
    public void An_odd_but_harmless_name_is_accepted(string name)
    {
        Assert.Equal([name + ":1"], Listing.Of(new RawTar().File(name).End().Gzip));
        Assert.Equal([name + ":1"], Listing.Of(new RawZip().File(name).Bytes));
    }

    [Fact]
    public void A_path_that_is_too_long_or_too_deep_is_refused()
    {
        Refused.With(Codes.ArchiveHostileName, () => Listing.Of(new RawZip().File(new string('a', 256)).Bytes));
        Refused.With(Codes.ArchiveHostileName, () => Listing.Of(new RawZip().File(string.Join('/', Enumerable.Repeat("a", 65))).Bytes));
        Refused.With(
            Codes.ArchiveHostileName,
            () => Listing.Of(new RawZip().File(string.Join('/', Enumerable.Repeat(new string('a', 200), 6))).Bytes)
        );
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "A")]
    [InlineData("ß", "SS")]
    [InlineData("é", "e\u0301")]
    [InlineData("É", "e\u0301")]
    [InlineData("\uD55C", "\u1112\u1161\u11AB")]
    [InlineData("d/a", "D/b")]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("A", "a/b")]
    public void Names_that_collide_on_some_file_system_are_refused(string one, string other)
    {
        Refused.With(Codes.ArchiveNameCollision, () => Listing.Of(new RawTar().File(one).File(other).End().Gzip));
        Refused.With(Codes.ArchiveNameCollision, () => Listing.Of(new RawZip().File(one).File(other).Bytes));
    }

    [Fact]
    public void A_directory_may_follow_its_files_but_not_twice()
    {
        Assert.Equal(["d/a:1", "d/"], Listing.Of(new RawTar().File("d/a").Directory("d").End().Gzip));
        Refused.With(Codes.ArchiveNameCollision, () => Listing.Of(new RawTar().Directory("d").Directory("d").End().Gzip));
        Refused.With(Codes.ArchiveNameCollision, () => Listing.Of(new RawTar().Directory("d").File("d").End().Gzip));
        Refused.With(Codes.ArchiveNameCollision, () => Listing.Of(new RawTar().File("d").Directory("d").End().Gzip));
    }
}
