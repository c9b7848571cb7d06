using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OemRunbooks.Activities.Run;

/// <summary>
/// A program in a session and process group of its own: what is typed at our terminal does not reach it, and it ends as a whole.
/// </summary>
/// <remarks>
/// The base library can't ask for a session. Standard input is empty; signals are as a fresh program expects them. On Linux this process
/// adopts what the program leaves behind, so that nothing of it escapes by ending its parent. Source: POSIX.1-2024, posix_spawn;
/// trust.md, "Processes".
/// </remarks>
internal sealed partial class OwnSession : IDisposable
{
    /// <summary>The variable by which everything that a program started is known again.</summary>
    internal const string Mark = "RUNBOOK_COMMAND";

    // Linux's and macOS's own words.
    private static readonly short NewSession = (short)(OperatingSystem.IsMacOS() ? 0x400 : 0x80);
    private const short SignalMask = 0x08;
    private const short SignalDefaults = 0x04;
    private const int NoProcess = 0;
    private const int NoDescriptor = -1;
    private const int BecomeSubreaper = 36;
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Interrupted = 4;
    private const int Structure = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly int pid;
    private readonly string mark;
    private readonly int said;
    private readonly int complained;
    private readonly Lock gate = new();
    private readonly ManualResetEventSlim ended = new();
    private bool isReaped;

    private OwnSession(int pid, string mark, int said, int complained)
    {
        this.pid = pid;
        this.mark = mark;
        (this.said, this.complained) = (said, complained);
    }

    /// <summary>Whether this system has what it takes.</summary>
    internal static bool IsSupported => !OperatingSystem.IsWindows();

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="mark">By which it, and all that it starts, is known again, also by a later process of ours.</param>
    /// <exception cref="Win32Exception">The system's number says why not.</exception>
    internal static unsafe OwnSession Start(Command command, IReadOnlyDictionary<string, string> environment, string mark)
    {
        var output = stackalloc int[2];
        var errors = stackalloc int[2];
        var input = stackalloc int[] { NoDescriptor, NoDescriptor };
        Demand(MakePipe(output));
        Demand(MakePipe(errors));
        if (command.Input is not null)
        {
            Demand(MakePipe(input));
        }

        var actions = stackalloc byte[Structure];
        var attributes = stackalloc byte[Structure];
        Demand(InitActions(actions));
        Demand(InitAttributes(attributes));
        try
        {
            var signals = stackalloc byte[Structure];
            _ = EmptySet(signals);
            Demand(SetMask(attributes, signals));
            _ = FillSet(signals);
            Demand(SetDefaults(attributes, signals));
            Demand(SetFlags(attributes, (short)(NewSession | SignalMask | SignalDefaults)));
            Demand(input[0] >= 0 ? AddDuplicate(actions, input[0], 0) : AddOpen(actions, 0, "/dev/null", 0, 0));
            Demand(AddDuplicate(actions, output[1], 1));
            Demand(AddDuplicate(actions, errors[1], 2));
            Demand(AddDirectory(actions, command.Directory));
            if (OperatingSystem.IsLinux())
            {
                _ = Control(BecomeSubreaper, 1, 0, 0, 0);
            }

            using var arguments = new Texts(command.Arguments.Prepend(command.Program));
            using var variables = new Texts(environment.Select(static v => $"{v.Key}={v.Value}").Append($"{Mark}={mark}"));
            Demand(Spawn(out var pid, command.Program, actions, attributes, arguments.List, variables.List));
            if (input[1] >= 0)
            {
                CommandRunner.Feed(
                    command,
                    new AnonymousPipeClientStream(PipeDirection.Out, new SafePipeHandle(input[1], ownsHandle: true))
                );
            }

            return new OwnSession(pid, mark, output[0], errors[0]);
        }
        catch
        {
            _ = Close(output[0]);
            _ = Close(errors[0]);
            _ = input[1] >= 0 ? Close(input[1]) : 0;
            throw;
        }
        finally
        {
            _ = input[0] >= 0 ? Close(input[0]) : 0;
            _ = Close(output[1]);
            _ = Close(errors[1]);
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
        }
    }

    /// <summary>Ends what a killed run left behind, so that nothing runs twice at the same time. Linux alone can tell.</summary>
    internal static void EndLeft(string mark)
    {
        if (OperatingSystem.IsLinux())
        {
            using var left = new OwnSession(NoProcess, mark, NoDescriptor, NoDescriptor);
            left.EndFamily();
        }
    }

    public void Dispose()
    {
        foreach (var pipe in (ReadOnlySpan<int>)[said, complained])
        {
            if (pipe >= 0)
            {
                _ = Close(pipe);
            }
        }

        ended.Dispose();
    }

    // Asked first, so that an installer can put its own things in order.
    private void End()
    {
        Signal(Terminate);
        try
        {
            ended.Wait(Patience);
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        Signal(Kill);
        EndFamily();
    }

    private void Signal(int signal)
    {
        lock (gate)
        {
            if (!isReaped)
            {
                _ = Send(-pid, signal);
            }
        }
    }

    // Everything that carries the program's mark or is its descendant, wherever it went.
    private void EndFamily()
    {
        if (pid != NoProcess)
        {
            _ = Send(-pid, Kill);
        }

        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // What is being started while we look is found by looking again.
        for (var round = 0; round < 10; round++)
        {
            var family = Family();
            if (family.Count == 0)
            {
                return;
            }

            foreach (var member in family)
            {
                _ = Send(member, Kill);
                var status = 0;
                _ = WaitFor(member, ref status, 1);
            }

            // Gives the system a turn to start what was being started.
            Thread.Yield();
        }
    }

    private List<int> Family()
    {
        var own = Environment.ProcessId;
        var carried = Encoding.UTF8.GetBytes($"{Mark}={mark}\0");
        var found = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), out var id) || id == own)
            {
                continue;
            }

            var stat = Read(directory + "/stat");
            var after = Encoding
                .Latin1.GetString(stat[(stat.AsSpan().LastIndexOf((byte)')') + 1)..])
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (after.Length < 4 || after[0] is "Z" or "X")
            {
                continue;
            }

            if (
                (pid != NoProcess && (after[2] == Text(pid) || after[3] == Text(pid)))
                || Read(directory + "/environ").AsSpan().IndexOf(carried) >= 0
            )
            {
                found.Add(id);
            }
        }

        return found;
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Read(string path)
    {
        try
        {
            return Foundation.Files.DiskReads.ReadAll(Foundation.Files.Disk.All, path);
        }
        catch (Exception error) when (Foundation.Files.Errno.IsSystems(error))
        {
            // Gone meanwhile, or somebody else's.
            return [];
        }
    }

    private static unsafe int MakePipe(int* ends) =>
        OperatingSystem.IsLinux() ? (Pipe2(ends, 0x80000) == 0 ? 0 : Marshal.GetLastPInvokeError())
        : Pipe(ends) == 0 ? 0
        : Marshal.GetLastPInvokeError();

    private static void Demand(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }

    // A list of texts as C wants it.
    private sealed unsafe class Texts : IDisposable
    {
        private readonly nint[] items;
        private readonly GCHandle handle;

        internal Texts(IEnumerable<string> texts)
        {
            items = [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];
            handle = GCHandle.Alloc(items, GCHandleType.Pinned);
        }

        internal nint List => handle.AddrOfPinnedObject();

        public void Dispose()
        {
            handle.Free();
            Array.ForEach(items, Marshal.FreeCoTaskMem);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Spawn(out int pid, string path, byte* actions, byte* attributes, nint arguments, nint environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static unsafe partial int InitActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static unsafe partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static unsafe partial int AddDuplicate(byte* actions, int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int AddOpen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int AddDirectory(byte* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static unsafe partial int InitAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static unsafe partial int DestroyAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static unsafe partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static unsafe partial int SetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static unsafe partial int SetDefaults(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static unsafe partial int EmptySet(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static unsafe partial int FillSet(byte* signals);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static unsafe partial int Pipe2(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static unsafe partial int Pipe(int* ends);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitFor(int process, ref int status, int options);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint two, nint three, nint four, nint five);
}
