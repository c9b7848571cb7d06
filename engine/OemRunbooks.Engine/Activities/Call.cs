using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Engine.Activities;

/// <summary>One call of an activity: its resolved inputs and all of the world that it may touch.</summary>
public sealed class Call
{
    /// <summary>The activity's resolved inputs.</summary>
    public required Value Inputs { get; init; }

    /// <summary>The station.</summary>
    public required StationDirectory Station { get; init; }

    /// <summary>The way to files of the station and its media.</summary>
    public IDisk Disk => Station.Disk;

    /// <summary>Where in which run this call stands.</summary>
    public required CallSite Site { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Gives the values of secrets.</summary>
    public required ISecrets Secrets { get; init; }

    /// <summary>Masks secrets in whatever leaves the program.</summary>
    public required Redactor Redactor { get; init; }

    /// <summary>Takes reports of progress.</summary>
    public required IProgress<WorkProgress> Progress { get; init; }

    /// <summary>Keeps files with the run.</summary>
    public required IEvidence Evidence { get; init; }

    /// <summary>Environment variables as the run sees them.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The code's words, for what an activity writes for people (notes, packages).</summary>
    public required Messages Messages { get; init; }

    /// <summary>
    /// Gives a file that belongs to the runbooks (<c>teams.yaml</c>), from where they come from; null when there is none.
    /// </summary>
    public Func<string, (string Path, byte[] Bytes)?> Companion { get; init; } = static _ => null;

    /// <summary>
    /// What the run itself has done to a path, for putting back no more than that; null where nothing is undone.
    /// </summary>
    public Func<StationPath, Footprint>? FootprintOf { get; init; }

    /// <summary>
    /// Whether this run, or one of the day before it, recorded a file as its own; false where nothing is known of the run.
    /// </summary>
    public Func<StationPath, bool> IsOwn { get; init; } = static _ => false;

    /// <summary>Whether this run alone recorded a file as its own; false where nothing is known of the run.</summary>
    public Func<StationPath, bool> IsOfRun { get; init; } = static _ => false;

    /// <summary>Whether no other step of the run is at work beside it, nor has been since it began.</summary>
    public Func<bool> IsAlone { get; init; } = static () => true;

    /// <summary>What this step's program wrote once, in place of running it; null when it is run.</summary>
    public Func<RecordedProgram?>? Recorded { get; init; }

    /// <summary>The newest checkpoint of this step, or <see cref="Value.Null"/>.</summary>
    public Value Checkpoint { get; init; } = Value.Null;

    /// <summary>Notes progress on which a resume may rely; on disk when it returns.</summary>
    public required Action<Value> SaveCheckpoint { get; init; }

    /// <summary>The same place in the same run with other inputs: for an activity that has another one do a part of its work.</summary>
    public Call WithInputs(Value inputs) => Part(inputs, Evidence);

    /// <summary>The same call that keeps no evidence: for looking without leaving anything.</summary>
    public Call WithoutEvidence() => Part(Inputs, new NoEvidence(Site.RunDirectory));

    // A part of the work has no checkpoints: a resume asks the whole.
    private Call Part(Value inputs, IEvidence evidence) =>
        new()
        {
            Inputs = inputs,
            Station = Station,
            Site = Site,
            Clock = Clock,
            Secrets = Secrets,
            Redactor = Redactor,
            Progress = Progress,
            Evidence = evidence,
            Environment = Environment,
            Messages = Messages,
            Companion = Companion,
            FootprintOf = FootprintOf,
            IsOwn = IsOwn,
            IsOfRun = IsOfRun,
            Recorded = Recorded,
            IsAlone = IsAlone,
            SaveCheckpoint = static _ => { },
        };

    /// <summary>An input's value, else its default; paths are resolved inside the station.</summary>
    /// <exception cref="CodedException"><c>input.missing</c>, <c>path.outside</c></exception>
    public T Get<T>(Input<T> input) => input.In(Inputs, Station);
}

/// <summary>Where in which run a call stands.</summary>
/// <param name="RunId">The run.</param>
/// <param name="RunbookId">The runbook.</param>
/// <param name="RunbookVersion">The runbook's version.</param>
/// <param name="Path">The step's path.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="RunDirectory">The run's directory, relative to the station.</param>
/// <param name="Operator">Who runs it.</param>
/// <param name="StartedAt">When this step was first started.</param>
/// <param name="Facts">
/// What happened in the run so far that an escalation or a note may tell: <c>failure</c>, <c>outcome</c>, <c>steps</c>.
/// </param>
public sealed record CallSite(
    string RunId,
    string RunbookId,
    string RunbookVersion,
    string Path,
    int Attempt,
    string RunDirectory,
    string Operator,
    DateTimeOffset StartedAt,
    Value Facts
)
{
    /// <summary>What is known of the machine, and whose it is, as recorded when the run was opened.</summary>
    public Value Machine { get; init; } = Value.EmptyMap;
}

/// <summary>What a run has done to a path.</summary>
/// <param name="MayBeChanged">Whether it may have changed it, or something in it.</param>
/// <param name="Sha384">The digest with which it left it, when it is known.</param>
public readonly record struct Footprint(bool MayBeChanged, string? Sha384);

/// <summary>How far a long piece of work is.</summary>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all, or null when not known.</param>
/// <param name="Unit">What is counted.</param>
public readonly record struct WorkProgress(long Done, long? Total, WorkUnit Unit);

/// <summary>What progress counts.</summary>
public enum WorkUnit
{
    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Files.</summary>
    Files,
}

/// <summary>Gives the values of secrets, and sees to it that they are masked from then on.</summary>
public interface ISecrets
{
    /// <summary>The text that a reference (<c>env:NAME</c>, <c>file:PATH</c>) yields.</summary>
    /// <exception cref="CodedException"><c>secret.undefined</c>, <c>secret.unreadable</c>, <c>secret.malformed</c></exception>
    string Resolve(string reference);
}

/// <summary>Keeps files with the run.</summary>
public interface IEvidence
{
    /// <summary>Writes a file into the run's evidence directory, secrets masked; replaces one of the same name by the same step.</summary>
    /// <returns>The file's path relative to the station, its size and digest.</returns>
    Artefact Keep(string name, ReadOnlySpan<byte> content);

    /// <summary>
    /// Copies a file of the station into the run's evidence directory, secrets masked, in compressed files too; null when it can't be
    /// looked into, and nothing is kept.
    /// </summary>
    Artefact? KeepCopy(string name, StationPath source);
}
