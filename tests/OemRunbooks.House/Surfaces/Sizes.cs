using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>Lines that fit a screen, files that are read at one sitting. Source: style.md, 3.2 and 5.</summary>
public sealed class Sizes
{
    private const int Columns = 140;
    private const int Lines = 400;

    [Fact]
    public void No_line_has_more_than_140_columns() =>
        None(
            "lines over 140 columns: name the parts, or break them",
            static (file, lines) => lines.Index().Where(static l => l.Item.Length > Columns).Select(l => $"{file}:{l.Index + 1}")
        );

    [Fact]
    public void No_file_has_more_than_400_lines() =>
        None("files of more than 400 lines: divide them", static (file, lines) => lines.Length > Lines ? [$"{file}: {lines.Length}"] : []);

    private static void None(string what, Func<string, string[], IEnumerable<string>> find)
    {
        var found = Sources()
            .SelectMany(f => find(f, Repository.Read(f).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(found.Count == 0, $"{what}:\n{string.Join('\n', found)}");
    }

    private static IEnumerable<string> Sources() =>
        Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Concat(Repository.Files("tests"))
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal));
}
