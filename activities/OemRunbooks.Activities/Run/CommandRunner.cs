using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Definition;

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
)
{
    /// <summary>Opens what it reads from standard input; null for nothing.</summary>
    internal Func<Stream>? Input { get; init; }
}

/// <summary>What a program came to.</summary>
/// <param name="ExitCode">With which it ended.</param>
/// <param name="Output">The end of what it said, masked.</param>
/// <param name="Errors">The end of what it said on standard error, masked.</param>
/// <param name="Said">The last line that says why it failed, if any.</param>
/// <param name="Bytes">How much it said in all.</param>
/// <param name="IsTruncated">Whether that was too much to keep.</param>
/// <param name="IsShort">Whether what it said is text and stands in <paramref name="Output"/> and <paramref name="Errors"/> whole.</param>
/// <param name="Keep">Keeps all of it with the run, as a file.</param>
internal sealed record CommandResult(
    int ExitCode,
    string Output,
    string Errors,
    string? Said,
    long Bytes,
    bool IsTruncated,
    bool IsShort,
    Func<Artefact> Keep
)
{
    /// <summary>What a program came to that was recorded.</summary>
    internal static CommandResult Of(RecordedProgram program) =>
        new(
            program.Exit,
            program.Stdout.TrimEnd(),
            program.Stderr.TrimEnd(),
            null,
            program.Stdout.Length + program.Stderr.Length,
            false,
            true,
            static () => new("", 0, "")
        )
        {
            AllOutput = () => program.Stdout,
            AllErrors = () => program.Stderr,
        };

    /// <summary>All that was kept of what it said, masked.</summary>
    internal required Func<string> AllOutput { get; init; }

    /// <summary>All that was kept of what it said on standard error, masked.</summary>
    internal required Func<string> AllErrors { get; init; }
}

/// <summary>Runs a program with closed input, a cleared environment and bounded, masked output.</summary>
/// <remarks>Source: trust.md, "Processes". Cancellation ends the program with everything that it started.</remarks>
internal static class CommandRunner
{
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
        result.IsTruncated ? Faults.CommandOutputTruncated(result.Bytes, Capture.MostKept).AsRemark() : null;

    private static CommandResult InOwnSession(
        Command command,
        Dictionary<string, string> environment,
        Call call,
        CancellationToken cancellation
    )
    {
        using var process = OwnSession.Start(command, environment, MarkOf(call));
        using var output = new Capture(call.Redactor);
        using var errors = new Capture(call.Redactor);
        var exitCode = process.Follow(output, errors, Grace, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return Result(command, exitCode, output, errors, call);
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
        Feed(command, process.StandardInput.BaseStream);
        var output = new Capture(call.Redactor);
        var errors = new Capture(call.Redactor);
        using var running = new CountdownEvent(2);
        Pump(process.StandardOutput.BaseStream, output, running);
        Pump(process.StandardError.BaseStream, errors, running);
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
        running.Wait(Grace, CancellationToken.None);
        return Result(command, process.ExitCode, output, errors, call);
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

    /// <summary>Gives a program what it is to read, while it runs; one that reads less has heard enough.</summary>
    internal static void Feed(Command command, Stream to)
    {
        if (command.Input is not { } open)
        {
            to.Dispose();
            return;
        }

        new Thread(() =>
        {
            try
            {
                using var from = open();
                from.CopyTo(to);
                to.Dispose();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or CodedException)
            {
                // It ended, or closed its input.
            }
        })
        {
            IsBackground = true,
            Name = "command input",
        }.Start();
    }

    // Each on a thread of its own: a program that fills one of them must not wait.
    private static void Pump(Stream from, Capture to, CountdownEvent running)
    {
        new Thread(() =>
        {
            var block = new byte[1 << 15];
            try
            {
                int count;
                while ((count = from.Read(block)) > 0)
                {
                    to.Take(block.AsSpan(0, count));
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The program was ended under us; what came before is kept.
            }

            to.Complete();
            try
            {
                running.Signal();
            }
            catch (ObjectDisposedException)
            {
                // Nobody waits any more.
            }
        })
        {
            IsBackground = true,
            Name = "command output",
        }.Start();
    }

    private static CommandResult Result(Command command, int exitCode, Capture output, Capture errors, Call call) =>
        new(
            exitCode,
            Encoding.UTF8.GetString(output.Tail).TrimEnd(),
            Encoding.UTF8.GetString(errors.Tail).TrimEnd(),
            errors.LastLine ?? output.LastLine,
            output.Total + errors.Total,
            output.IsTruncated || errors.IsTruncated,
            output.Total + errors.Total <= Capture.TailBytes && output.IsShortText && errors.IsShortText,
            () => call.Evidence.Keep(command.EvidenceName, Text(command, exitCode, output, errors))
        )
        {
            AllOutput = () => Encoding.UTF8.GetString(output.Kept),
            AllErrors = () => Encoding.UTF8.GetString(errors.Kept),
        };

    private static byte[] Text(Command command, int exitCode, Capture output, Capture errors)
    {
        using var text = new MemoryStream();
        void Line(string line) => text.Write(Encoding.UTF8.GetBytes(line + "\n"));
        Line($"program    {command.Program}");
        Line($"exit code  {exitCode}");
        foreach (var (name, capture) in new[] { ("stdout", output), ("stderr", errors) })
        {
            var cut = capture.IsTruncated ? $", first {Capture.MostKept} kept" : "";
            Line($"--- {name}: {capture.Total} bytes, sha384 {capture.Digest}{cut}");
            text.Write(capture.Kept);
            Line("");
        }

        return text.ToArray();
    }
}
