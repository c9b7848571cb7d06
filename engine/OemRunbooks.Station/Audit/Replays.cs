using System.Globalization;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Audit;

/// <summary>How a replay ended.</summary>
public enum Replayed
{
    /// <summary>Every decision is the prescribed one.</summary>
    Same,

    /// <summary>The paths part.</summary>
    Differs,

    /// <summary>A run of another runbook.</summary>
    OtherRunbook,

    /// <summary>The recorded facts do not say it, or can't be read.</summary>
    CannotTell,
}

/// <summary>A run and what its replay came to.</summary>
public sealed record ReplayRow(string Run, Replayed Outcome, ReplayResult? Result, Failure? Failure)
{
    /// <summary>The recorded step's place in the definition that the run kept, or null.</summary>
    public string? Recorded { get; init; }

    /// <summary>The same for each of all differences.</summary>
    public IReadOnlyList<string?> RecordedPlaces { get; init; } = [];
}

/// <summary>Proves every recorded decision once more, or tells where an edited runbook would have gone another way.</summary>
public static class Replays
{
    /// <summary>Replays a run.</summary>
    /// <param name="work">Where.</param>
    /// <param name="run">The run.</param>
    /// <param name="edited">An edited runbook to compare it with; null for the definition that the run kept.</param>
    public static ReplayRow One(Workplace work, StoredRun run, Runbook? edited)
    {
        try
        {
            var first = run.Read().First();
            var recorded = RunService.Definition(run, work.Library.Loader, first);
            var against =
                edited is null || edited.Id == recorded.Id ? edited : RunService.DefinitionWith(edited, run, work.Library.Loader, first);
            if (edited is not null && against is null)
            {
                return new ReplayRow(run.Id, Replayed.OtherRunbook, null, null);
            }

            var result = against is null ? new Replayer(recorded).Run(run.Read()) : Replayer.Against(against, recorded, [.. run.Read()]);
            if (result.Difference is null)
            {
                return new ReplayRow(run.Id, Replayed.Same, result, null);
            }

            return Unknown(against, first) is { } name
                ? new ReplayRow(run.Id, Replayed.CannotTell, result, Faults.ReplayInputUnknown(name))
                : new ReplayRow(run.Id, Replayed.Differs, result, null)
                {
                    Recorded = edited is null ? null : Where(recorded, result.Difference.Step),
                    RecordedPlaces = [.. result.All.Select(d => Where(recorded, d.Step))],
                };
        }
        catch (CodedException error)
        {
            return new ReplayRow(run.Id, Replayed.CannotTell, null, error.Failure);
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            return new ReplayRow(run.Id, Replayed.CannotTell, null, Faults.JournalOutOfOrder(0, error.Message));
        }
    }

    // What a new input would have been nobody recorded; as long as nothing depends on it, the paths are the same.
    private static string? Unknown(Runbook? edited, Entry first) =>
        edited?.Inputs.FirstOrDefault(i => first.Fact is RunStarted started && !started.Inputs.Members.ContainsKey(i.Name))?.Name;

    private static string? Where(Runbook recorded, string? path) =>
        recorded.Resolve(path) is { } place ? At(place.Owner.Source.Path, place.Step.Span) : null;

    /// <summary>A place in a file.</summary>
    public static string At(string file, Span span) =>
        string.Create(CultureInfo.InvariantCulture, $"{Visible.Text(file)}:{span.Line}:{span.Column}");
}
