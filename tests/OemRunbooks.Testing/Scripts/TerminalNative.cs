using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace OemRunbooks.Testing.Scripts;

/// <summary>The calls to the C library that a pseudo-terminal needs; the child is started by it, since managed code can't fork.</summary>
[SupportedOSPlatform("linux")]
internal static partial class TerminalNative
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const short NewSession = 0x80;
    private const nuint SetWindowSize = 0x5414;

    // More than any C library's attributes and actions take.
    private const int Room = 1024;

    /// <summary>Starts a program as the leader of a session whose terminal is a new one of 40 lines.</summary>
    internal static unsafe (int Master, int Child) Start(
        string[] words,
        string directory,
        Dictionary<string, string> environment,
        int columns
    )
    {
        var master = Checked(posix_openpt(ReadWrite | NoControllingTerminal));
        Checked(grantpt(master));
        Checked(unlockpt(master));
        var name = Marshal.PtrToStringUTF8(ptsname(master))!;
        var size = stackalloc ushort[4] { 40, (ushort)columns, 0, 0 };
        Checked(ioctl(master, SetWindowSize, (nint)size));
        Span<byte> attributes = stackalloc byte[Room],
            actions = stackalloc byte[Room];
        fixed (
            byte* how = attributes,
                what = actions
        )
        {
            Zero(posix_spawnattr_init((nint)how));
            Zero(posix_spawnattr_setflags((nint)how, NewSession));
            Zero(posix_spawn_file_actions_init((nint)what));

            // The first terminal that the leader of a session opens becomes its own.
            Zero(posix_spawn_file_actions_addopen((nint)what, 0, name, ReadWrite, 0));
            Zero(posix_spawn_file_actions_adddup2((nint)what, 0, 1));
            Zero(posix_spawn_file_actions_adddup2((nint)what, 0, 2));
            Zero(posix_spawn_file_actions_addclose((nint)what, master));
            Zero(posix_spawn_file_actions_addchdir_np((nint)what, directory));
            string?[] variables = [.. environment.Select(static v => $"{v.Key}={v.Value}"), null];
            Zero(posix_spawnp(out var child, words[0], (nint)what, (nint)how, [.. words, null], variables));
            _ = posix_spawn_file_actions_destroy((nint)what);
            _ = posix_spawnattr_destroy((nint)how);
            return (master, child);
        }
    }

    internal static int Read(int from, byte[] bytes) => (int)read(from, bytes, (nuint)bytes.Length);

    internal static void Write(int to, byte[] bytes) => Checked((int)write(to, bytes, (nuint)bytes.Length));

    internal static void Close(int file) => _ = close(file);

    internal static int Kill(int child, int signal) => kill(child, signal);

    /// <summary>Waits for a child; its exit code, or 128 and the signal.</summary>
    internal static int Wait(int child)
    {
        Checked(waitpid(child, out var status, 0));
        return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
    }

    private static int Checked(int result) =>
        result >= 0 ? result : throw new ScriptException($"the terminal can't be made: error {Marshal.GetLastPInvokeError()}");

    private static void Zero(int error)
    {
        if (error != 0)
        {
            throw new ScriptException($"the program can't be started on a terminal: error {error}");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint ptsname(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int file, nuint request, nint argument);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_init(nint attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setflags(nint attributes, short flags);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_destroy(nint attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_init(nint actions);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_destroy(nint actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn_file_actions_addopen(nint actions, int file, string path, int flags, uint mode);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_adddup2(nint actions, int from, int to);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_addclose(nint actions, int file);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn_file_actions_addchdir_np(nint actions, string path);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawnp(
        out int child,
        string file,
        nint actions,
        nint attributes,
        string?[] arguments,
        string?[] environment
    );

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int child, out int status, int options);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int child, int signal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int file, [Out] byte[] bytes, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int file, byte[] bytes, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);
}
