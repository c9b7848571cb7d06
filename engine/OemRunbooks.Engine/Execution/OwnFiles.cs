using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;

namespace OemRunbooks.Engine.Execution;

/// <summary>The files that belong to a run's case: what it recorded as its own, and what the runs of the day before it did.</summary>
/// <remarks>Read from journals when somebody asks. An escalation is often a run of its own, after the one that did not help.</remarks>
internal sealed class OwnFiles(RunHost host, StoredRun run)
{
    private const int MostRuns = 10;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private HashSet<string>? ofCase;
    private HashSet<string>? ofRun;

    /// <summary>Whether a file belongs to the run's case.</summary>
    internal bool Holds(StationPath path) => (ofCase ??= ReadCase()).Contains(path.Full);

    /// <summary>Whether the run itself recorded a file as its own.</summary>
    internal bool HoldsOfRun(StationPath path) => (ofRun ??= ReadRun()).Contains(path.Full);

    private HashSet<string> ReadRun()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Add(run, found);
        return found;
    }

    private HashSet<string> ReadCase()
    {
        var found = ReadRun();
        foreach (var other in host.Store.Newest().Where(r => r.Id != run.Id).Take(MostRuns))
        {
            using (other)
            {
                try
                {
                    if (other.Read().FirstOrDefault() is not { } first || host.Clock.GetUtcNow() - first.At > Day)
                    {
                        break;
                    }

                    Add(other, found);
                }
                catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
                {
                    // A damaged run keeps nobody's case from its team.
                }
            }
        }

        return found;
    }

    private void Add(StoredRun from, HashSet<string> found)
    {
        var artefacts = from.Read()
            .SelectMany(static e =>
                e.Fact switch
                {
                    StepSucceeded done => done.Artefacts,
                    StepFailed failed => failed.Artefacts,
                    _ => [],
                }
            );
        foreach (var artefact in artefacts)
        {
            try
            {
                found.Add(host.Station.Resolve(artefact.Path).Full);
            }
            catch (CodedException)
            {
                // What lies outside of the station is nobody's report.
            }
        }
    }
}
