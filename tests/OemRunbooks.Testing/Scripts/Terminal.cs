using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;

namespace OemRunbooks.Testing.Scripts;

/// <summary>A program that believes that a person sits before it: it runs on a pseudo-terminal, and is answered when it asks.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class Terminal : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly AutoResetEvent more = new(false);
    private readonly StringBuilder shown = new();
    private readonly int master;
    private readonly int child;
    private readonly Task reading;
    private int seen;

    internal Terminal(Invocation call, int columns)
    {
        (master, child) = TerminalNative.Start(
            [.. ProcessProgram.Words, .. call.Arguments],
            call.WorkingDirectory,
            ProcessProgram.EnvironmentOf(call),
            columns
        );
        reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits until the program shows a text that it had not shown at the answer before, then types.</summary>
    internal void Type(Pattern prompt, string keys)
    {
        var since = Stopwatch.GetTimestamp();
        while (!IsShown(prompt))
        {
            var left = Longest - Stopwatch.GetElapsedTime(since);
            if (reading.IsCompleted && !IsShown(prompt))
            {
                throw new ScriptException($"the program ended and did not ask \"{prompt}\"; the terminal shows:\n{Clean(Shown())}");
            }

            if (left <= TimeSpan.Zero)
            {
                throw new ScriptException($"\"{prompt}\" is not asked; the terminal shows:\n{Clean(Shown())}");
            }

            more.WaitOne(left);
        }

        TerminalNative.Write(master, Encoding.UTF8.GetBytes(keys));
    }

    /// <summary>Waits for the program's end.</summary>
    internal Result End()
    {
        if (!reading.Wait(Longest))
        {
            _ = TerminalNative.Kill(child, 9);
            reading.Wait();
        }

        return new Result(TerminalNative.Wait(child), Clean(Shown()), "");
    }

    public void Dispose()
    {
        TerminalNative.Close(master);
        more.Dispose();
    }

    private bool IsShown(Pattern prompt)
    {
        lock (gate)
        {
            if (!prompt.IsIn(Clean(shown.ToString(seen, shown.Length - seen))))
            {
                return false;
            }

            seen = shown.Length;
            return true;
        }
    }

    private string Shown()
    {
        lock (gate)
        {
            return shown.ToString();
        }
    }

    // The other end of a terminal whose last program is gone can't be read: that is the end.
    private void Read()
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[4096];
        var letters = new char[4096];
        for (int count; (count = TerminalNative.Read(master, bytes)) > 0; )
        {
            var length = decoder.GetChars(bytes, 0, count, letters, 0);
            lock (gate)
            {
                shown.Append(letters, 0, length);
            }

            more.Set();
        }

        more.Set();
    }

    private static string Clean(string text) => Control().Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), "");

    // Colours, movements of the cursor, and what asks the terminal something.
    [GeneratedRegex("\u001b(?:\\[[0-9;?]*[A-Za-z]|[=>]|\\([A-Z])|\r")]
    private static partial Regex Control();
}
