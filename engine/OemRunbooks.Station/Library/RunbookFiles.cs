using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Library;

/// <summary>The files of a directory that hold runbooks, their tests and teams, and those that only look so.</summary>
public static class RunbookFiles
{
    /// <summary>How they end, on every system in these letters.</summary>
    public const string Ending = ".yaml";

    /// <summary>The files that every command takes.</summary>
    public static IEnumerable<string> In(string directory) => Junk.FilesIn(directory).Where(IsTaken);

    /// <summary>The directory, in one of runbooks, of activities made of YAML.</summary>
    public const string Activities = "activities";

    /// <summary>The activities made of YAML that lie beside the runbooks of a directory.</summary>
    public static IEnumerable<string> ActivitiesIn(string directory)
    {
        var below = Path.Combine(directory, Activities);
        return Directory.Exists(below) ? In(below).Where(static f => !IsTests(f)) : [];
    }

    /// <summary>Whether a path is that of an activity made of YAML, by where it lies.</summary>
    public static bool IsActivity(string file) => IsTaken(file) && Path.GetFileName(Path.GetDirectoryName(file)) == Activities;

    /// <summary>Files of another ending of YAML: no command takes them of a directory, or finds them by name.</summary>
    public static IEnumerable<string> Misnamed(string directory) => Junk.FilesIn(directory).Where(static f => IsYaml(f) && !IsTaken(f));

    /// <summary>Whether a file's name has one of the endings of YAML.</summary>
    public static bool IsYaml(string file) =>
        Path.GetExtension(file) is var ending
        && (ending.Equals(Ending, StringComparison.OrdinalIgnoreCase) || ending.Equals(".yml", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a file holds scenario tests, by its name; it may end wrongly.</summary>
    public static bool IsTests(string file) =>
        IsYaml(file) && Path.GetFileNameWithoutExtension(file).EndsWith(".test", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file holds a runbook, by its name.</summary>
    public static bool IsRunbook(string file) =>
        IsTaken(file)
        && !IsActivity(file)
        && !file.EndsWith(ScenarioFile.Ending, StringComparison.Ordinal)
        && Path.GetFileName(file) != TeamsFile.FileName;

    /// <summary>The name that makes a misnamed file be taken.</summary>
    public static string Renamed(string file) => Path.GetFileNameWithoutExtension(file) + Ending;

    /// <summary>The error for a directory of which nothing can be taken, with the one that was probably meant.</summary>
    public static CodedException None(string directory) => new(Faults.RunbookNoneHere(directory, Below(directory)));

    /// <summary>The directory right below another in which runbooks lie; null when there is none.</summary>
    public static string? Below(string directory) =>
        Directory
            .EnumerateDirectories(directory)
            .Where(static d => !Junk.Is(Path.GetFileName(d)))
            .OrderByDescending(static d => Path.GetFileName(d) == "runbooks")
            .ThenBy(static d => d, StringComparer.Ordinal)
            .FirstOrDefault(HasSome);

    private static bool IsTaken(string file) => file.EndsWith(Ending, StringComparison.Ordinal);

    private static bool HasSome(string directory)
    {
        try
        {
            return In(directory).Any();
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
