using System.Globalization;
using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>Lines that fit a screen, files that are read at one sitting. Source: style.md, 3.2 and 5.</summary>
public sealed class Sizes
{
    private const int Columns = 140;
    private const int Lines = 400;

    [Fact]
    public void Lines_over_140_columns_only_become_fewer() =>
        Shrinks("long-lines", "lines over 140 columns", static lines => lines.Count(static l => l.Length > Columns));

    [Fact]
    public void Files_over_400_lines_only_become_fewer_and_shorter() =>
        Shrinks("long-files", "lines in a file of more than 400", static lines => lines.Length > Lines ? lines.Length : 0);

    // Files move and are divided: what must not grow is the sum, and a file that was free of such lines stays free.
    private static void Shrinks(string name, string what, Func<string[], int> count)
    {
        var path = $"{Approved.Place}/{name}.approved.txt";
        var kept = File.Exists(Path.Combine(Repository.Root, path)) ? Read(Repository.Read(path)) : [];
        var found = Sources()
            .Select(f => (File: f, Count: count(Repository.Read(f).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))))
            .Where(static f => f.Count > 0)
            .ToDictionary(static f => f.File, static f => f.Count, StringComparer.Ordinal);
        var (before, now) = (kept.Values.Sum(), found.Values.Sum());
        if (Approved.IsUpdate && (kept.Count == 0 || now <= before))
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), Text(what, found));
            kept = found;
        }

        var worse = found
            .Where(f => f.Value > kept.GetValueOrDefault(f.Key))
            .Select(f => $"{f.Key}: {f.Value}, allowed {kept.GetValueOrDefault(f.Key)}")
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(
            worse.Count == 0,
            $"{what}: break them. Where files were moved or divided and the sum is no more than {before} (it is {now}): "
                + $"{Approved.Command}\n{string.Join('\n', worse)}"
        );
    }

    private static IEnumerable<string> Sources() =>
        Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Concat(Repository.Files("tests"))
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal));

    private static string Text(string what, Dictionary<string, int> found) =>
        string.Concat(
            found
                .OrderBy(static f => f.Key, StringComparer.Ordinal)
                .Select(static f => $"{f.Value, 5}  {f.Key}\n")
                .Prepend($"{found.Values.Sum(), 5}  {what}, in {found.Count} files; may only shrink\n")
        );

    private static Dictionary<string, int> Read(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(static l => l.Trim().Split("  ", 2))
            .ToDictionary(static l => l[1], static l => int.Parse(l[0], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
