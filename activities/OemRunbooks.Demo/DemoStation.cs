using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Oem.Fingerprints;

namespace OemRunbooks.Demo;

/// <summary>How a demo station is to be.</summary>
public sealed record DemoOptions
{
    /// <summary>The platform whose product is installed: linux, macos or windows.</summary>
    /// <value>Default: this computer's.</value>
    public string Platform { get; init; } = StationDirectory.Platform;
}

/// <summary>A demo station that was built.</summary>
/// <param name="Directory">Its directory, absolute.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Fingerprint">The fingerprint that it has under <paramref name="Environment"/>.</param>
/// <param name="EnvironmentFile">Path of <c>demo.env</c>.</param>
/// <param name="Environment">What that file defines.</param>
public sealed record DemoInfo(
    string Directory,
    string Platform,
    string Fingerprint,
    string EnvironmentFile,
    IReadOnlyDictionary<string, string> Environment
);

/// <summary>Builds a complete, realistic station in a directory: real formats, real cryptography, invented customer.</summary>
/// <remarks>
/// Bundles and deltas carry fixed dates, so that the same program builds the same bytes on the same machine. Source: cli.md, <c>runbook
/// demo</c>; formats.md, 14.4.
/// </remarks>
public static class DemoStation
{
    /// <summary>Name of the file that marks a directory as a demo station.</summary>
    public const string MarkerName = ".oem-demo";

    /// <summary>Name of the file with the demo's environment variables.</summary>
    public const string EnvironmentName = "demo.env";

    private static readonly string[] Made =
    [
        "backups",
        EnvironmentName,
        "docs",
        "logs",
        "media",
        "opt",
        "secrets",
        "var/.demo-build",
        "var/dist",
        "var/log",
        "var/outbox",
        "var/releases",
        "var/reports",
    ];

    /// <summary>Whether a directory holds a demo station.</summary>
    public static bool IsDemo(string directory) => File.Exists(Path.Combine(directory, MarkerName));

    /// <summary>Builds a station; an earlier demo in the same directory is replaced, runs kept there stay.</summary>
    /// <param name="directory">Where; made when it does not exist.</param>
    /// <param name="clock">Dates what the customer's own machine would have written: store, logs.</param>
    /// <param name="options">How it is to be.</param>
    /// <exception cref="CodedException"><c>demo.not-empty</c> when the directory holds something else.</exception>
    public static DemoInfo Build(string directory, TimeProvider clock, DemoOptions options)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(options);
        var root = Path.GetFullPath(directory);
        if (Directory.Exists(root) && !IsDemo(root) && Directory.EnumerateFileSystemEntries(root).Any())
        {
            throw new CodedException(Faults.DemoNotEmpty(directory));
        }

        Directory.CreateDirectory(root);
        File.WriteAllText(Path.Combine(root, MarkerName), "A demo station of OemRunbooks. `runbook demo` may replace what it made here.\n");
        foreach (var name in Made)
        {
            Remove(Path.Combine(root, name));
        }

        var variables = new SortedDictionary<string, string>(DemoKeys.Environment, StringComparer.Ordinal)
        {
            ["RUNBOOK_KEYS"] = StationKey(root),
        };
        var machine = Machine.Local(variables.GetValueOrDefault, root);
        var fingerprint = FactorCollector.Fingerprint(machine);
        var file = WriteEnvironment(root, variables);
        DemoDocuments.Write(root, options.Platform, fingerprint, machine, clock);
        DemoReleases.Write(root, options.Platform, fingerprint);
        return new DemoInfo(root, options.Platform, fingerprint, file, variables);
    }

    /// <summary>Reads a file of lines <c>NAME=value</c>; empty lines and those that begin with <c>#</c> are skipped.</summary>
    public static IReadOnlyDictionary<string, string> LoadEnvironment(string file)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (!line.StartsWith('#') && equals > 0)
            {
                variables[line[..equals].Trim()] = Unquoted(line[(equals + 1)..].Trim());
            }
        }

        return variables;
    }

    /// <summary>A word as a shell reads it back: plain, or in quotes.</summary>
    public static string Quoted(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=' or '+')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static string Unquoted(string word) =>
        word is ['\'', .., '\''] ? word[1..^1].Replace("'\\''", "'", StringComparison.Ordinal) : word;

    /// <summary>Writes a text file below a directory, with LF and UTF-8.</summary>
    internal static string Write(string root, string relative, string text, bool executable = false) =>
        Write(root, relative, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")), executable);

    /// <summary>Writes a file below a directory.</summary>
    internal static string Write(string root, string relative, byte[] bytes, bool executable = false)
    {
        var path = Path.Combine(root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        if (executable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }

        return path;
    }

    // A key of its own, so that its runs are sealed; kept when the station is built anew, because earlier runs were sealed with it.
    private static string StationKey(string root)
    {
        var ring = new KeyRing(Path.Combine(root, "keys"));
        if (!File.Exists(ring.FileOf("station")))
        {
            using var key = SigningKey.New("demo-station");
            key.Write(ring.FileOf("station"), passphrase: null);
        }

        return ring.Directory;
    }

    private static string WriteEnvironment(string root, IReadOnlyDictionary<string, string> variables)
    {
        var text = new StringBuilder(
            "# The demo station's environment. Invented keys: never use them elsewhere.\n# Load it with:  set -a; . ./demo.env; set +a\n"
        );
        foreach (var (name, value) in variables)
        {
            text.Append(name).Append('=').Append(Quoted(value)).Append('\n');
        }

        return Write(root, EnvironmentName, text.ToString());
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
