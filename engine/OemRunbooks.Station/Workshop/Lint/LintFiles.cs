using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Workshop.Lint;

/// <summary>Something found, with the text of its file for showing the line.</summary>
public sealed record LintFinding(Diagnostic Diagnostic, string? Text);

/// <summary>A file to be checked.</summary>
/// <param name="Shown">As people see it.</param>
/// <param name="Path">Where it can be changed; null for one that is inside the program.</param>
/// <param name="Read">Gives its bytes.</param>
/// <param name="Examine">Checks bytes as if they stood there.</param>
public sealed record LintFile(string Shown, string? Path, Func<byte[]> Read, Func<byte[], LoadResult> Examine)
{
    /// <summary>Checks what stands there.</summary>
    public LoadResult Check() => Examine(Read());
}

/// <summary>Finds what <c>runbook lint</c> is to check: runbooks, their test files, the teams file.</summary>
public static class LintFiles
{
    private const string Ending = ".yaml";

    /// <summary>The files of what was named; of the whole library when nothing was.</summary>
    /// <exception cref="CodedException"><c>file.missing</c>, <c>runbook.unknown</c></exception>
    public static List<LintFile> Of(Workplace work, string[] paths, bool isUnattended = false) =>
        [.. Named(work, paths).SelectMany(p => Of(work, p, isUnattended)).DistinctBy(static f => f.Path ?? f.Shown)];

    private static IEnumerable<string> Named(Workplace work, string[] paths) =>
        paths.Length > 0 ? paths : work.Library.Items.Select(static i => i.Name);

    /// <summary>Runbooks of one check that bear the same name: only one of them could be run by it.</summary>
    public static IEnumerable<LintFinding> NamesUsedTwice(IEnumerable<LintFile> files)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files.Where(static f => IsRunbook(f.Shown)))
        {
            if (RunbookLoader.Names(file.Read()) is not { } names)
            {
                continue;
            }

            foreach (var name in names.Aliases.Prepend(names.Id).Distinct().Where(n => !owners.TryAdd(n, file.Shown)))
            {
                yield return new(Diagnostic.Of(Faults.RB0222(name, owners[name]), Severity.Error, file.Shown, new Span(1, 1, 1)), null);
            }
        }
    }

    private static IEnumerable<LintFile> Of(Workplace work, string path, bool isUnattended)
    {
        if (Directory.Exists(path))
        {
            return Junk.FilesIn(path, "*" + Ending).Select(f => OfFile(work, f, isUnattended));
        }

        if (
            path.EndsWith(Ending, StringComparison.Ordinal)
            || path.EndsWith(".yml", StringComparison.Ordinal)
            || path.Contains('/', StringComparison.Ordinal)
        )
        {
            return File.Exists(path) ? [OfFile(work, path, isUnattended)] : throw new CodedException(Faults.FileMissing(path));
        }

        var item = work.Library.Find(path) ?? throw work.Library.Unknown(path);
        return
        [
            new(
                item.Path,
                item.Origin == "built-in" ? null : item.Path,
                item.Read,
                bytes => work.Library.Loader.Lint(item.Path, bytes, isUnattended)
            ),
        ];
    }

    private static LintFile OfFile(Workplace work, string file, bool isUnattended)
    {
        if (Path.GetFileName(file) == TeamsFile.FileName)
        {
            return new(file, file, () => Disk.All.ReadAll(file), bytes => Teams(work, file, bytes));
        }

        var loader = work.Library.LoaderNear(file);
        return file.EndsWith(ScenarioFile.Ending, StringComparison.Ordinal)
            ? new(file, file, () => Disk.All.ReadAll(file), bytes => Tests(loader, file, bytes))
            : new(file, file, () => Disk.All.ReadAll(file), bytes => loader.Lint(file, bytes, isUnattended));
    }

    private static LoadResult Teams(Workplace work, string file, byte[] bytes)
    {
        var result = TeamsFile.Read(file, bytes, work.Product.Collectors);
        return new(null, result.Diagnostics, result.Text);
    }

    // Tests of a runbook that has errors say nothing; its own findings come first.
    private static LoadResult Tests(RunbookLoader loader, string file, byte[] bytes)
    {
        var tested = file[..^ScenarioFile.Ending.Length] + Ending;
        if (!File.Exists(tested) || loader.Load(tested, Disk.All.ReadAll(tested)).Runbook is not { } runbook)
        {
            return new(
                null,
                File.Exists(tested) ? [] : [Diagnostic.Of(Faults.RB0716(tested), Severity.Error, file, new Span(1, 1, 1))],
                null
            );
        }

        var result = ScenarioFile.Read(file, bytes, runbook);
        return new(null, result.Diagnostics, result.Text);
    }

    private static bool IsRunbook(string file) =>
        !file.EndsWith(ScenarioFile.Ending, StringComparison.Ordinal) && Path.GetFileName(file) != TeamsFile.FileName;
}
