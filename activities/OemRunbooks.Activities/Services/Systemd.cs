using OemRunbooks.Activities.Run;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Activities.Services;

/// <summary>Services of systemd, asked and told by <c>systemctl</c>.</summary>
/// <remarks>It never asks for a password: without the right, it says so. Source: systemctl(1).</remarks>
internal sealed class Systemd(string program, Call call, CancellationToken cancellation) : IServiceManager
{
    private const int NoPermission = 4;

    public Standing StateOf(string name)
    {
        var result = Run("show", "--property=LoadState,ActiveState", "--", name);
        var lines = result.Output.Split('\n', StringSplitOptions.TrimEntries);
        string? Value(string property) =>
            lines.FirstOrDefault(l => l.StartsWith(property + "=", StringComparison.Ordinal))?[(property.Length + 1)..];

        return (result.ExitCode, Value("LoadState"), Value("ActiveState")) switch
        {
            (not 0, _, _) or (_, null, _) or (_, _, null) => throw new CodedException(Faults.ServiceUnsupported()),
            (_, "not-found", _) => throw new CodedException(Faults.ServiceUnknown(name)),
            (_, _, "active" or "reloading") => Standing.Running,
            (_, _, "failed") => Standing.Failed,
            (_, _, "activating") => Standing.Starting,
            (_, _, "deactivating") => Standing.Stopping,
            _ => Standing.Stopped,
        };
    }

    public string? Change(string name, bool starts)
    {
        var result = Run(starts ? "start" : "stop", "--", name);
        return result.ExitCode switch
        {
            0 => null,
            NoPermission => throw new CodedException(Faults.ServiceDenied(name, result.Said)),
            _ when IsDenied(result.Errors) => throw new CodedException(Faults.ServiceDenied(name, result.Said)),
            _ => result.Said ?? "",
        };
    }

    private static bool IsDenied(string said) =>
        said.Contains("Access denied", StringComparison.OrdinalIgnoreCase)
        || said.Contains("authentication required", StringComparison.OrdinalIgnoreCase);

    private CommandResult Run(params string[] arguments) =>
        CommandRunner.Run(
            new Command(
                program,
                ["--no-ask-password", "--no-pager", .. arguments],
                call.Station.Root,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = "C" },
                "systemctl.txt"
            ),
            call,
            cancellation
        );
}
