using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>Files are opened by <c>IDisk</c>, which follows no planted link, waits for no pipe and bounds what it reads.</summary>
public sealed partial class DirectFiles
{
    private const string List = "direct-files";

    // Only the disk itself speaks to the system.
    private const string Ground = "engine/OemRunbooks.Foundation/Files/";

    [Fact]
    public void Nothing_in_the_product_opens_a_file_past_the_disk_but_what_is_listed_and_that_only_becomes_less()
    {
        var path = $"{Approved.Place}/{List}.approved.txt";
        var kept = File.Exists(Path.Combine(Repository.Root, path)) ? Repository.Read(path).Split('\n') : null;
        var found = Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal) && !f.StartsWith(Ground, StringComparison.Ordinal))
            .Select(static f => (File: f, Count: Repository.Read(f).Split('\n').Count(IsDirect)))
            .Where(static f => f.Count > 0)
            .OrderBy(static f => f.File, StringComparer.Ordinal)
            .Select(static f => string.Create(CultureInfo.InvariantCulture, $"{f.Count, 3}  {f.File}"))
            .ToList();
        if (Approved.IsUpdate && (kept is null || found.All(kept.Contains)))
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), string.Concat(found.Select(static l => l + "\n")));
            kept = [.. found];
        }

        var worse = found.Except(kept ?? []).ToList();
        Assert.True(worse.Count == 0, $"open files by IDisk (Disk.All, or the one that the caller was given):\n{string.Join('\n', worse)}");
    }

    private static bool IsDirect(string line) => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Direct().IsMatch(line);

    [GeneratedRegex(
        @"(?<!\.)\bFile\.(Read|Write|Append|Open|Create|Copy|Move|Delete|Replace)"
            + @"|new FileStream\(|RandomAccess\.|Directory\.(Delete|Move|Create)"
    )]
    private static partial Regex Direct();
}
