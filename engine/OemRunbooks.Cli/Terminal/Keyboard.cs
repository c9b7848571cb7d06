using System.Runtime.InteropServices;

namespace OemRunbooks.Cli.Terminal;

/// <summary>What somebody pressed.</summary>
internal enum Pressed
{
    Up,
    Down,
    First,
    Last,
    Enter,
    Leave,
    Digit,
    Other,
}

/// <summary>While it lives, keys come one by one and are not shown; afterwards the terminal is as it was.</summary>
/// <remarks>
/// Ctrl-C comes as a key too, so that nobody is left with a terminal that shows nothing. Source: POSIX.1-2024, termios; the layouts of
/// Linux and macOS.
/// </remarks>
internal sealed partial class Keyboard : IDisposable
{
    private const int Structure = 256;
    private const int Now = 0;
    private const char Escape = '\u001b';
    private static readonly int LocalFlags = OperatingSystem.IsMacOS() ? 24 : 12;

    // ISIG, ICANON, ECHO.
    private static readonly uint Modes = OperatingSystem.IsMacOS() ? 0x80u | 0x100u | 0x8u : 0x1u | 0x2u | 0x8u;
    private readonly byte[] before = new byte[Structure];

    private Keyboard() { }

    /// <summary>Takes the terminal; null where that can't be done.</summary>
    internal static Keyboard? Take()
    {
        var keys = new Keyboard();
        if (OperatingSystem.IsWindows() || Get(0, keys.before) != 0)
        {
            return null;
        }

        var single = (byte[])keys.before.Clone();
        var flags = MemoryMarshal.Cast<byte, uint>(single.AsSpan(LocalFlags, sizeof(uint)));
        flags[0] &= ~Modes;
        AppDomain.CurrentDomain.ProcessExit += keys.Restore;
        return Set(0, Now, single) == 0 ? keys : null;
    }

    /// <summary>Waits for a key.</summary>
    /// <param name="digit">The digit, where it is one.</param>
    internal static Pressed Read(out int digit)
    {
        digit = 0;
        var read = Console.In.Read();
        switch (read)
        {
            case -1 or 3 or 4 or 'q' or 'Q':
                return Pressed.Leave;
            case '\r' or '\n':
                return Pressed.Enter;
            case 'k':
                return Pressed.Up;
            case 'j':
                return Pressed.Down;
            case >= '0' and <= '9':
                digit = read - '0';
                return Pressed.Digit;
            case Escape:
                return Sequence();
            default:
                return Pressed.Other;
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Restore;
        Restore(null, EventArgs.Empty);
    }

    // ESC [ A, or ESC O A; whoever presses Escape alone sees nothing happen before the next key.
    private static Pressed Sequence()
    {
        if (Console.In.Read() is not ('[' or 'O'))
        {
            return Pressed.Leave;
        }

        return Console.In.Read() switch
        {
            'A' => Pressed.Up,
            'B' => Pressed.Down,
            'H' => Pressed.First,
            'F' => Pressed.Last,
            _ => Pressed.Other,
        };
    }

    private void Restore(object? sender, EventArgs e) => _ = Set(0, Now, before);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int Get(int file, [Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int Set(int file, int when, byte[] settings);
}
