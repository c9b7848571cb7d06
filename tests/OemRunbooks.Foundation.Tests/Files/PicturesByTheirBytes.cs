using System.Text;
using OemRunbooks.Foundation.Files;
using Xunit;

namespace OemRunbooks.Foundation.Tests.Files;

/// <summary>What a file is decides its bytes, and what can't be shown safely is no picture.</summary>
public sealed class PicturesByTheirBytes
{
    private const string Ihdr = "89504E470D0A1A0A0000000D49484452";

    [Theory]
    [InlineData(Ihdr + "0000028000000168" + "0802000000000000000000", "image/png", 640, 360)]
    [InlineData("474946383961" + "20034402" + "00000000", "image/gif", 800, 580)]
    [InlineData("FFD8" + "FFE000044A46" + "FFC4000400FF" + "FFC00011080168028003000000", "image/jpeg", 640, 360)]
    [InlineData("FFD8" + "FFFFE10004ABCD" + "FFC20011080010002003000000", "image/jpeg", 32, 16)]
    [InlineData("52494646000000005745425056503858" + "0A00000000000000" + "7F0200670100", "image/webp", 640, 360)]
    [InlineData("5249464600000000574542505650384C" + "0A0000002F" + "7FC25900" + "00000000000000", "image/webp", 640, 360)]
    [InlineData("52494646000000005745425056503820" + "0A000000000000" + "9D012A80026801", "image/webp", 640, 360)]
    public void A_picture_is_known_with_its_size(string hex, string mediaType, int width, int height)
    {
        var picture = Picture.Of(Convert.FromHexString(hex));
        Assert.Equal(new Picture(mediaType, width, height), picture);
        Assert.Equal(mediaType, Picture.MediaTypeOf("x." + picture!.Ending));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<!DOCTYPE html><img src=x onerror=alert(1)>")]
    [InlineData("GIF89a")]
    [InlineData("%PDF-1.7 and a good deal more of it")]
    [InlineData("MZ and a good deal more of a program")]
    [InlineData("")]
    public void A_document_or_a_program_is_none(string text) => Assert.Null(Picture.Of(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(Ihdr + "0000FFFF0000FFFF" + "0802000000000000000000")]
    [InlineData(Ihdr + "0000400000004000" + "0802000000000000000000")]
    [InlineData(Ihdr + "0000000000000168" + "0802000000000000000000")]
    [InlineData("FFD8" + "FFE00000" + "FFC00011080168028003000000")]
    [InlineData("FFD8" + "FFE0FFFF" + "000000000000000000000000")]
    [InlineData("52494646000000005745425058585858" + "0A000000000000009D012A80026801")]
    public void What_unfolds_into_too_much_or_into_nothing_is_none(string hex) => Assert.Null(Picture.Of(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("a.PNG", "image/png")]
    [InlineData("a.jpeg", "image/jpeg")]
    [InlineData("a.svg", null)]
    [InlineData("png", null)]
    [InlineData("a.png.html", null)]
    public void An_ending_says_what_a_file_claims_to_be(string path, string? mediaType) =>
        Assert.Equal(mediaType, Picture.MediaTypeOf(path));
}
