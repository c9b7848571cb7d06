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
internal sealed record CommandResult(int ExitCode, string Tail, Artefact Evidence, long Bytes, bool Truncated);

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
        using var process = Start(command, call);
        process.StandardInput.Close();
        var output = new Capture(call.Redactor, process.StandardOutput.BaseStream);
        var errors = new Capture(call.Redactor, process.StandardError.BaseStream);
        var pumps = Task.WhenAll(OnItsOwnThread(output.Pump), OnItsOwnThread(errors.Pump));
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

        // A program that left children behind may keep the pipes open; what it said so far is enough.
        pumps.Wait(Grace, CancellationToken.None);
        var evidence = call.Evidence.Keep(command.EvidenceName, Text(command, process.ExitCode, output, errors));
        var tail = output.Tail.Length > 0 ? output.Tail : errors.Tail;
        return new CommandResult(
            process.ExitCode,
            Encoding.UTF8.GetString(tail).TrimEnd(),
            evidence,
            output.Total + errors.Total,
            output.Truncated || errors.Truncated
        );
    }

    /// <summary>Remarks about output that was too long to keep.</summary>
    internal static Remark? TruncationOf(CommandResult result) =>
        result.Truncated ? Faults.CommandOutputTruncated(result.Bytes, MostKept).AsRemark() : null;

    // A pump waits for its program: many of them would hold the pool's few threads.
    private static Task OnItsOwnThread(Action pump) =>
        Task.Factory.StartNew(pump, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Process Start(Command command, Call call)
    {
        var start = new ProcessStartInfo(command.Program)
        {
            WorkingDirectory = command.Directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        foreach (var argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var name in Passed)
        {
            if (Keys.Variable(call, name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start) ?? throw new CodedException(Faults.CommandNotFound(command.Program));
        }
        catch (Win32Exception e)
        {
            throw Errno.CodeOf(e.NativeErrorCode) == Errno.Missing
                ? new CodedException(Faults.CommandNotFound(command.Program))
                : new CodedException(Faults.CommandNotExecutable(command.Program, new Win32Exception(e.NativeErrorCode).Message));
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
