namespace OemRunbooks.House;

/// <summary>The repository's files, found by walking up from the tests' output.</summary>
internal static class Repository
{
    // Made by tools, not written by anybody.
    private static readonly string[] NotOurs =
    [
        ".git",
        ".vs",
        ".idea",
        ".github-cache",
        "artifacts",
        "bin",
        "obj",
        "demo-station",
        "TestResults",
        "BenchmarkDotNet.Artifacts",
        "__mismatch__",
        "node_modules",
    ];

    internal static string Root { get; } = FindRoot();

    /// <summary>Files below a directory of the repository, generated ones left out, as paths relative to the root with slashes.</summary>
    internal static IEnumerable<string> Files(string relative = "")
    {
        var start = Path.Combine(Root, relative);
        return Directory.Exists(start) ? Walk(start) : [];
    }

    /// <summary>The shipped YAML files of a kind: runbooks, their tests and teams; activities lie apart.</summary>
    internal static IEnumerable<string> Shipped(bool activities = false) =>
        Files("runbooks")
            .Where(f =>
                f.EndsWith(".yaml", StringComparison.Ordinal) && f.Contains("/activities/", StringComparison.Ordinal) == activities
            );

    internal static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    /// <summary>The files that hold words: codes with their texts, and sentences.</summary>
    internal static IEnumerable<string> WordsFiles =>
        Files("engine").Concat(Files("activities")).Where(static f => f.EndsWith(".words", StringComparison.Ordinal));

    private static IEnumerable<string> Walk(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (
            var file in Directory
                .EnumerateDirectories(directory)
                .Where(static d => !NotOurs.Contains(Path.GetFileName(d)))
                .Order(StringComparer.Ordinal)
                .SelectMany(Walk)
        )
        {
            yield return file;
        }
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "OemRunbooks.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("no OemRunbooks.sln above " + AppContext.BaseDirectory);
    }
}
