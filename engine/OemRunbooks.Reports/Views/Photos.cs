using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Store;
using OemRunbooks.Reports.Model;
using OemRunbooks.Reports.Wording;

namespace OemRunbooks.Reports.Views;

/// <summary>The pictures of one document: photos that people gave, and what steps showed them.</summary>
/// <remarks>
/// What is shown is a picture by its bytes and the one that the journal names; it stands in the document itself. Of any other file only
/// its name is told, as text.
/// </remarks>
internal sealed class Photos(RunReport report, Locale language, Ink ink, PhotoLimits limits)
{
    private int count = limits.Count;
    private long bytes = limits.BytesOfAll;

    /// <summary>How long the pictures are that were put in so far, in UTF-16 units.</summary>
    internal long Length { get; private set; }

    /// <summary>A file that a person gave: as a picture, or by its name with why it is not shown.</summary>
    internal Inked Of(ReportArtefact file)
    {
        var named = ink.Code(Name(file.Path)) + new Inked(" – ") + ink.Text(Figures.Size(file.Size, language));
        if (ink is not HtmlInk || limits.Count == 0 || Picture.MediaTypeOf(file.Path) is null || Held(file.Path) is not { } name)
        {
            return named;
        }

        if (file.Size > limits.BytesOfOne)
        {
            return named + Note(Says.PhotoTooLarge);
        }

        if (count == 0 || file.Size > bytes)
        {
            return named + Note(Says.PhotoTooMany);
        }

        if (report.Files(name, file.Size) is not { } content)
        {
            return named + Note(Says.PhotoMissing);
        }

        return Convert.ToHexStringLower(SHA384.HashData(content)) != file.Sha384 ? named + Note(Says.PhotoOther)
            : Picture.Of(content) is { } picture ? Figure(content, picture, named, Name(file.Path))
            : named + Note(Says.PhotoNone);
    }

    /// <summary>What a step shows to people; nothing where it can't be shown.</summary>
    internal Inked Of(ReportPicture? shown, string title) =>
        ink is HtmlInk
        && shown is not null
        && count > 0
        && report.Files(shown.Name, Math.Min(bytes, Picture.MostBytes)) is { } content
        && Convert.ToHexStringLower(SHA256.HashData(content)) == shown.Sha256
        && Picture.Of(content) is { } picture
            ? Figure(content, picture, Inked.Empty, title)
            : Inked.Empty;

    private Inked Note(Sentence why) => new Inked(" ") + ink.Text($"({why.In(language)})");

    private Inked Figure(byte[] content, Picture picture, Inked caption, string title)
    {
        count--;
        bytes -= content.Length;
        var size = $"width=\"{Figures.Plain(picture.Width)}\" height=\"{Figures.Plain(picture.Height)}\"";
        var image = $"<img src=\"data:{picture.MediaType};base64,{Convert.ToBase64String(content)}\" {size} alt=\"{ink.Text(title)}\">";
        Length += image.Length;
        return new($"<figure class=\"photo\">{image}{(caption.IsEmpty ? "" : $"<figcaption>{caption}</figcaption>")}</figure>");
    }

    // Only what the run keeps itself: a path of a forged journal leads nowhere else.
    private string? Held(string path)
    {
        var room = $"{DirectoryStore.Runs}/{report.RunId}/";
        return
            path.StartsWith(room + "evidence/", StringComparison.Ordinal)
            && !path.Contains("..", StringComparison.Ordinal)
            && !path.Contains("//", StringComparison.Ordinal)
            ? path[room.Length..]
            : null;
    }

    private static string Name(string path) => Path.GetFileName(path);
}
