using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>
/// Files that say what others may rely on; changing one is a visible difference, never an accident. Source: style.md, 3.12.
/// </summary>
internal static class Approved
{
    internal const string Place = "tests/surfaces";
    internal const string Command = "UPDATE=1 dotnet test tests/OemRunbooks.House";

    /// <summary>Whether differences are written down instead of refused: one switch for every golden of the house.</summary>
    internal static bool IsUpdate => Environment.GetEnvironmentVariable("UPDATE") == "1";

    /// <summary>The surface is as its approved file says.</summary>
    internal static void Same(string name, IEnumerable<string> lines) =>
        SameFile($"{Place}/{name}.approved.txt", string.Concat(lines.Select(static l => l + "\n")));

    /// <summary>A file of the repository is as it is made.</summary>
    internal static void SameFile(string path, string made)
    {
        var file = Path.Combine(Repository.Root, path);
        if (IsUpdate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, made);
        }

        var kept = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(kept == made, $"{path} is not what the code says. If the change is meant: {Command}\n{Difference(kept, made)}");
    }

    // The first ten lines that are on one side only: enough to see whether the change is meant.
    private static string Difference(string kept, string made)
    {
        var (before, now) = (kept.Split('\n'), made.Split('\n'));
        var gone = before.Except(now, StringComparer.Ordinal).Select(static l => "- " + l);
        var come = now.Except(before, StringComparer.Ordinal).Select(static l => "+ " + l);
        return string.Join('\n', gone.Concat(come).Take(10).DefaultIfEmpty("(the order of the lines)"));
    }
}
