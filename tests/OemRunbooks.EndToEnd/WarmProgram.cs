using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OemRunbooks.Testing.Scripts;

namespace OemRunbooks.EndToEnd;

/// <summary>The command line within processes that are warm already: the same code as the program's, without its start.</summary>
/// <remarks>
/// What is about the process itself (signals, crashes, terminals, its start) drives the real one. A host takes one call at a time, since
/// directory, environment and console belong to a process.
/// </remarks>
internal sealed class WarmProgram : IProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentBag<Host> Idle = [];

    public bool IsProcess => false;

    public bool HasClock => false;

    public Result Run(Invocation call)
    {
        var host = Idle.TryTake(out var idle) ? idle : new Host();
        var result = host.Ask(
            JsonSerializer.Serialize(
                new
                {
                    arguments = call.Arguments,
                    directory = call.WorkingDirectory,
                    environment = ProcessProgram.EnvironmentOf(call),
                    input = call.StandardInput,
                }
            )
        );
        Idle.Add(host);
        return result;
    }

    private sealed class Host
    {
        private readonly Process process;

        internal Host()
        {
            var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
            process = Process.Start(
                new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "OemRunbooks.ProgramHost.dll")])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    StandardInputEncoding = new UTF8Encoding(false),
                    StandardOutputEncoding = Encoding.UTF8,
                }
            )!;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        }

        internal Result Ask(string call)
        {
            process.StandardInput.WriteLine(call);
            process.StandardInput.Flush();
            var answer =
                process.StandardOutput.ReadLineAsync().WaitAsync(Longest).GetAwaiter().GetResult()
                ?? throw new InvalidOperationException(
                    $"the host of the program ended:\n{process.StandardError.ReadToEnd()}\nwhile it was asked\n{call}"
                );
            using var document = JsonDocument.Parse(answer);
            var result = document.RootElement;
            return new(
                result.GetProperty("exitCode").GetInt32(),
                result.GetProperty("output").GetString()!,
                result.GetProperty("error").GetString()!
            );
        }
    }
}
