using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Tests.Support;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Tests.Text;

public sealed class TextVectors
{
    public static IEnumerable<object[]> Trims => Vectors.Rows("trim");

    public static IEnumerable<object[]> FirstLines => Vectors.Rows("first-line");

    public static IEnumerable<object[]> TextForms => Vectors.Rows("text-form");

    public static IEnumerable<object[]> Base64 => Vectors.Rows("base64-lenient");

    public static IEnumerable<object[]> Secrets => Vectors.Rows("secret-references", "cases");

    public static IEnumerable<object[]> Backups => Vectors.Rows("names", "backup");

    public static IEnumerable<object[]> Shown => Vectors.Rows("names", "displayed_path");

    [Theory, MemberData(nameof(Trims))]
    public void Trimming_removes_what_the_specification_lists(int row)
    {
        var v = Vectors.Row("trim", row);
        Assert.Equal(v.Text("trimmed"), SpecText.Trim(v.Text("text")));
    }

    [Theory, MemberData(nameof(FirstLines))]
    public void The_first_line_is_trimmed_and_may_be_none(int row)
    {
        var v = Vectors.Row("first-line", row);
        Assert.Equal(v.Maybe("value"), SpecText.FirstLine(v.GetProperty("base64").GetBytesFromBase64()));
    }

    [Theory, MemberData(nameof(TextForms))]
    public void Values_that_are_not_texts_have_a_text_form(int row)
    {
        var v = Vectors.Row("text-form", row);
        Assert.Equal(v.Text("text"), TextForm.Of(OemJsonReader.Parse(v.Text("literal"))));
    }

    [Theory, MemberData(nameof(Base64))]
    public void Lenient_base64_decodes_like_the_original(int row)
    {
        var v = Vectors.Row("base64-lenient", row);
        var decoded = LenientBase64.TryDecode(v.Text("text"), out var bytes);
        Assert.Equal(v.Maybe("hex"), decoded ? Convert.ToHexStringLower(bytes!) : null);
    }

    [Theory, MemberData(nameof(Secrets))]
    public void Secret_references_resolve_once(int row)
    {
        using var directory = new TemporaryDirectory();
        var all = Vectors.Load("secret-references");
        foreach (var file in all.GetProperty("files_base64").EnumerateObject())
        {
            directory.Write(file.Name, file.Value.GetBytesFromBase64());
        }

        var v = Vectors.Row("secret-references", row, "cases");
        var argument = v.Text("argument").Replace("file:k", "file:" + directory["k"], StringComparison.Ordinal);
        argument = argument.Replace("file:absent", "file:" + directory["absent"], StringComparison.Ordinal);
        string? Environment(string name) => all.GetProperty("environment").TryGetProperty(name, out var value) ? value.GetString() : null;
        if (v.Has("error"))
        {
            Assert.StartsWith(
                "secret.",
                Assert.Throws<OemException>(() => SecretReference.Resolve(Disk.All, argument, Environment)).Code,
                StringComparison.Ordinal
            );
            return;
        }

        var key = SecretReference.Resolve(Disk.All, argument, Environment);
        Assert.Equal(v.Maybe("hex"), key is null ? null : Convert.ToHexStringLower(key.Bytes));
        Assert.Equal(v.Has("none"), key is null);
    }

    [Fact]
    public void A_bare_key_that_was_decoded_is_worth_a_warning()
    {
        Assert.True(SecretReference.Resolve(Disk.All, "offline-secret-key", static _ => null)!.DecodedFromBareText);
        Assert.False(SecretReference.Resolve(Disk.All, "tajne-haslo-OEM!", static _ => null)!.DecodedFromBareText);
        Assert.False(SecretReference.Resolve(Disk.All, "hex:41", static _ => null)!.DecodedFromBareText);
    }

    [Fact]
    public void A_key_shows_its_length_and_never_its_bytes() =>
        Assert.Equal("SecretKey(3 bytes)", SecretReference.Resolve(Disk.All, "hex:414243", static _ => null)!.ToString());

    [Theory, MemberData(nameof(Backups))]
    public void A_backup_adds_bak_to_the_name(int row)
    {
        var v = Vectors.Row("names", row, "backup");
        Assert.Equal(v.Text("backup"), ShownPath.Backup(v.Text("path")));
    }

    [Theory, MemberData(nameof(Shown))]
    public void Shown_paths_are_tidied_not_resolved(int row)
    {
        var v = Vectors.Row("names", row, "displayed_path");
        Assert.Equal(v.Text("shown"), ShownPath.Tidy(v.Text("path")));
    }

    [Theory]
    [InlineData("", ".")]
    [InlineData("//a//b", "//a/b")]
    [InlineData("///a", "/a")]
    [InlineData("/", "/")]
    public void Two_leading_slashes_stay_and_nothing_shows_as_a_dot(string path, string shown) => Assert.Equal(shown, ShownPath.Tidy(path));

    [Theory]
    [InlineData("2026-11-23T21:05:47.570844Z", "2026-11-23T21:05:47.570844Z", "2026-11-23T21:05:47Z", "20261123T210547Z")]
    [InlineData("2026-11-23T22:05:47+01:00", "2026-11-23T21:05:47Z", "2026-11-23T21:05:47Z", "20261123T210547Z")]
    [InlineData("2026-11-23T21:05:47.0000009Z", "2026-11-23T21:05:47Z", "2026-11-23T21:05:47Z", "20261123T210547Z")]
    public void A_moment_has_three_spellings(string at, string microseconds, string seconds, string fileName)
    {
        var moment = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            (microseconds, seconds, fileName),
            (TimeForms.Microseconds(moment), TimeForms.Seconds(moment), TimeForms.FileName(moment))
        );
    }

    [Theory]
    [InlineData("Straße", "STRASSE")]
    [InlineData("żółć", "z\u0307o\u0301łc\u0301")]
    [InlineData("\uD55C", "\u1112\u1161\u11AB")]
    [InlineData("a\u0323\u0307", "a\u0307\u0323")]
    [InlineData("ΑΣ", "ας")]
    public void Names_that_a_file_system_may_confuse_are_alike(string one, string other) =>
        Assert.Equal(UnicodeTables.Likeness(one), UnicodeTables.Likeness(other));

    [Fact]
    public void Different_letters_are_not_alike() => Assert.NotEqual(UnicodeTables.Likeness("ł"), UnicodeTables.Likeness("l"));
}
