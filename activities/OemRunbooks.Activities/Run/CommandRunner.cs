using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Activities.Run;

/// <summary>A program to run, fully resolved.</summary>
/// <param name="Program">Absolute path.</param>
/// <param name="Arguments">Arguments; no shell ever sees them.</param>
/// <param name="Directory">Working directory.</param>
/// <param name="Environment">What is added to the few variables that are passed on.</param>
/// <param name="EvidenceName">Under which its output is kept.</param>
internal sealed record Command(
    string Program,
    IReadOnlyList<string> Arguments,
    string Directory,
    IReadOnlyDictionary<string, string> Environment,
    string EvidenceName
);

/// <summary>What a program came to.</summary>
internal sealed record CommandResult(int ExitCode, string Tail, string? Said, Artefact Evidence, long Bytes, bool Truncated);

/// <summary>Runs a program with closed input, a cleared environment and bounded, masked output.</summary>
/// <remarks>Source: trust.md, "Processes". Cancellation ends the program with everything that it started.</remarks>
internal static class CommandRunner
{
    internal const int MostKept = 1 << 20;
    private const int TailBytes = 2048;
    private static readonly string[] Passed = ["PATH", "HOME", "LANG", "TZ", "SystemRoot"];
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    internal static CommandResult Run(Command command, Call call, CancellationToken cancellation)
    {
        var environment = EnvironmentOf(command, call);
        try
        {
            return OwnSession.IsSupported
                ? InOwnSession(command, environment, call, cancellation)
                : AsProcess(command, environment, call, cancellation);
        }
        catch (Win32Exception e)
        {
            throw Errno.CodeOf(e.NativeErrorCode) == Errno.Missing
                ? new CodedException(Faults.CommandNotFound(command.Program))
                : new CodedException(Faults.CommandNotExecutable(command.Program, new Win32Exception(e.NativeErrorCode).Message));
        }
    }

    /// <summary>Remarks about output that was too long to keep.</summary>
    internal static Remark? TruncationOf(CommandResult result) =>
        result.Truncated ? Faults.CommandOutputTruncated(result.Bytes, MostKept).AsRemark() : null;

    private static CommandResult InOwnSession(
        Command command,
        Dictionary<string, string> environment,
        Call call,
        CancellationToken cancellation
    )
    {
        using var process = OwnSession.Start(command, environment, MarkOf(call));
        using var pumps = new Pumps(call.Redactor, process.Output, process.Errors);
        var exitCode = process.Wait(cancellation);
        cancellation.ThrowIfCancellationRequested();
        return pumps.Result(command, exitCode, call);
    }

    /// <summary>Ends what the step started before the run was killed.</summary>
    internal static void EndLeft(Call call) => OwnSession.EndLeft(MarkOf(call));

    // The same step of the same run on the same station: nobody else's programs are meant.
    private static string MarkOf(Call call) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Station.Root}\n{call.Site.RunId}\n{call.Site.Path}")).AsSpan(0, 16)
        );

    private static CommandResult AsProcess(
        Command command,
        Dictionary<string, string> environment,
        Call call,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.Directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        if (OperatingSystem.IsWindows())
        {
            start.CreateNewProcessGroup = true;
        }

        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new CodedException(Faults.CommandNotFound(command.Program));
        process.StandardInput.Close();
        using var pumps = new Pumps(call.Redactor, process.StandardOutput.BaseStream, process.StandardError.BaseStream);
        try
        {
            process.WaitForExitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(Grace);
            throw;
        }

        return pumps.Result(command, process.ExitCode, call);
    }

    private static Dictionary<string, string> EnvironmentOf(Command command, Call call)
    {
        var environment = new Dictionary<string, string>(command.Environment, StringComparer.Ordinal);
        foreach (var name in Passed)
        {
            if (Keys.Variable(call, name) is { } value)
            {
                environment.TryAdd(name, value);
            }
        }

        return environment;
    }

    /// <summary>Takes both streams, each on a thread of its own: a program that fills one of them must not wait.</summary>
    private sealed class Pumps : IDisposable
    {
        private readonly Capture output;
        private readonly Capture errors;
        private readonly CountdownEvent running = new(2);

        internal Pumps(Redactor redactor, Stream first, Stream second)
        {
            output = new(redactor, first);
            errors = new(redactor, second);
            foreach (var capture in new[] { output, errors })
            {
                new Thread(() => Pump(capture)) { IsBackground = true, Name = "command output" }.Start();
            }
        }

        internal CommandResult Result(Command command, int exitCode, Call call)
        {
            // A program that left children behind may keep the pipes open; what it said so far is enough.
            running.Wait(Grace);
            var evidence = call.Evidence.Keep(command.EvidenceName, Text(command, exitCode, output, errors));
            var tail = output.Tail.Length > 0 ? output.Tail : errors.Tail;
            return new CommandResult(
                exitCode,
                Encoding.UTF8.GetString(tail).TrimEnd(),
                LastLine(errors.Tail) ?? LastLine(output.Tail),
                evidence,
                output.Total + errors.Total,
                output.Truncated || errors.Truncated
            );
        }

        // Not disposed: a pump may still count down when its program's children let go of the pipe.
        public void Dispose() { }

        private void Pump(Capture capture)
        {
            capture.Pump();
            running.Signal();
        }

        private static string? LastLine(byte[] tail)
        {
            const int most = 300;
            var line = Encoding.UTF8.GetString(tail).Split('\n').Select(static l => l.Trim()).LastOrDefault(static l => l.Length > 0);
            return line is null ? null : Visible.Text(line.Length <= most ? line : line[..most] + "…");
        }
    }

    private static byte[] Text(Command command, int exitCode, Capture output, Capture errors)
    {
        using var text = new MemoryStream();
        void Line(string line) => text.Write(Encoding.UTF8.GetBytes(line + "\n"));
        Line($"program    {command.Program}");
        Line($"exit code  {exitCode}");
        foreach (var (name, capture) in new[] { ("stdout", output), ("stderr", errors) })
        {
            Line($"--- {name}: {capture.Total} bytes, sha384 {capture.Digest}{(capture.Truncated ? $", first {MostKept} kept" : "")}");
            text.Write(capture.Kept);
            Line("");
        }

        return text.ToArray();
    }

    /// <summary>Takes one stream: keeps its first part masked, counts and hashes all of it, remembers its end.</summary>
    private sealed class Capture(Redactor redactor, Stream stream) : IBufferWriter<byte>
    {
        private readonly Lock gate = new();
        private readonly ArrayBufferWriter<byte> kept = new();
        private readonly List<byte> tail = new(2 * TailBytes);
        private byte[] scratch = new byte[1 << 16];
        private string digest = "-";

        internal long Total { get; private set; }

        internal bool Truncated { get; private set; }

        internal string Digest
        {
            get
            {
                lock (gate)
                {
                    return digest;
                }
            }
        }

        internal byte[] Kept
        {
            get
            {
                lock (gate)
                {
                    return kept.WrittenSpan.ToArray();
                }
            }
        }

        internal byte[] Tail
        {
            get
            {
                lock (gate)
                {
                    return [.. tail.TakeLast(TailBytes)];
                }
            }
        }

        internal void Pump()
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
            var masked = new Redactor.Stream(redactor, this);
            var block = new byte[1 << 15];
            try
            {
                int count;
                while ((count = stream.Read(block)) > 0)
                {
                    hash.AppendData(block, 0, count);
                    Total += count;
                    masked.Write(block.AsSpan(0, count));
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The program was ended under us; what came before is kept.
            }

            masked.Complete();
            lock (gate)
            {
                digest = Convert.ToHexStringLower(hash.GetHashAndReset());
            }
        }

        public void Advance(int count)
        {
            lock (gate)
            {
                var room = Math.Min(count, MostKept - kept.WrittenCount);
                kept.Write(scratch.AsSpan(0, room));
                Truncated |= room < count;
                tail.AddRange(scratch.AsSpan(Math.Max(0, count - TailBytes), Math.Min(count, TailBytes)));
                if (tail.Count > 2 * TailBytes)
                {
                    tail.RemoveRange(0, tail.Count - TailBytes);
                }
            }
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint);

        private byte[] Room(int size) => scratch.Length >= size ? scratch : scratch = new byte[size];
    }
}
