using System.ComponentModel;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem;

namespace OemRunbooks.Activities.Common;

/// <summary>The one place where exceptions of the formats and of the disk become failures.</summary>
internal static class OemFailures
{
    /// <summary>The failure that an exception stands for; null when it is a bug or a cancellation.</summary>
    internal static Failure? From(Exception exception, Call call) => exception switch
    {
        CodedException coded => coded.Failure,
        OemException oem => Of(oem.Code, oem.Args.Select(a => (a.Key, Shown(call, a.Value)))),
        FileNotFoundException or DirectoryNotFoundException => OfDisk(OemCodes.FileMissing, exception, call),
        UnauthorizedAccessException { InnerException: IOException { HResult: 30 } } => OfDisk(OemCodes.DiskReadOnly, exception, call),
        UnauthorizedAccessException => OfDisk(OemCodes.FileUnreadable, exception, call),
        IOException => OfDisk(CodeOf(exception.HResult), exception, call),
        AggregateException { InnerException: { } inner } => From(inner, call),
        _ => null,
    };

    /// <summary>Whether another attempt may mend a code without anybody doing anything.</summary>
    internal static bool IsRetryable(string code) => code is OemCodes.DiskFailed or OemCodes.NotaryInProgress;

    private static Failure Of(string code, IEnumerable<(string Name, string Text)> arguments) =>
        new(code, Value.Map(arguments.Select(static a => KeyValuePair.Create(a.Name, Value.Of(a.Text)))), IsRetryable(code));

    private static Failure OfDisk(string code, Exception exception, Call call) =>
        Of(code, [("path", Shown(call, PathIn(exception))), ("error", Reason(exception))]);

    /// <summary>Exceptions of the base library name the path in quotes; those of Durable begin with it.</summary>
    private static string PathIn(Exception exception)
    {
        if (exception is FileNotFoundException { FileName: { Length: > 0 } name })
        {
            return name;
        }

        var message = exception.Message;
        var open = message.IndexOf('\'', StringComparison.Ordinal);
        var close = message.LastIndexOf('\'');
        if (open >= 0 && close > open)
        {
            return message[(open + 1)..close];
        }

        var colon = message.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 ? message[..colon] : message;
    }

    private static string Reason(Exception exception) =>
        exception.HResult is > 0 and < 4096 ? new Win32Exception(exception.HResult).Message : exception.GetType().Name;

    private static string Shown(Call call, string text) => Path.IsPathRooted(text) ? call.Station.Relative(text) : text;

    // errno on Unix (Linux and macOS agree on these but for EDQUOT); HRESULT_FROM_WIN32 on Windows.
    private static string CodeOf(int error) => error switch
    {
        28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027) => OemCodes.DiskFull,
        30 or unchecked((int)0x80070013) => OemCodes.DiskReadOnly,
        5 => OemCodes.DiskFailed,
        2 => OemCodes.FileMissing,
        17 or 39 or unchecked((int)0x80070050) => OemCodes.FileExists,
        _ => OemCodes.FileUnreadable,
    };
}
