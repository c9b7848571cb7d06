using System.Globalization;
using System.Runtime.InteropServices;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Cli.Terminal;

/// <summary>
/// Turns the first Ctrl-C, SIGTERM or closed terminal into a request to stop; the second one is left to the system, which ends the process.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private readonly PosixSignalRegistration? hangUp;
    private readonly Action asked;

    internal Interrupts(Action asked, CancellationToken also = default)
    {
        this.asked = asked;
        stop = CancellationTokenSource.CreateLinkedTokenSource(also);
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        // A terminal that was closed; who was started by nohup has been told to go on.
        hangUp = IsIgnored(1) ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
    }

    internal CancellationToken Token => stop.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        hangUp?.Dispose();
        stop.Dispose();
    }

    private static bool IsIgnored(int signal)
    {
        const string status = "/proc/self/status";
        const string name = "SigIgn:";
        return OperatingSystem.IsLinux()
            && File.Exists(status)
            && Disk.All.ReadText(status).Split('\n').FirstOrDefault(static l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
            && ulong.TryParse(line[name.Length..].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var set)
            && (set & (1UL << (signal - 1))) != 0;
    }

    private void Stop(PosixSignalContext signal)
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        signal.Cancel = true;
        asked();
        stop.Cancel();
    }
}
