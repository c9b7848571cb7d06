using System.Security.Cryptography;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Execution;

/// <summary>
/// Files that activities keep with the run. The name belongs to the step that used it first; another step's file of that name gets the
/// step's id before it.
/// </summary>
/// <remarks>
/// After a crash the journal tells whose a file is; one that no entry names was left by a step that never ended, and is written anew.
/// </remarks>
internal sealed class RunEvidence(RunHost host, RunDirectory directory)
{
    private readonly Lock gate = new();
    private Dictionary<string, string>? owners;

    internal IEvidence For(string stepPath) => new Keeper(this, stepPath);

    private Artefact Keep(string stepPath, string name, ReadOnlySpan<byte> content)
    {
        var masked = host.Redactor.IsEmpty ? content.ToArray() : host.Redactor.Apply(content);
        var path = Claim(stepPath, name);
        Durable.CreateDirectory(directory.Evidence);
        Durable.Replace(path, masked);
        return new(host.Station.Relative(path), masked.Length, Convert.ToHexStringLower(SHA384.HashData(masked)));
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
                    return Path.Combine(directory.Evidence, candidate);
                }
            }
        }

        return Path.Combine(directory.Evidence, last);
    }

    private Dictionary<string, string> Owners()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(directory.Evidence) || !File.Exists(directory.Journal))
        {
            return found;
        }

        var prefix = host.Station.Relative(directory.Evidence) + "/";
        foreach (var entry in new JournalReader(directory.Journal).Read())
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

        foreach (var half in Directory.GetFiles(directory.Evidence, ".*.tmp"))
        {
            Durable.Remove(half);
        }

        return found;
    }

    private sealed class Keeper(RunEvidence evidence, string stepPath) : IEvidence
    {
        public Artefact Keep(string name, ReadOnlySpan<byte> content) => evidence.Keep(stepPath, name, content);

        public Artefact KeepCopy(string name, StationPath source) => evidence.Keep(stepPath, name, File.ReadAllBytes(source.Full));
    }
}
