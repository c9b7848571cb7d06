using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Execution;

/// <summary>
/// Files that activities keep with the run. The name belongs to the step that used it first; another step's file of that name gets the
/// step's id before it.
/// </summary>
/// <remarks>
/// After a crash the journal tells whose a file is; one that no entry names was left by a step that never ended, and is written anew.
/// </remarks>
internal sealed class RunEvidence(RunHost host, StoredRun run)
{
    private readonly Lock gate = new();
    private Dictionary<string, string>? owners;

    private RunHost Host => host;

    internal IEvidence For(string stepPath) => new Keeper(this, stepPath);

    private Artefact Keep(string stepPath, string name, ReadOnlySpan<byte> content)
    {
        var claimed = Claim(stepPath, name);
        var (size, sha384) = run.Keep(claimed, content);
        return new(host.Station.Relative(Path.Combine(run.Evidence, claimed)), size, sha384);
    }

    private string Claim(string stepPath, string name)
    {
        var step = StepPath.Parse(stepPath).Name;
        var last = $"{stepPath.Replace('/', '.')}.{name}";
        lock (gate)
        {
            owners ??= Owners();
            foreach (var candidate in (string[])[name, $"{step}.{name}"])
            {
                if (!owners.TryGetValue(candidate, out var owner) || owner == stepPath)
                {
                    owners[candidate] = stepPath;
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
        foreach (var entry in run.Read())
        {
            var (path, artefacts) = entry.Fact switch
            {
                StepSucceeded done => (done.Path, done.Artefacts),
                StepFailed failed => (failed.Path, failed.Artefacts),
                _ => ("", []),
            };
            foreach (var artefact in artefacts.Where(a => a.Path.StartsWith(prefix, StringComparison.Ordinal)))
            {
                found[artefact.Path[prefix.Length..]] = path;
            }
        }

        return found;
    }

    private sealed class Keeper(RunEvidence evidence, string stepPath) : IEvidence
    {
        public Artefact Keep(string name, ReadOnlySpan<byte> content) => evidence.Keep(stepPath, name, content);

        public Artefact? KeepCopy(string name, StationPath source) =>
            MaskedFile.Of(evidence.Host.Station.Disk.ReadAll(source.Full), evidence.Host.Redactor) is MaskedFile.Looked looked
                ? evidence.Keep(stepPath, name, looked.Bytes)
                : null;
    }
}
