using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Execution;

/// <summary>What a run has changed so far, and how it left it: what its undoing may put back.</summary>
/// <remarks>Read from the journal when the first step is undone. Source: language.md 1.1, "Rollback tells the truth".</remarks>
internal sealed class Trail
{
    private readonly StationDirectory station;
    private readonly List<string> changed = [];
    private readonly Dictionary<string, string> left = new(StringComparer.Ordinal);

    // A program changes what its author knows, also one that undoes.
    private bool hasPrograms;

    internal Trail(RunHost host, params StoredRun[] runs)
    {
        station = host.Station;
        foreach (var entry in runs.SelectMany(static r => r.Read()))
        {
            switch (entry.Fact)
            {
                case StepStarted { Activity: { } name } started when host.Activities.TryGetValue(name, out var activity):
                    Begin(activity.Info);
                    changed.AddRange(
                        activity
                            .Info.Inputs.Where(static i => i.Changes)
                            .Select(i => started.Inputs[i.Name].AsText() ?? i.Default)
                            .Select(FullOf)
                            .OfType<string>()
                    );
                    break;
                case UndoStarted undone when host.Activities.TryGetValue(undone.Action, out var activity):
                    Begin(activity.Info);
                    break;
                case StepSucceeded succeeded:
                    Leave(succeeded.Artefacts);
                    break;
                case UndoSucceeded undone:
                    Leave(undone.Artefacts);
                    break;
            }
        }
    }

    /// <summary>Takes in what undoes next.</summary>
    internal void Begin(ActivityInfo activity) => hasPrograms |= !activity.HalfDone.IsEmpty;

    /// <summary>Takes in what was just put back.</summary>
    internal void Leave(IEnumerable<Artefact> artefacts)
    {
        foreach (var artefact in artefacts)
        {
            if (FullOf(artefact.Path) is { } full)
            {
                left[full] = artefact.Sha384;
            }
        }
    }

    internal Footprint Of(StationPath path) =>
        new(hasPrograms || changed.Exists(c => IsWithin(c, path.Full) || IsWithin(path.Full, c)), left.GetValueOrDefault(path.Full));

    // Inputs were checked when their step began; one that can't be placed now was none of this station's.
    private string? FullOf(string? path)
    {
        try
        {
            return path is null ? null : station.Resolve(path).Full;
        }
        catch (CodedException)
        {
            return null;
        }
    }

    private static bool IsWithin(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal)
        && (path.Length == directory.Length || path[directory.Length] == Path.DirectorySeparatorChar);
}
