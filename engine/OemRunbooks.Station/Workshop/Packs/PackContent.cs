using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Packs;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Station.Workshop.Lint;

namespace OemRunbooks.Station.Workshop.Packs;

/// <summary>
/// What of a directory goes into a pack: runbooks without errors, their tests and pictures, the teams, templates and schemas.
/// </summary>
public sealed class PackContent
{
    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true };
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>
    /// Gathers from a directory; when it has a <c>runbooks/</c>, that holds the runbooks, otherwise they lie in it directly.
    /// </summary>
    /// <exception cref="CodedException">
    /// <c>file.missing</c>, <c>pack.empty</c>, <c>pack.runbook-invalid</c>, <c>pack.too-large</c>
    /// </exception>
    public PackContent(Workplace work, string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new CodedException(Faults.FileMissing(directory));
        }

        var runbooks = Path.Combine(directory, "runbooks") is var inside && Directory.Exists(inside) ? inside : directory;
        foreach (var file in Junk.FilesIn(runbooks))
        {
            Take("runbooks/" + Path.GetFileName(file), file, file.EndsWith(".yaml", StringComparison.Ordinal));
        }

        foreach (var file in RunbookFiles.ActivitiesIn(runbooks))
        {
            Take($"runbooks/{RunbookFiles.Activities}/{Path.GetFileName(file)}", file, wanted: true);
        }

        foreach (var kind in (string[])["schemas", "templates"])
        {
            var place = Path.Combine(directory, kind);
            foreach (
                var file in Directory.Exists(place)
                    ? Directory.EnumerateFiles(place, "*", All).Where(f => !IsJunk(place, f)).Order(StringComparer.Ordinal)
                    : Enumerable.Empty<string>()
            )
            {
                Take($"{kind}/{Path.GetRelativePath(place, file).Replace('\\', '/')}", file, wanted: true);
            }
        }

        Runbooks = runbooks;
        Check(work, runbooks);
    }

    private static bool IsJunk(string place, string file) =>
        Path.GetRelativePath(place, file).Split(Path.DirectorySeparatorChar).Any(Junk.Is);

    /// <summary>The directory of the runbooks.</summary>
    public string Runbooks { get; }

    /// <summary>The runbooks.</summary>
    public List<Runbook> Definitions { get; } = [];

    /// <summary>The activities made of YAML.</summary>
    public List<MadeActivity> Activities { get; } = [];

    /// <summary>The contents by path in the pack.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files;

    /// <summary>Files that have no place in a pack.</summary>
    public List<string> Skipped { get; } = [];

    private void Take(string path, string file, bool wanted)
    {
        if (!wanted || !PackManifest.IsPath(path))
        {
            Skipped.Add(file);
            return;
        }

        files[path] =
            new FileInfo(file).Length <= PackManifest.MostBytes
                ? Disk.All.ReadAll(file, PackManifest.MostBytes)
                : throw new CodedException(Faults.PackTooLarge(file));
    }

    // What is handed out has been checked: a technician can't mend it.
    private void Check(Workplace work, string runbooks)
    {
        foreach (var path in files.Keys.Where(static f => f.StartsWith("runbooks/", StringComparison.Ordinal)))
        {
            var file = Path.Combine(runbooks, path["runbooks/".Length..]);
            var result = LintFiles.Of(work, [file])[0].Check();
            if (result.Diagnostics.Any(static d => d.Severity == Severity.Error))
            {
                throw new CodedException(Faults.PackRunbookInvalid(file));
            }

            if (result.Made is { } made)
            {
                Activities.Add(made);
            }

            if (result.Runbook is { } runbook)
            {
                Definitions.Add(runbook);
            }
        }

        foreach (var definition in Definitions.Concat(Activities.Select(static a => a.Body)))
        {
            foreach (var picture in StepPictures.NamedIn(definition))
            {
                if (work.Library.Look(definition.Source.Path, picture).Bytes is { } bytes)
                {
                    files["runbooks/" + picture] = bytes;
                    Skipped.Remove(Path.Combine(runbooks, picture));
                }
            }
        }

        if (Definitions.Count == 0)
        {
            throw new CodedException(Faults.PackEmpty(runbooks));
        }
    }
}
