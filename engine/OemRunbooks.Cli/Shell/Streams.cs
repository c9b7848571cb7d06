using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Cli.Shell;

/// <summary>
/// The program's own way to the terminal: a terminal is left as it was found, and what can't be shown is not the work's failure.
/// </summary>
/// <remarks>
/// The base library's console switches a terminal to another mode of its keypad when it is first used, and does not switch it back.
/// </remarks>
internal sealed partial class Streams : IDisposable
{
    private const int Interrupted = 4;
    private const int Again = 11;
    private const int BrokenPipe = 32;
    private const nuint AskSize = 0x5413;
    private static readonly UTF8Encoding Plain = new(encoderShouldEmitUTF8Identifier: false);

    // None where another program calls this one: what it does with what is said, it knows itself.
    private static (TextWriter? Out, TextWriter? Error) shown;
    private readonly LenientStream output = new(1);
    private readonly LenientStream error = new(2);

    internal Streams()
    {
        Console.SetOut(TextWriter.Synchronized(Writer(output)));
        Console.SetError(TextWriter.Synchronized(Writer(error)));
        shown = (Console.IsOutputRedirected ? null : Console.Out, Console.IsErrorRedirected ? null : Console.Error);
        if (!OperatingSystem.IsWindows() && !Console.IsInputRedirected)
        {
            Console.SetIn(new StreamReader(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, 1), Plain));
        }
    }

    /// <summary>Why the result could not be shown whole; null when it could, or when its reader had enough.</summary>
    internal Failure? Problem => output.Problem is { } error && Errno.NumberOf(error) != BrokenPipe ? Failures.From(error) : null;

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private static StreamWriter Writer(LenientStream stream) => new(stream, Plain, -1, leaveOpen: true) { AutoFlush = true };

    /// <summary>How many columns the terminal has on which a writer shows; 0 when it is none, or does not say.</summary>
    internal static int WidthOf(TextWriter writer) =>
        ReferenceEquals(writer, shown.Out) ? Width(1)
        : ReferenceEquals(writer, shown.Error) ? Width(2)
        : 0;

    private static int Width(int file)
    {
        var size = default(Size);
        return OperatingSystem.IsLinux() && Ask(file, AskSize, ref size) == 0 ? size.Columns : 0;
    }

    /// <summary>Forgets what was typed and not read yet, also the beginning of a line; of a terminal alone.</summary>
    internal static void DropTyped()
    {
        if (!OperatingSystem.IsWindows() && !Console.IsInputRedirected)
        {
            _ = Flush(0, OperatingSystem.IsMacOS() ? 1 : 0);
        }
    }

    // Until it can be written to, or its reader is gone.
    private static int Await(int file)
    {
        var waited = new Waited { File = file, Wanted = 4 };
        return Poll(ref waited, 1, -1);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Waited
    {
        internal int File;
        internal short Wanted;
        internal short Found;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Size
    {
        internal ushort Rows;
        internal ushort Columns;
        internal ushort Across;
        internal ushort Down;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ask(int file, nuint what, ref Size size);

    [LibraryImport("libc", EntryPoint = "tcflush")]
    private static partial int Flush(int file, int queue);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Waited waited, nint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int file, ReadOnlySpan<byte> bytes, nint count);

    private sealed class LenientStream(int file) : SinkStream
    {
        private readonly Stream? inner =
            !OperatingSystem.IsWindows() ? null
            : file == 1 ? Console.OpenStandardOutput()
            : Console.OpenStandardError();

        internal IOException? Problem { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                while (!buffer.IsEmpty)
                {
                    buffer = buffer[Part(buffer)..];
                }
            }
            catch (IOException problem)
            {
                Problem ??= problem;
            }
        }

        private int Part(ReadOnlySpan<byte> bytes)
        {
            if (inner is not null)
            {
                inner.Write(bytes);
                return bytes.Length;
            }

            var written = Streams.Write(file, bytes, bytes.Length);
            if (written >= 0)
            {
                return (int)written;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    return 0;
                case Again:
                    // A pipe that does not wait, and whose reader is slow.
                    _ = Await(file);
                    return 0;
                case var error:
                    throw new IOException("write", error);
            }
        }

        protected override void Dispose(bool disposing)
        {
            inner?.Dispose();
            base.Dispose(disposing);
        }
    }
}
