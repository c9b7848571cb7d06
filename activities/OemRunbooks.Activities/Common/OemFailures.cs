using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Activities.Common;

/// <summary>The one place where exceptions of the formats and of the disk become failures.</summary>
internal static class OemFailures
{
    /// <summary>The failure that an exception stands for; null when it is a bug or a cancellation.</summary>
    internal static Failure? From(Exception exception, Call call) =>
        exception switch
        {
            CodedException coded => coded.Failure,
            OemException oem => Explained(Of(oem.Code, oem.Args.Select(a => (a.Key, Shown(call, a.Value)))), call),
            _ when Errno.IsSystems(exception) => Of(Errno.Of(exception), call),
            AggregateException { InnerException: { } inner } => From(inner, call),
            _ => null,
        };

    /// <summary>Whether another attempt may mend a code without anybody doing anything.</summary>
    internal static bool IsRetryable(string code) => code is Codes.DiskFailed or Codes.NotaryInProgress;

    private static Failure Explained(Failure failure, Call call) =>
        FingerprintParts.Explain(failure, call.Disk, call.Station.Root, Keys.Machine(call));

    private static Failure Of(string code, IEnumerable<(string Name, string Text)> arguments) =>
        new(code, Value.Map(arguments.Select(static a => KeyValuePair.Create(a.Name, Value.Of(a.Text)))), IsRetryable(code));

    private static Failure Of(SystemError error, Call call) => Failures.Of(error with { Path = Shown(call, error.Path) });

    private static string Shown(Call call, string text) => Path.IsPathRooted(text) ? call.Station.Relative(text) : text;
}
