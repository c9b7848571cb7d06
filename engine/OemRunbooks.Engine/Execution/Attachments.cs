using System.Globalization;
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

    /// <summary>Why a file that an answer names can't be taken, or null.</summary>
    internal static Failure? Check(StationDirectory station, StepWaiting waiting, PersonAnswered answer)
    {
        foreach (var (field, path) in Named(waiting, answer))
        {
            var full = Path.GetFullPath(path, station.Root);
            if (QuestionFields.Type.In(field) == "directory" ? !Directory.Exists(full) : !File.Exists(full))
            {
                return Faults.PersonFileMissing(QuestionFields.Name.In(field), path);
            }

            if (QuestionFields.Evidence.In(field) && Disk.All.Look(full) is { Length: > MostBytes })
            {
                return Faults.PersonFileTooLarge(QuestionFields.Name.In(field), path, MostBytes);
            }
        }

        return null;
    }

    /// <summary>
    /// The answer with its evidence kept: the field says where the copy lies, and the entry how large it is and its digest.
    /// </summary>
    internal static PersonAnswered Keep(StationDirectory station, StoredRun run, StepWaiting waiting, PersonAnswered answer)
    {
        foreach (var (field, path) in Named(waiting, answer))
        {
            if (!QuestionFields.Evidence.In(field))
            {
                continue;
            }

            var full = Path.GetFullPath(path, station.Root);
            var name = QuestionFields.Name.In(field);
            var kept = Free(run, $"{waiting.Path.Replace('/', '.')}.{name}", Ending(full));
            var (size, sha384) = run.Keep(kept, Disk.All.ReadAll(full, MostBytes));
            var shown = station.Relative(Path.Combine(run.Evidence, kept));
            answer = answer with
            {
                Values = answer.Values.With(name, Value.Of(shown)),
                Artefacts = answer.Artefacts.Add(new(shown, size, sha384)),
            };
        }

        return answer;
    }

    private static IEnumerable<(Value Field, string Path)> Named(StepWaiting waiting, PersonAnswered answer) =>
        waiting.Kind == "ask" && answer.Accepted
            ? PersonFields
                .Fields.In(waiting.Request)
                .Where(static f => QuestionFields.Type.In(f) is "file" or "directory")
                .Select(f => (f, answer.Values[QuestionFields.Name.In(f)].AsText() ?? ""))
                .Where(static f => f.Item2.Length > 0)
            : [];

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
