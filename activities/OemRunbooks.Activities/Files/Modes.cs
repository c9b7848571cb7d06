using System.Globalization;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Activities.Files;

/// <summary>Rights as people write them: three or four octal digits.</summary>
internal static class Modes
{
    private const int Rights = 0x1FF;

    /// <summary>The rights that a text stands for; null for no text.</summary>
    /// <exception cref="CodedException"><c>file.mode-invalid</c>: no octal digits, or bits that give somebody else's rights.</exception>
    internal static UnixFileMode? Of(string? text) =>
        text is null or "" ? null
        : text.Length is 3 or 4 && text.All(static c => c is >= '0' and <= '7') && Convert.ToInt32(text, 8) is <= Rights and var mode
            ? (UnixFileMode)mode
        : throw new CodedException(Faults.FileModeInvalid(text));

    /// <summary>Rights as four octal digits.</summary>
    internal static string Text(UnixFileMode mode) =>
        Convert.ToString((int)mode & Rights, 8).PadLeft(4, '0').ToString(CultureInfo.InvariantCulture);
}
