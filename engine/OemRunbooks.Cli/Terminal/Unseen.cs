using System.Runtime.InteropServices;

namespace OemRunbooks.Cli.Terminal;

/// <summary>While it lives, the terminal shows nothing of what is typed; afterwards it is as it was.</summary>
/// <remarks>
/// It is told before anything is asked: who types fast is not shown either. Source: POSIX.1-2024, termios; the layouts of Linux and macOS.
/// </remarks>
internal sealed partial class Unseen : IDisposable
{
    private const int Structure = 256;
    private const int Echo = 0x8;
    private const int Now = 0;
    private static readonly int LocalFlags = OperatingSystem.IsMacOS() ? 24 : 12;
    private readonly byte[] before = new byte[Structure];
    private readonly bool isTerminal;

    internal Unseen()
    {
        isTerminal = !OperatingSystem.IsWindows() && Get(0, before) == 0;
        if (isTerminal)
        {
            var quiet = (byte[])before.Clone();
            quiet[LocalFlags] &= unchecked((byte)~Echo);
            _ = Set(0, Now, quiet);
            AppDomain.CurrentDomain.ProcessExit += Restore;
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Restore;
        Restore(null, EventArgs.Empty);
    }

    private void Restore(object? sender, EventArgs e)
    {
        if (isTerminal)
        {
            _ = Set(0, Now, before);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int Get(int file, [Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int Set(int file, int when, byte[] settings);
}
