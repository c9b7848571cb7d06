using System.Runtime.InteropServices;

namespace OemRunbooks.Cli.Terminal;

/// <summary>
/// Turns the first Ctrl-C, SIGTERM or closed terminal into a request to stop; the second one is left to the system, which ends the process.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private readonly PosixSignalRegistration hangUp;
    private readonly Action asked;

    internal Interrupts(Action asked, CancellationToken also = default)
    {
        this.asked = asked;
        stop = CancellationTokenSource.CreateLinkedTokenSource(also);
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
    }

    internal CancellationToken Token => stop.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        hangUp.Dispose();
        stop.Dispose();
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
