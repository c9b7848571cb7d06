using System.Collections.Frozen;
using System.Collections.Immutable;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Reports.Model;

/// <summary>What a journal says about its run, in no particular language.</summary>
public sealed record RunReport
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The runbook.</summary>
    public required ReportDefinition Definition { get; init; }

    /// <summary>The runbooks that it calls.</summary>
    public ImmutableArray<ReportDefinition> Called { get; init; } = [];

    /// <summary>The runbook's title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What the runbook is for, or null.</summary>
    public LocalizedText? Description { get; init; }

    /// <summary>Who ran it.</summary>
    public required string Operator { get; init; }

    /// <summary>The language in which people were spoken to.</summary>
    public required string Language { get; init; }

    /// <summary>The program's version.</summary>
    public required string Program { get; init; }

    /// <summary>SHA-256 of the approved plan that it follows, or null.</summary>
    public string? ApprovedPlan { get; init; }

    /// <summary>The signed pack from which the runbook came, or null.</summary>
    public UsedPack? Pack { get; init; }

    /// <summary>The planner's logic version.</summary>
    public required long Logic { get; init; }

    /// <summary>Where the definition came from; null in journals that do not say.</summary>
    public UsedOrigin? Origin { get; init; }

    /// <summary>The version of a newer pack of the same id that had been used before, or null.</summary>
    public string? OlderThan { get; init; }

    /// <summary>How often people departed from the runbook.</summary>
    public long Departures => Deviations.Count(static d => d is { Kind: DeviationKind.Person, Action: not "retry" });

    /// <summary>What the run knew of its station.</summary>
    public required Value Station { get; init; }

    /// <summary>Hashed boot id.</summary>
    public required string Boot { get; init; }

    /// <summary>Wall time of the first entry.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Wall time of the run's end, or null.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Wall time of the last entry.</summary>
    public required DateTimeOffset LastEntry { get; init; }

    /// <summary>How long it took.</summary>
    public required RunTimes Times { get; init; }

    /// <summary>Stretches in which no work was done.</summary>
    public ImmutableArray<RunPause> Pauses { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public required RunStanding Standing { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public ReportCode? Failure { get; init; }

    /// <summary>Path of the step that failed, or null.</summary>
    public string? FailedStep { get; init; }

    /// <summary>The team that was told, or null.</summary>
    public string? EscalatedTo { get; init; }

    /// <summary>Its name as the escalation found it; null when no package was made, or an older program made it.</summary>
    public LocalizedText? EscalatedToName { get; init; }

    /// <summary>Compensations carried out.</summary>
    public long Undone { get; init; }

    /// <summary>Compensations that failed.</summary>
    public long UndoFailures { get; init; }

    /// <summary>Paths of the steps that failed and of which something may be left.</summary>
    public ImmutableArray<string> HalfDone { get; init; } = [];

    /// <summary>Steps that were done and that no rollback takes back.</summary>
    public ImmutableArray<string> NotUndone { get; init; } = [];

    /// <summary>Its inputs.</summary>
    public ImmutableArray<ReportInput> Inputs { get; init; } = [];

    /// <summary>What it gave back.</summary>
    public Value Outputs { get; init; } = Value.EmptyMap;

    /// <summary>
    /// Its steps, in journal order; of a long run most are without inputs, intent, outputs and what their conditions saw.
    /// </summary>
    public ImmutableArray<ReportStep> Steps { get; init; } = [];

    /// <summary>Steps that were never reached; for an open run: not yet.</summary>
    public ImmutableArray<OmittedStep> Omitted { get; init; } = [];

    /// <summary>Ways that failures took.</summary>
    public ImmutableArray<ReportRoute> Routes { get; init; } = [];

    /// <summary>What was undone, in journal order.</summary>
    public ImmutableArray<ReportUndo> Undos { get; init; } = [];

    /// <summary>Stops of the engine.</summary>
    public ImmutableArray<ReportInterruption> Interruptions { get; init; } = [];

    /// <summary>Places where the wall clock went back.</summary>
    public ImmutableArray<ClockStep> ClockSteps { get; init; } = [];

    /// <summary>Departures from the runbook.</summary>
    public ImmutableArray<ReportDeviation> Deviations { get; init; } = [];

    /// <summary>Remarks that are no departures.</summary>
    public ImmutableArray<ReportRemark> Remarks { get; init; } = [];

    /// <summary>What its steps told of the machine, in journal order.</summary>
    public ImmutableArray<ReportKnown> Known { get; init; } = [];

    /// <summary>Files with digests.</summary>
    public ImmutableArray<ReportArtefact> Artefacts { get; init; } = [];

    /// <summary>What the report was read from.</summary>
    public required JournalFacts Journal { get; init; }

    /// <summary>Gives the bytes of a file that the run holds, by its name there and up to a length; null when it has none.</summary>
    internal Func<string, long, byte[]?> Files { get; init; } = static (_, _) => null;

    /// <summary>The definition's flow with the path that the run took.</summary>
    internal Flow? Flow { get; init; }

    /// <summary>Where the run stands, with all that must be said of it in the same breath.</summary>
    /// <param name="team">The team that was told, where it is to be named.</param>
    internal Sentence Said(LocalizedText? team = null) =>
        StateWords.OfRun(Standing.Word(), team, Departures, !HalfDone.IsEmpty, !NotUndone.IsEmpty);

    /// <summary>Where the step of a path stands among them.</summary>
    internal IReadOnlyDictionary<string, int> Index { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>Reads what <see cref="Steps"/> leaves out; null when it leaves nothing out.</summary>
    internal Func<IEnumerable<ReportStep>, IEnumerable<ReportStep>>? Recall { get; init; }

    /// <summary>Its steps with all that is known of them, one after another.</summary>
    internal IEnumerable<ReportStep> Whole() => Recall?.Invoke(Steps) ?? Steps;

    /// <summary>The step of a path, or null.</summary>
    public ReportStep? Step(string? path) => path is not null && Index.TryGetValue(path, out var at) ? Steps[at] : null;
}
