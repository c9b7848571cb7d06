using System.Globalization;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Execution;

/// <summary>
/// Files that activities keep with the run. The name belongs to the attempt of a step that used it first; another's file of that name gets
/// the step's id before it, and the attempt's number or <c>undo</c> where there are several of one step: none is written over.
/// </summary>
/// <remarks>
/// After a crash the journal tells whose a file is; one that no entry names was left by a step that never ended, and is written anew.
/// </remarks>
internal sealed class RunEvidence(RunHost host, StoredRun run)
{
    private readonly Lock gate = new();
    private Dictionary<string, string>? owners;

    private RunHost Host => host;

    /// <summary>Of an attempt at a step.</summary>
    /// <param name="stepPath">Its path.</param>
    /// <param name="attempt">Which attempt it is, from 1.</param>
    /// <param name="attemptOf">Which attempt a step around it is at, by its path.</param>
    internal IEvidence For(string stepPath, int attempt, Func<string, int> attemptOf) =>
        new Keeper(this, stepPath, Manner(StepPath.Parse(stepPath), attempt, attemptOf));

    // A block that is tried again has its steps begin anew: what they kept before stays.
    private static string Manner(StepPath path, int attempt, Func<string, int> attemptOf)
    {
        var around = path
            .Ancestors.Where(static a => !a.IsRoot)
            .Select(a => attemptOf(a.ToString()))
            .Where(static n => n > 1)
            .Reverse()
            .ToList();
        return around.Count == 0 && attempt == 1
            ? ""
            : string.Join('-', around.Append(attempt).Select(static n => n.ToString(CultureInfo.InvariantCulture))) + ".";
    }

    /// <summary>Of a step's undoing.</summary>
    internal IEvidence ForUndo(string stepPath) => new Keeper(this, stepPath, "undo.");

    private Artefact Keep(string stepPath, string manner, string name, ReadOnlySpan<byte> content)
    {
        var claimed = Claim(stepPath, manner, name);
        var (size, sha384) = run.Keep(claimed, content);
        return new(host.Station.Relative(Path.Combine(run.Evidence, claimed)), size, sha384);
    }

    private string Claim(string stepPath, string manner, string name)
    {
        var step = StepPath.Parse(stepPath).Name;
        var last = $"{stepPath.Replace('/', '.')}.{manner}{name}";
        var who = $"{stepPath} {manner}";
        lock (gate)
        {
            owners ??= Owners();
            foreach (var candidate in (string[])[name, $"{step}.{manner}{name}"])
            {
                if (!owners.TryGetValue(candidate, out var owner) || owner == who)
                {
                    owners[candidate] = who;
                    return candidate;
                }
            }
        }

        return last;
    }

    private Dictionary<string, string> Owners()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var prefix = host.Station.Relative(run.Evidence) + "/";
        var attempts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in run.Read())
        {
            if (entry.Fact is StepStarted started)
            {
                attempts[started.Path] = started.Attempt;
            }

            var (path, artefacts) = entry.Fact switch
            {
                StepSucceeded done => (Attempted(done.Path), done.Artefacts),
                StepFailed failed => (Attempted(failed.Path), failed.Artefacts),
                UndoSucceeded undone => ($"{undone.Path} undo.", undone.Artefacts),
                UndoFailed notUndone => ($"{notUndone.Path} undo.", notUndone.Artefacts),
                PersonAnswered answer => ($"{answer.Path} answer.", answer.Artefacts),
                _ => ("", []),
            };
            foreach (var artefact in artefacts.Where(a => a.Path.StartsWith(prefix, StringComparison.Ordinal)))
            {
                found[artefact.Path[prefix.Length..]] = path;
            }
        }

        return found;

        int Of(string path) => attempts.GetValueOrDefault(path, 1);
        string Attempted(string path) => $"{path} {Manner(StepPath.Parse(path), Of(path), Of)}";
    }

    private sealed class Keeper(RunEvidence evidence, string stepPath, string manner) : IEvidence
    {
        public Artefact Keep(string name, ReadOnlySpan<byte> content) => evidence.Keep(stepPath, manner, name, content);

        public Artefact? KeepCopy(string name, StationPath source) =>
            MaskedFile.Of(evidence.Host.Station.Disk.ReadAll(source.Full), evidence.Host.Redactor) is MaskedFile.Looked looked
                ? evidence.Keep(stepPath, manner, name, looked.Bytes)
                : null;
    }
}
