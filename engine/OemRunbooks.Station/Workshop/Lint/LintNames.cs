using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Workshop.Lint;

/// <summary>Looks at the names by which the checked runbooks are found: those of their files, their ids and aliases.</summary>
/// <param name="work">Where the runbooks could be run by name.</param>
internal sealed class LintNames(Workplace work)
{
    private readonly Dictionary<LintFile, RunbookNames?> read = new(ReferenceEqualityComparer.Instance);

    /// <summary>Everything that is wrong with the names of some files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="known">The names of each that are known already: they need not be read again.</param>
    /// <param name="paths">What was named on the command line: in a directory each file is meant to be found by its name.</param>
    internal IEnumerable<LintFinding> Of(IReadOnlyList<LintFile> files, IReadOnlyList<RunbookNames?> known, string[] paths)
    {
        foreach (var (file, names) in files.Zip(known))
        {
            read[file] = names;
        }

        var directories = paths.Where(Directory.Exists).Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var (fault, word) in Of(file, DirectoryOf(file) is { } place && directories.Contains(place)))
            {
                yield return Found(fault, Severity.Warning, file, word);
            }
        }

        foreach (var (file, name, owner) in UsedTwice(files))
        {
            yield return Found(Faults.RB0222(name, owner), Severity.Error, file, name);
        }
    }

    private static string? DirectoryOf(LintFile file) => file.Path is null ? null : Path.GetDirectoryName(Path.GetFullPath(file.Path));

    private IEnumerable<(Failure Fault, string? Word)> Of(LintFile file, bool isOfDirectory)
    {
        if (isOfDirectory && !file.Path!.EndsWith(RunbookFiles.Ending, StringComparison.Ordinal))
        {
            yield return (Faults.RB0016(file.Shown, RunbookFiles.Renamed(file.Shown)), null);
        }

        var isOfLibrary = file.Path is { } path && work.Library.ItemAt(path) is not null;
        if (!RunbookFiles.IsRunbook(file.Shown) || !(isOfDirectory || isOfLibrary) || NamesOf(file) is not { } names)
        {
            yield break;
        }

        var name = Path.GetFileNameWithoutExtension(file.Shown);
        if (names.Id != name)
        {
            yield return (Faults.RB0228(names.Id, Path.GetFileName(file.Shown)), names.Id);
        }

        if (isOfLibrary && work.Library.IsBuiltIn(name, butFor: file.Read()))
        {
            yield return (Faults.RB0227(name), names.Id);
        }
    }

    // Who bears a name first keeps it: what the program brings, then what lies beside the checked files, then those in their order.
    private IEnumerable<(LintFile File, string Name, string Owner)> UsedTwice(IReadOnlyList<LintFile> files)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var own = files.Where(static f => RunbookFiles.IsRunbook(f.Shown) && f.Path is not null).ToList();
        var isOfLibrary = own.Exists(f => work.Library.ItemAt(f.Path!) is not null);
        if (own.Count < 2 && !isOfLibrary)
        {
            yield break;
        }

        if (isOfLibrary)
        {
            // Of one file only those matter that bear a name of its own; of many each would be looked for in all.
            List<string>? wanted = own.Count == 1 ? [.. NamesOf(own[0])?.All ?? []] : null;
            var @checked = own.Select(static f => Path.GetFullPath(f.Path!)).ToHashSet(StringComparer.Ordinal);
            foreach (var item in work.Library.Items.OrderBy(static i => i.Origin != "built-in"))
            {
                if (item.Pack is not null || item.Origin == "built-in" || !@checked.Contains(Path.GetFullPath(item.Path)))
                {
                    Bear(wanted is null ? work.Library.NamesOf(item) : work.Library.NamesAmong(item, wanted), item.Path);
                }
            }
        }

        foreach (var file in own)
        {
            foreach (var (name, owner) in Bear(NamesOf(file), file.Shown))
            {
                yield return (file, name, owner);
            }
        }

        List<(string Name, string Owner)> Bear(RunbookNames? names, string owner) =>
            names is null ? [] : [.. names.All.Where(n => !owners.TryAdd(n, owner) && owners[n] != owner).Select(n => (n, owners[n]))];
    }

    private RunbookNames? NamesOf(LintFile file) =>
        read.GetValueOrDefault(file) ?? work.Library.NamesOf(file.Path ?? file.Shown, file.Read());

    private static LintFinding Found(Failure fault, Severity severity, LintFile file, string? word)
    {
        var text = word is null ? "" : Encoding.UTF8.GetString(file.Read());
        var span = word is null ? null : Place(text, word);
        return new(Diagnostic.Of(fault, severity, file.Shown, span ?? new Span(1, 1, 1)), span is null ? null : text);
    }

    // Where the name stands at the top of the file: under id or aliases.
    private static Span? Place(string text, string word)
    {
        var lines = text.Split('\n');
        var isAliases = false;
        for (var i = 0; i < lines.Length; i++)
        {
            isAliases = lines[i].StartsWith("aliases:", StringComparison.Ordinal) || (isAliases && lines[i] is [' ' or '-', ..]);
            var at = lines[i].StartsWith("id:", StringComparison.Ordinal) || isAliases ? At(lines[i], word) : -1;
            if (at >= 0)
            {
                return new(i + 1, at + 1, word.Length);
            }
        }

        return null;
    }

    private static int At(string line, string word)
    {
        for (var at = line.IndexOf(word, StringComparison.Ordinal); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !IsPart(line[at - 1])) && (end == line.Length || !IsPart(line[end])))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c == '-';
}
