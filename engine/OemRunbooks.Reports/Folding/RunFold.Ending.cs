using System.Collections.Immutable;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

internal sealed partial class RunFold
{
    private Lazy<Dictionary<(string Picture, string Digest), UsedPicture>> pictured = new(static () => []);

    internal RunReport Finish()
    {
        if (started is null || first is null || last is null)
        {
            throw new CodedException(Faults.ReportNoStart());
        }

        var standing = Standing();
        pictured = new(() => Pictured(started));
        Close(standing);
        var omitted = new OmittedSteps(steps).Of(source.Runbook);
        ImmutableArray<ReportArtefact> artefacts = [.. inOrder.SelectMany(static s => s.Artefacts)];
        var index = inOrder.ToDictionary(static s => s.Path, static s => s.Number - 1, StringComparer.Ordinal);
        Func<IEnumerable<ReportStep>, IEnumerable<ReportStep>>? recall = inOrder.Exists(static s => s.ValuesUntil > 0)
            ? new StepRecall(source.Entries, index, [.. inOrder.Select(static s => (s.Activity, s.ValuesUntil))]).Whole
            : null;
        steps.Clear();
        var report = new RunReport
        {
            RunId = started.RunId,
            Definition = Used(started.Definition),
            Called = [.. started.Called.Select(Used)],
            Title = source.Runbook.Name,
            Description = source.Runbook.Description,
            Operator = started.Operator,
            Language = started.Language,
            Program = started.Program,
            ApprovedPlan = started.Plan,
            Pack = started.Pack,
            Origin = started.Origin,
            OlderThan = started.OlderThan,
            Logic = started.Logic,
            Station = started.Station,
            Boot = started.Boot,
            Started = first.At,
            Ended = finished is null ? null : last.At,
            LastEntry = last.At,
            Times = new(clock.Offset, clock.Working, clock.Waiting, clock.Stopped),
            Pauses = clock.Pauses,
            Standing = standing,
            Failure = finished?.Failure is { } failure ? words.Of(failure) : null,
            FailedStep = finished?.FailedStep,
            EscalatedTo = finished?.EscalatedTo,
            EscalatedToName = teams.Of(finished?.EscalatedTo),
            Undone = finished?.Undone ?? undos.All.Count(static u => u.Standing == StepStanding.Succeeded),
            UndoFailures = finished?.UndoFailures ?? undos.All.Count(static u => u.Standing == StepStanding.Failed),
            HalfDone = finished?.HalfDone ?? [],
            NotUndone = [.. state?.NotUndone ?? []],
            Inputs = Fields.Inputs(started.Inputs, source.Runbook),
            Outputs = finished?.Outputs ?? Value.EmptyMap,
            Steps = Steps(index, clock.Pauses),
            Index = index,
            Recall = recall,
            Omitted = [.. omitted],
            Routes = [.. routes],
            Undos = [.. undos.All],
            Interruptions = [.. interruptions],
            ClockSteps = clock.Steps,
            Deviations = [.. deviations],
            Remarks = [.. remarks],
            Known = [.. known],
            Artefacts = artefacts,
            Files = source.Files,
            Journal = new(entries, seals, source.LastLeaf, source.Proof ?? new(null, null))
            {
                Findings = [.. (source.Proof?.Findings ?? []).Select(words.Of)],
            },
        };
        return report with { Flow = FlowReader.Of(source.Runbook, report) };
    }

    // One after another, each in place of what it is made from: a long run is not in memory twice.
    private ImmutableArray<ReportStep> Steps(Dictionary<string, int> index, ImmutableArray<RunPause> pauses)
    {
        var lines = new SourceLines(source.Runbook);
        var all = ImmutableArray.CreateBuilder<ReportStep>(inOrder.Count);
        for (var i = 0; i < inOrder.Count; i++)
        {
            all.Add(
                inOrder[i]
                    .ToStep(
                        PlaceFinder.Depth(inOrder[i].Path, index.ContainsKey),
                        (from, to) => to - from - RunClock.StoppedBetween(pauses, from, to),
                        lines,
                        PictureOf(inOrder[i].Path)
                    )
            );
            inOrder[i] = null!;
        }

        inOrder.Clear();
        return all.MoveToImmutable();
    }

    // What the run kept; a definition that was found elsewhere may name another one.
    private ReportPicture? PictureOf(string path)
    {
        var shown = pictured.Value.Count > 0 ? places.Shown(path) : null;
        return shown is { } here && pictured.Value.GetValueOrDefault(here) is { Name: { } name } used
            ? new(used.Path, name, used.Digest)
            : null;
    }

    private static Dictionary<(string Picture, string Digest), UsedPicture> Pictured(RunStarted started) =>
        started
            .Called.Prepend(started.Definition)
            .DistinctBy(static d => d.Digest)
            .SelectMany(static d => d.Pictures.DistinctBy(static p => p.Path), static (d, p) => (Key: (p.Path, d.Digest), Used: p))
            .ToDictionary(static p => p.Key, static p => p.Used);

    private static ReportDefinition Used(UsedDefinition used) => new(used.Id, used.Version, used.Digest, used.Path);

    private RunStanding Standing() =>
        (state, finished) switch
        {
            ({ } read, _) => RunStandings.Of(read, source.IsHeld),
            (_, { } over) => RunStandings.Of(over.Outcome),
            _ => source.IsHeld ? RunStanding.Running : RunStanding.Interrupted,
        };

    /// <summary>Says of steps that never came to an end how they stand now.</summary>
    private void Close(RunStanding standing)
    {
        foreach (var step in open.Values)
        {
            if (standing.IsOver())
            {
                step.Cancel();
            }
            else if (standing == RunStanding.Interrupted && step.Standing == StepStanding.Running)
            {
                step.Interrupt(clock.Offset);
            }
        }
    }
}
