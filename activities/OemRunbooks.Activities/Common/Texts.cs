using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Common;

/// <summary>Reads text files of the station.</summary>
internal static class Texts
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>A file's text; one that is not UTF-8 fails with <c>text.malformed</c>: half-read text is no text.</summary>
    internal static string Strict(IDisk disk, StationPath path)
    {
        try
        {
            return StrictUtf8.GetString(disk.ReadAll(path.Full));
        }
        catch (DecoderFallbackException)
        {
            throw new CodedException(Faults.TextMalformed(path.Shown, "not-utf-8"));
        }
    }
}
