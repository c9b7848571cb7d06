using System.Diagnostics;
using System.Globalization;

namespace OemRunbooks.Testing.Scripts;

/// <summary>A preloaded library that kills a program just before its N-th durable operation: a sync, a rename, a link, a removal.</summary>
/// <remarks>It counts only what concerns files of the station. Built once per test process, by the C compiler of this machine.</remarks>
internal static class CrashLibrary
{
    private static readonly Lazy<string> Built = new(Build);

    /// <summary>Whether there is a C compiler.</summary>
    internal static bool CanBeBuilt { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static d => File.Exists(Path.Combine(d, "gcc")));

    /// <summary>The variables with which a program is started that is to die.</summary>
    /// <param name="at">The operation before which it dies, from 1.</param>
    /// <param name="below">The directory whose files count.</param>
    /// <param name="count">The file into which it writes how many there were, if it lives.</param>
    internal static IEnumerable<KeyValuePair<string, string>> Variables(int at, string below, string count) =>
        [
            new("LD_PRELOAD", Built.Value),
            new("CRASH_AT", at.ToString(CultureInfo.InvariantCulture)),
            new("CRASH_BELOW", below),
            new("CRASH_COUNT", count),
            // The runtime's own files are no durable operations of the program.
            new("DOTNET_EnableDiagnostics", "0"),
        ];

    private static string Build()
    {
        var directory = Directory.CreateTempSubdirectory("runbook-crash-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        var source = Path.Combine(directory, "crash.c");
        using (var from = typeof(CrashLibrary).Assembly.GetManifestResourceStream("crash.c")!)
        using (var to = File.Create(source))
        {
            from.CopyTo(to);
        }

        var library = Path.Combine(directory, "crash.so");
        using var gcc = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]);
        gcc.WaitForExit();
        return gcc.ExitCode == 0 ? library : throw new ScriptException("crash.c could not be compiled");
    }
}
