using System.Security.Cryptography;

namespace OemRunbooks.EndToEnd;

/// <summary>A copy of one demo station with its environment; each test has its own, all are byte for byte alike.</summary>
internal sealed class TestStation : IDisposable
{
    // Built once; removed when the tests' process ends.
    private static readonly Lazy<string> Built = new(Build);

    internal TestStation()
    {
        Root = Directory.CreateTempSubdirectory("runbook-e2e-").FullName;
        Copy(Built.Value, Root);

        // The ring of keys is named by its whole path; each station has its own.
        var variables = Path.Combine(Root, "demo.env");
        File.WriteAllText(variables, File.ReadAllText(variables).Replace(Built.Value, Root, StringComparison.Ordinal));
        Variables = ReadEnvironment(Path.Combine(Root, "demo.env"));
    }

    internal string Root { get; }

    internal Dictionary<string, string> Variables { get; }

    internal string this[string relative] => Path.Combine(Root, relative);

    internal string Journal(string run) => this[$"var/runbook/runs/{run}/journal.jsonl"];

    internal Finished Run(params string[] arguments) => Program.Run(Variables, [.. arguments, "--station", Root, "--lang", "en"]);

    internal Started Start(params string[] arguments) => Program.Start(Variables, [.. arguments, "--station", Root, "--lang", "en"]);

    /// <summary>Relative path and digest of every file below some directories, mode and directories included.</summary>
    internal IReadOnlyList<string> Snapshot(params string[] directories) =>
        [
            .. directories
                .Where(d => Directory.Exists(this[d]))
                .SelectMany(d => Directory.EnumerateFileSystemEntries(this[d], "*", All))
                .Select(Describe)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Everything that a run leaves for good, but for copies whose names bear the run's id.</summary>
    internal IReadOnlyList<string> Lasting() =>
        [.. Snapshot("opt", "secrets").Where(static f => !f.Contains(".previous-", StringComparison.Ordinal))];

    internal IEnumerable<string> Leftovers() =>
        Directory
            .EnumerateFileSystemEntries(Root, "*", All)
            .Select(p => Path.GetRelativePath(Root, p))
            .Where(static p => p.Contains("staging", StringComparison.OrdinalIgnoreCase) || p.EndsWith(".tmp", StringComparison.Ordinal));

    internal IEnumerable<string> FilesBelow(params string[] directories) =>
        directories.Where(d => Directory.Exists(this[d])).SelectMany(d => Directory.EnumerateFiles(this[d], "*", All));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static EnumerationOptions All { get; } =
        new()
        {
            AttributesToSkip = FileAttributes.None,
            RecurseSubdirectories = true,
            MatchType = MatchType.Simple,
        };

    private static string Build()
    {
        var root = Directory.CreateTempSubdirectory("runbook-e2e-built-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        var built = Program.Run(new Dictionary<string, string>(), "demo", root, "--only-build", "--lang", "en");
        return built.ExitCode == 0 ? root : throw new InvalidOperationException(built.All);
    }

    private static Dictionary<string, string> ReadEnvironment(string file) =>
        File.ReadLines(file)
            .Where(static l => !l.StartsWith('#') && l.Contains('=', StringComparison.Ordinal))
            .Select(static l => l.Split('=', 2))
            .ToDictionary(static p => p[0], static p => p[1], StringComparer.Ordinal);

    private static void Copy(string from, string to)
    {
        foreach (var directory in Directory.EnumerateDirectories(from, "*", All))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", All))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private string Describe(string path)
    {
        var name = Path.GetRelativePath(Root, path).Replace('\\', '/');
        var mode = OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);
        return Directory.Exists(path)
            ? $"{name}/ {mode}"
            : $"{name} {mode} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}";
    }
}
