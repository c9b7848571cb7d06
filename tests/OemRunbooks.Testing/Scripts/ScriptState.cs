using System.IO.Enumeration;

namespace OemRunbooks.Testing.Scripts;

/// <summary>Where a script is: its directories, variables, and what the program said last.</summary>
internal sealed class ScriptState : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> NoValues = new Dictionary<string, string>();
    private readonly Func<string> template;
    private readonly Dictionary<string, Dictionary<string, string>> stations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> row = NoValues;
    private ScriptReport? report;
    private Result? last;

    internal ScriptState(IProgram program, Func<string> template, Script script, string work, bool isUpdating)
    {
        (Program, this.template, Files, Work, Directory, IsUpdating) = (program, template, script.Files, work, work, isUpdating);
        Conditions = new Conditions(program);
        Environment = Fresh();
        foreach (var name in Files.Names)
        {
            Write(Path.Combine(work, name), Files[name]);
        }
    }

    internal IProgram Program { get; }

    internal Conditions Conditions { get; }

    internal Archive Files { get; }

    /// <summary>The script's own directory, in which its files and stations lie.</summary>
    internal string Work { get; }

    /// <summary>The station, or <see cref="Work"/> before there is one: what paths are relative to.</summary>
    internal string Directory { get; private set; }

    internal Dictionary<string, string> Environment { get; private set; }

    internal Dictionary<string, Tree> Snapshots { get; } = new(StringComparer.Ordinal);

    /// <summary>Files that are kept open to the script's end.</summary>
    internal List<IDisposable> Held { get; } = [];

    internal int Columns { get; set; } = 100;

    internal Terminal? Terminal { get; set; }

    /// <summary>Whether the program on the terminal must fail.</summary>
    internal bool MustFail { get; set; }

    internal string StandardInput { get; set; } = "";

    internal TimeSpan Clock { get; set; }

    internal bool IsUpdating { get; }

    /// <summary>Whether an expected text of the script was rewritten.</summary>
    internal bool IsChanged { get; set; }

    /// <summary>What the program left last; of a terminal that still runs, after waiting for its end.</summary>
    internal Result Last
    {
        get
        {
            EndTerminal();
            return last ?? throw new ScriptException("no program has run yet");
        }
    }

    internal void Begin(Phase phase, ScriptReport to) => (row, report) = (phase.Values, to);

    internal void Keep(string name, string value) => kept[name] = value;

    /// <summary>The value of <c>$NAME</c>.</summary>
    internal string Value(string name) =>
        name == "WORK" ? Work
        : name == "STATION" ? Directory
        : name == "PLATFORM" ? Platform
        : row.TryGetValue(name, out var cell) ? Words.Fill(cell, n => n == name ? "$" + n : Value(n))
        : kept.TryGetValue(name, out var value) || Environment.TryGetValue(name, out value) ? value
        : name is "PATH" or "HOME" ? System.Environment.GetEnvironmentVariable(name) ?? ""
        : throw new ScriptException($"nothing is kept as ${name}");

    internal Invocation Call(IReadOnlyList<string> arguments) => new(arguments, Directory, Environment, StandardInput, Clock);

    internal void Ended(Result result, bool mustFail)
    {
        (last, StandardInput) = (result, "");
        report?.Show(result);
        if (result.ExitCode == 0 == mustFail)
        {
            throw new ScriptException(mustFail ? "it succeeded, but must fail" : $"it failed with exit code {result.ExitCode}");
        }
    }

    internal void EndTerminal()
    {
        if (Terminal is { } terminal && OperatingSystem.IsLinux())
        {
            Terminal = null;
            using (terminal)
            {
                Ended(terminal.End(), MustFail);
            }
        }
    }

    /// <summary>
    /// Goes to a station; the first time, makes it as a copy of the demo's beside the files that the script has put there.
    /// </summary>
    internal void Enter(string name)
    {
        var path = Path.Combine(Work, name);
        if (!stations.TryGetValue(name, out var environment))
        {
            Copies.Directory(template(), path, keeps: true);
            environment = stations[name] = ReadVariables(path);
        }

        environment["RUNBOOK_LANG"] = Environment["RUNBOOK_LANG"];
        (Directory, Environment) = (path, environment);
    }

    /// <summary>The path of something that may not be there yet, in the station.</summary>
    internal string Place(string path)
    {
        var full = Path.GetFullPath(path, Directory);
        return full == Work || full.StartsWith(Work + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new ScriptException($"\"{path}\" lies outside of $WORK");
    }

    /// <summary>The path of one thing that is there: in the station, or else among the script's files.</summary>
    internal string One(string path) =>
        All(path) switch
        {
            [var one] => one,
            [] => throw new ScriptException($"there is no \"{path}\""),
            var many => throw new ScriptException($"\"{path}\" is not one: {string.Join(", ", many.Select(Show))}"),
        };

    internal IReadOnlyList<string> All(string path)
    {
        var here = Matches(Place(path));
        return here.Count > 0 || Path.IsPathRooted(path) ? here : Matches(Path.GetFullPath(path, Work));
    }

    /// <summary>A text without what differs from one turn to the next.</summary>
    internal string Show(string text)
    {
        var shown = Directory == Work ? text : text.Replace(Directory, "$STATION", StringComparison.Ordinal);
        return shown.Replace(Work, "$WORK", StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Terminal is { } terminal && OperatingSystem.IsLinux())
        {
            terminal.Dispose();
        }

        Held.ForEach(static h => h.Dispose());
    }

    internal static void Write(string path, byte[] content)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    // As the names of bundles say it.
    private static string Platform =>
        OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsMacOS() ? "macos"
        : "linux";

    private Dictionary<string, string> Fresh() =>
        new(StringComparer.Ordinal)
        {
            ["RUNBOOK_LANG"] = "en",

            // Nobody's own keys are used, or changed.
            ["XDG_CONFIG_HOME"] = Path.Combine(Work, ".config"),
            ["APPDATA"] = Path.Combine(Work, ".config"),
        };

    // The ring of keys is named by its whole path; each station has its own.
    private Dictionary<string, string> ReadVariables(string station)
    {
        var variables = Fresh();
        var file = Path.Combine(station, "demo.env");
        if (File.Exists(file))
        {
            var text = File.ReadAllText(file).Replace(template(), station, StringComparison.Ordinal);
            File.WriteAllText(file, text);
            foreach (var line in text.Split('\n').Where(static l => !l.StartsWith('#') && l.Contains('=', StringComparison.Ordinal)))
            {
                variables[line.Split('=', 2)[0]] = line.Split('=', 2)[1];
            }
        }

        return variables;
    }

    private static List<string> Matches(string path)
    {
        if (!path.Contains('*', StringComparison.Ordinal))
        {
            return Path.Exists(path) || new FileInfo(path).LinkTarget is not null ? [path] : [];
        }

        var (pattern, parent) = (Path.GetFileName(path), Path.GetDirectoryName(path)!);
        if (Path.GetFileName(parent) == "**")
        {
            var below = Matches(Path.GetDirectoryName(parent)!).Where(System.IO.Directory.Exists).SelectMany(Copies.Entries);
            return [.. below.Where(e => IsLike(e, pattern)).Order(StringComparer.Ordinal)];
        }

        return
        [
            .. Matches(parent)
                .Where(System.IO.Directory.Exists)
                .SelectMany(static d => System.IO.Directory.EnumerateFileSystemEntries(d))
                .Where(e => IsLike(e, pattern))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsLike(string path, string pattern) =>
        FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: false);
}
