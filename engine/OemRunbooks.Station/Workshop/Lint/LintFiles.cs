using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Library;
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
    private const int ManyFiles = 8;

    /// <summary>The files of what was named; of the whole library when nothing was.</summary>
    /// <exception cref="CodedException"><c>file.missing</c>, <c>runbook.unknown</c>, <c>runbook.none-here</c></exception>
    public static List<LintFile> Of(Workplace work, string[] paths, bool isUnattended = false) =>
        [.. Named(work, paths).SelectMany(p => Of(work, p, isUnattended)).DistinctBy(static f => f.Path ?? f.Shown)];

    /// <summary>All that is found in files, in their order, and in their names.</summary>
    /// <param name="work">Where the runbooks could be run by name.</param>
    /// <param name="files">The files.</param>
    /// <param name="paths">What was named on the command line.</param>
    /// <exception cref="CodedException">The first one's, in their order, that can't be read.</exception>
    public static IReadOnlyList<LintFinding> Check(Workplace work, IReadOnlyList<LintFile> files, string[] paths)
    {
        using var still = work.Library.HoldActivities();
        var results = Results(files);
        return
        [
            .. results.SelectMany(static r => r.Found),
            .. new LintNames(work).Of(files, [.. results.Select(static r => r.Names)], paths),
        ];
    }

    /// <summary>All that is found in a file as somebody is editing it.</summary>
    /// <param name="work">Where the runbooks could be run by name.</param>
    /// <param name="file">The file.</param>
    /// <param name="bytes">What it holds.</param>
    /// <exception cref="CodedException">What it is checked against can't be read.</exception>
    public static IReadOnlyList<LintFinding> Check(Workplace work, LintFile file, byte[] bytes)
    {
        var result = Checked.Of(file.Examine(bytes));
        return [.. result.Found, .. new LintNames(work).Of([file], [result.Names], [file.Path ?? file.Shown])];
    }

    // Several at once where there are many.
    private static IReadOnlyList<Checked> Results(IReadOnlyList<LintFile> files)
    {
        if (files.Count < ManyFiles)
        {
            return [.. files.Select(static f => Checked.Of(f.Check()))];
        }

        var results = new Checked[files.Count];
        var errors = new ConcurrentDictionary<int, ExceptionDispatchInfo>();
        Parallel.For(
            0,
            files.Count,
            i =>
            {
                try
                {
                    results[i] = Checked.Of(files[i].Check());
                }
                catch (Exception error)
                {
                    errors[i] = ExceptionDispatchInfo.Capture(error);
                }
            }
        );
        errors.OrderBy(static e => e.Key).Select(static e => e.Value).FirstOrDefault()?.Throw();
        return results;
    }

    // What is kept of a file: of a thousand runbooks each has only a moment.
    private sealed record Checked(IReadOnlyList<LintFinding> Found, RunbookNames? Names)
    {
        internal static Checked Of(LoadResult result) =>
            new(
                [.. result.Diagnostics.Select(d => new LintFinding(d, result.Text))],
                result.Runbook is { } runbook ? new(runbook.Id, runbook.Aliases) : null
            );
    }

    private static IEnumerable<string> Named(Workplace work, string[] paths) =>
        paths.Length > 0 ? paths : work.Library.Items.Concat(work.Library.Activities).Select(static i => i.Name);

    private static IEnumerable<LintFile> Of(Workplace work, string path, bool isUnattended)
    {
        if (Directory.Exists(path))
        {
            var files = RunbookFiles.In(path).Concat(RunbookFiles.Misnamed(path)).Concat(RunbookFiles.ActivitiesIn(path)).ToList();
            return files.Count > 0 ? files.Select(f => OfFile(work, f, isUnattended)) : throw RunbookFiles.None(path);
        }

        if (RunbookFiles.IsYaml(path) || path.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(path) ? [OfFile(work, path, isUnattended)] : throw new CodedException(Faults.FileMissing(path));
        }

        var item = work.Library.ItemOf(path) ?? throw work.Library.Unknown(path);
        return
        [
            new(
                item.Path,
                item.Origin == "built-in" ? null : item.Path,
                item.Read,
                bytes => LintPictures.With(work.Library, item.Path, work.Library.Loader.Lint(item.Path, bytes, isUnattended))
            ),
        ];
    }

    /// <summary>One file, which may stand nowhere yet but before whoever writes it.</summary>
    public static LintFile OfFile(Workplace work, string file, bool isUnattended = false)
    {
        if (Path.GetFileName(file) == TeamsFile.FileName)
        {
            return new(file, file, () => work.Library.Read(file), bytes => Teams(work, file, bytes));
        }

        var loader = work.Library.LoaderNear(file);
        return RunbookFiles.IsTests(file)
            ? new(file, file, () => work.Library.Read(file), bytes => Tests(work.Library, loader, file, bytes))
            : new(
                file,
                file,
                () => work.Library.Read(file),
                bytes => LintPictures.With(work.Library, file, loader.Lint(file, bytes, isUnattended))
            );
    }

    private static LoadResult Teams(Workplace work, string file, byte[] bytes)
    {
        var result = TeamsFile.Read(file, bytes, work.Product.Collectors, work.Library.Loader.Activities.Values);
        return new(null, result.Diagnostics, result.Text);
    }

    // Tests of a runbook that has errors say nothing; its own findings come first.
    private static LoadResult Tests(RunbookLibrary library, RunbookLoader loader, string file, byte[] bytes)
    {
        var tested = Path.ChangeExtension(Path.ChangeExtension(file, null), RunbookFiles.Ending);
        if (!File.Exists(tested) || loader.Load(tested, library.Read(tested)).Runbook is not { } runbook)
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
}
