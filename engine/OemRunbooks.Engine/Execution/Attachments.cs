using System.Globalization;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Execution;

/// <summary>The files that a person names in an answer: they are there, and those that are evidence are kept with the run.</summary>
internal static class Attachments
{
    private const int MostBytes = 256 << 20;

    // What people photograph, write, record and pack; a program is no evidence of anything.
    private static readonly string[] Kinds =
    [
        .. new[]
        {
            ".jpg",
            ".jpeg",
            ".png",
            ".heic",
            ".webp",
            ".gif",
            ".bmp",
            ".tif",
            ".tiff",
            ".svg",
            ".pdf",
            ".docx",
            ".odt",
            ".xlsx",
            ".ods",
        },
        .. new[]
        {
            ".txt",
            ".log",
            ".md",
            ".csv",
            ".tsv",
            ".json",
            ".jsonl",
            ".xml",
            ".yaml",
            ".yml",
            ".ini",
            ".conf",
            ".html",
            ".evtx",
            ".dmp",
        },
        .. new[] { ".mp4", ".mov", ".webm", ".mp3", ".m4a", ".wav", ".zip", ".gz", ".xz", ".bz2", ".zst", ".tar", ".tgz", ".7z" },
    ];

    /// <summary>Why a file that an answer names can't be taken, or null.</summary>
    internal static Failure? Check(StationDirectory station, StepWaiting waiting, PersonAnswered answer)
    {
        foreach (var named in Named(waiting, answer))
        {
            var full = Path.GetFullPath(named.Path, station.Root);
            if (named.IsDirectory ? !Directory.Exists(full) : !File.Exists(full))
            {
                return Faults.PersonFileMissing(named.Name, named.Path);
            }

            if (named.IsKept && !Kinds.Contains(Path.GetExtension(full), StringComparer.OrdinalIgnoreCase))
            {
                return Faults.PersonFileKind(named.Name, named.Path, [".jpg", ".png", ".pdf", ".txt", ".log", ".mp4", ".zip"]);
            }

            if (named.IsKept && Disk.All.Look(full) is { Length: > MostBytes })
            {
                return Faults.PersonFileTooLarge(named.Name, named.Path, MostBytes);
            }
        }

        return null;
    }

    /// <summary>
    /// The answer with its evidence kept: the field or item says where the copy lies, and the entry how large it is and its digest.
    /// </summary>
    internal static PersonAnswered Keep(StationDirectory station, StoredRun run, StepWaiting waiting, PersonAnswered answer)
    {
        foreach (var named in Named(waiting, answer).Where(static n => n.IsKept))
        {
            var full = Path.GetFullPath(named.Path, station.Root);
            var kept = Free(run, $"{waiting.Path.Replace('/', '.')}.{named.Name}", Ending(full));
            var (size, sha384) = run.Keep(kept, Disk.All.ReadAll(full, MostBytes));
            var shown = station.Relative(Path.Combine(run.Evidence, kept));
            answer = answer with
            {
                Values = With(waiting, answer.Values, named.Name, Value.Of(shown)),
                Artefacts = answer.Artefacts.Add(new(shown, size, sha384)),
            };
        }

        return answer;
    }

    private static Value With(StepWaiting waiting, Value values, string name, Value shown) =>
        waiting.Kind == "checklist"
            ? values.With(PersonFields.Files.Name, PersonFields.Files.In(values).With(name, shown))
            : values.With(name, shown);

    private static IEnumerable<NamedFile> Named(StepWaiting waiting, PersonAnswered answer) =>
        (
            waiting.Kind switch
            {
                "ask" when answer.Accepted => PersonFields
                    .Fields.In(waiting.Request)
                    .Select(f => (Name: QuestionFields.Name.In(f), Type: QuestionFields.Type.In(f), Field: f))
                    .Where(static f => f.Type is "file" or "directory")
                    .Select(f => new NamedFile(
                        f.Name,
                        f.Type == "directory",
                        QuestionFields.Evidence.In(f.Field),
                        answer.Values[f.Name].AsText() ?? ""
                    )),
                "checklist" when answer.Accepted => People
                    .EvidenceItems(waiting.Request)
                    .Select(i => new NamedFile(i, false, true, PersonFields.Files.In(answer.Values)[i].AsText() ?? "")),
                _ => [],
            }
        ).Where(static n => n.Path.Length > 0);

    // A file that an answer names: for what, and whether it is kept with the run.
    private sealed record NamedFile(string Name, bool IsDirectory, bool IsKept, string Path);

    private static string Ending(string path) =>
        Path.GetExtension(path) is { Length: > 1 and <= 8 } ending && ending[1..].All(char.IsAsciiLetterOrDigit)
            ? ending.ToLowerInvariant()
            : "";

    // An answer before this one may have brought a file of that name; nothing is written over.
    private static string Free(StoredRun run, string name, string ending)
    {
        var taken = run.Files.ToHashSet(StringComparer.Ordinal);
        var candidate = name + ending;
        for (var n = 2; taken.Contains("evidence/" + candidate); n++)
        {
            candidate = $"{name}.{n.ToString(CultureInfo.InvariantCulture)}{ending}";
        }

        return candidate;
    }
}
