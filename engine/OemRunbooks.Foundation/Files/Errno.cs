using System.ComponentModel;
using System.Globalization;

namespace OemRunbooks.Foundation.Files;

/// <summary>What the operating system refused, in the product's terms.</summary>
/// <param name="Code">The code.</param>
/// <param name="Path">What it is about; empty when the system did not say.</param>
/// <param name="Reason">The system's own words for the error.</param>
public readonly record struct SystemError(string Code, string Path, string Reason)
{
    /// <summary>The bytes that were to be read at most, of a file that is too large.</summary>
    public long Limit { get; init; }

    /// <summary>Whether another attempt may help without anybody doing anything.</summary>
    public bool IsRetryable => Code == Errno.Failed;
}

/// <summary>The one table of the operating system's errors: one condition has one code, whoever meets it.</summary>
/// <remarks>
/// On Unix an exception of the base library, or one of <see cref="Durable"/>, carries the errno in its <c>HResult</c>; Windows wraps its
/// own as
/// 0x8007nnnn. Linux and macOS differ in a few numbers, none of which means another of these conditions on the other system.
/// </remarks>
public static class Errno
{
    /// <summary>No room, or no more of the quota.</summary>
    public const string Full = "disk.full";

    /// <summary>The file system can only be read.</summary>
    public const string ReadOnly = "disk.read-only";

    /// <summary>The device failed.</summary>
    public const string Failed = "disk.failed";

    /// <summary>No right to it.</summary>
    public const string Denied = "file.denied";

    /// <summary>Nothing is there.</summary>
    public const string Missing = "file.missing";

    /// <summary>Something is there already.</summary>
    public const string Exists = "file.exists";

    /// <summary>It is not what it would have to be to be read.</summary>
    public const string Unreadable = "file.unreadable";

    /// <summary>A pipe, a device: it is not read, for it might never end.</summary>
    public const string Special = "file.special";

    /// <summary>A link where none is followed.</summary>
    public const string Link = "file.link";

    /// <summary>More bytes than are read at most.</summary>
    public const string TooLarge = "file.too-large";

    /// <summary>Anything else.</summary>
    public const string Other = "io.failed";
    private const int NoEntry = 2;
    private const int NoAccess = 13;
    private const int IsDirectory = 21;
    private const int NameTooLong = 36;
    private const int OtherDevice = 18;

    /// <summary>No number of any system: what was opened is no regular file.</summary>
    internal const int NotRegular = 4095;
    private const int WindowsMark = unchecked((int)0x80070000);

    // Where an exception of ours keeps the path that it is about.
    private const string PathKey = "OemRunbooks.Path";
    private const string LimitKey = "OemRunbooks.Limit";

    /// <summary>Every code of the table.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [Full, ReadOnly, Failed, Denied, Missing, Exists, Unreadable, Special, Link, TooLarge, Other];

    /// <summary>Whether a code tells of the machine's trouble, and nothing of the file that was worked on.</summary>
    public static bool IsMachines(string code) => code is Full or ReadOnly or Failed or Other;

    /// <summary>Whether a rename was asked for from one file system to another.</summary>
    public static bool IsOtherDevice(Exception error) => NumberOf(error) is OtherDevice or (WindowsMark | 17);

    /// <summary>Whether an exception is the operating system's word.</summary>
    public static bool IsSystems(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>What an exception of the operating system says.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="path">What was worked on, if the caller knows better than the exception.</param>
    public static SystemError Of(Exception error, string? path = null)
    {
        var number = NumberOf(error);
        return new(CodeOf(number), path ?? PathOf(error), ReasonOf(number)) { Limit = LimitOf(error) };
    }

    /// <summary>
    /// What an exception of the operating system says about a file that was to be opened: a directory in its place is no lack of rights.
    /// </summary>
    public static SystemError OfFile(Exception error, string path)
    {
        var number = NumberOf(error);
        number = number == NoAccess && Directory.Exists(path) ? IsDirectory : number;
        return new(CodeOf(number), path, ReasonOf(number)) { Limit = LimitOf(error) };
    }

    /// <summary>That a directory stands where a file was expected.</summary>
    public static SystemError DirectoryAt(string path) => new(CodeOf(IsDirectory), path, ReasonOf(IsDirectory));

    /// <summary>The code of an errno, or of a Windows error as an <c>HResult</c>.</summary>
    public static string CodeOf(int number) =>
        (number & unchecked((int)0xFFFF0000)) == WindowsMark
            ? (number & 0xFFFF) switch
            {
                2 or 3 => Missing,
                5 => Denied,
                19 => ReadOnly,
                39 or 112 => Full,
                80 or 145 or 183 => Exists,
                21 or 23 or 1117 => Failed,
                206 => Unreadable,
                _ => Other,
            }
            : number switch
            {
                NoEntry or 20 => Missing,
                1 or NoAccess => Denied,
                17 or 39 or 66 => Exists,
                28 or 69 or 122 => Full,
                30 => ReadOnly,
                5 or 6 or 19 or 117 => Failed,
                NotRegular => Special,
                DiskReads.TooLarge => TooLarge,
                DiskNative.ErrorLoop or 62 => Link,
                IsDirectory or NameTooLong or 63 => Unreadable,
                _ => Other,
            };

    /// <summary>The number that the system gave, or the <c>HResult</c> of an exception that has none.</summary>
    public static int NumberOf(Exception error) =>
        error switch
        {
            FileNotFoundException or DirectoryNotFoundException => NoEntry,
            PathTooLongException or ArgumentException or NotSupportedException => NameTooLong,
            UnauthorizedAccessException { InnerException: IOException inner } when IsNumber(inner.HResult) => inner.HResult,
            UnauthorizedAccessException => NoAccess,
            _ => error.HResult,
        };

    /// <summary>Notes in an exception what it is about.</summary>
    public static IOException About(this IOException error, string path)
    {
        error.Data[PathKey] = path;
        return error;
    }

    /// <summary>Notes in an exception how much of a file was to be read at most.</summary>
    internal static IOException Over(this IOException error, long limit)
    {
        error.Data[LimitKey] = limit;
        return error;
    }

    private static long LimitOf(Exception error) => error.Data[LimitKey] is long limit ? limit : 0;

    // The base library puts the path between the first and the last quotation mark of its sentence.
    private static string PathOf(Exception error)
    {
        if (error.Data[PathKey] is string noted)
        {
            return noted;
        }

        if (error is FileNotFoundException { FileName: { Length: > 0 } name })
        {
            return name;
        }

        var open = error.Message.IndexOf('\'', StringComparison.Ordinal);
        var close = error.Message.LastIndexOf('\'');
        return open >= 0 && close > open ? error.Message[(open + 1)..close] : "";
    }

    private static string ReasonOf(int number) =>
        number == NotRegular ? "not a regular file"
        : IsNumber(number) ? new Win32Exception(number & 0xFFFF).Message
        : "0x" + number.ToString("x8", CultureInfo.InvariantCulture);

    private static bool IsNumber(int number) => number is > 0 and < 4096 || (number & unchecked((int)0xFFFF0000)) == WindowsMark;
}
