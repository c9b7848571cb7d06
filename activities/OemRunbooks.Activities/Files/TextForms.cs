using System.Text;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Activities.Files;

/// <summary>The encodings in which texts are written; what one can't hold is refused, never replaced by a question mark.</summary>
internal static class TextForms
{
    /// <summary>Their names.</summary>
    internal static string[] Names { get; } = ["utf-8", "utf-8-bom", "utf-16", "iso-8859-1", "ascii"];

    /// <summary>A text's bytes.</summary>
    /// <exception cref="CodedException"><c>text.unencodable</c></exception>
    internal static byte[] Encode(string text, string name)
    {
        try
        {
            return
            [
                .. name is "utf-8-bom" ? Encoding.UTF8.Preamble
                : name is "utf-16" ? Encoding.Unicode.Preamble
                : [],
                .. Strict(name).GetBytes(text),
            ];
        }
        catch (EncoderFallbackException error)
        {
            throw new CodedException(
                Faults.TextUnencodable(
                    error.CharUnknownHigh == 0
                        ? Code(error.CharUnknown)
                        : Code(char.ConvertToUtf32(error.CharUnknownHigh, error.CharUnknownLow)),
                    name
                )
            );
        }
    }

    private static string Code(int character) => $"U+{character:X4}";

    private static Encoding Strict(string name) =>
        Encoding.GetEncoding(
            name switch
            {
                "utf-16" => "utf-16",
                "iso-8859-1" => "iso-8859-1",
                "ascii" => "us-ascii",
                _ => "utf-8",
            },
            EncoderFallback.ExceptionFallback,
            DecoderFallback.ExceptionFallback
        );
}
