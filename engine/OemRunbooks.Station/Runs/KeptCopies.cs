using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>Holds the copies from which a run's undoing would put things back against what the run recorded of them.</summary>
internal sealed class KeptCopies(Workplace work)
{
    /// <exception cref="CodedException"><c>undo.copy-changed</c></exception>
    internal void Demand(StoredRun run, IReadOnlyList<(string Path, ResolvedCompensation How)> how)
    {
        var recorded = new Dictionary<string, Artefact>(StringComparer.Ordinal);
        foreach (var artefact in run.Read().Select(static e => e.Fact).OfType<StepSucceeded>().SelectMany(static d => d.Artefacts))
        {
            recorded[artefact.Path] = artefact;
        }

        var sources =
            from compensation in how
            from input in work.Product.Descriptor(compensation.How.Action)?.Inputs ?? []
            where !input.Changes && input.Type is InputType.File or InputType.Directory or InputType.Path
            select compensation.How.Inputs[input.Name].AsText();
        foreach (var source in sources.OfType<string>())
        {
            if (recorded.TryGetValue(source, out var artefact) && !IsSame(Path.GetFullPath(source, work.Station.Root), artefact))
            {
                throw new CodedException(Faults.UndoCopyChanged(run.Id, source));
            }
        }
    }

    private bool IsSame(string path, Artefact artefact)
    {
        if (work.Station.Disk.Look(path) is not { Kind: ItemKind.File, Length: var length } || length != artefact.Size)
        {
            return false;
        }

        using var file = work.Station.Disk.Open(path, FileUse.Read);
        return file.Digest(HashAlgorithmName.SHA384) == artefact.Sha384;
    }
}
