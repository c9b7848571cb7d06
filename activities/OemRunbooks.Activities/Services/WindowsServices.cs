using OemRunbooks.Activities.Run;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Activities.Services;

/// <summary>Services of Windows, asked and told by <c>sc.exe</c>, which does not wait: the state is asked until it is settled.</summary>
internal sealed class WindowsServices(string program, Call call, CancellationToken cancellation) : IServiceManager
{
    private const int Denied = 5;
    private const int AlreadyRunning = 1056;
    private const int NoSuchService = 1060;
    private const int NotActive = 1062;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    public Standing StateOf(string name)
    {
        var result = Run("query", name);
        Demand(result, name);
        var line = result
            .Output.Split('\n', StringSplitOptions.TrimEntries)
            .FirstOrDefault(static l => l.StartsWith("STATE", StringComparison.Ordinal));
        return line?.Split(':', 2)[^1].TrimStart() switch
        {
            ['4' or '5' or '6' or '7', ..] => Standing.Running,
            ['2', ..] => Standing.Starting,
            ['3', ..] => Standing.Stopping,
            ['1', ..] => Standing.Stopped,
            _ => throw new CodedException(Faults.ServiceUnsupported()),
        };
    }

    public string? Change(string name, bool starts)
    {
        var result = Run(starts ? "start" : "stop", name);
        Demand(result, name);
        if (result.ExitCode is not (0 or AlreadyRunning or NotActive))
        {
            return result.Said ?? "";
        }

        // A step's timeout ends it.
        while (StateOf(name) is Standing.Starting or Standing.Stopping)
        {
            cancellation.WaitHandle.WaitOne(Between);
            cancellation.ThrowIfCancellationRequested();
        }

        return null;
    }

    private static void Demand(CommandResult result, string name)
    {
        switch (result.ExitCode)
        {
            case Denied:
                throw new CodedException(Faults.ServiceDenied(name, result.Said));
            case NoSuchService:
                throw new CodedException(Faults.ServiceUnknown(name));
        }
    }

    private CommandResult Run(params string[] arguments) =>
        CommandRunner.Run(
            new Command(program, arguments, call.Station.Root, new Dictionary<string, string>(StringComparer.Ordinal), "sc.txt"),
            call,
            cancellation
        );
}
