using System.Collections.Frozen;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Engine.Execution;

/// <summary>Everything of the world that a run touches, given from outside so that tests and simulation can give another one.</summary>
public sealed record RunHost
{
    /// <summary>The station.</summary>
    public required StationDirectory Station { get; init; }

    /// <summary>Where its runs are kept; the station's own directory, if nobody says otherwise.</summary>
    public IRunStore Store
    {
        get => field ??= new DirectoryStore(Station);
        init;
    }

    /// <summary>What it brings along when it writes to a run.</summary>
    public Sitting Sitting => new(Clock, Redactor, Signer);

    /// <summary>The activities, by name.</summary>
    public required FrozenDictionary<string, IActivity> Activities { get; init; }

    /// <summary>The words.</summary>
    public required Messages Messages { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Masks secrets.</summary>
    public Redactor Redactor { get; init; } = new();

    /// <summary>Gives the values of secrets.</summary>
    public required ISecrets Secrets { get; init; }

    /// <summary>Environment variables as the run sees them.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Gives a file that belongs to the runbooks (<c>teams.yaml</c>); null when there is none.</summary>
    public Func<string, (string Path, byte[] Bytes)?> Companion { get; init; } = static _ => null;

    /// <summary>Gives the picture that a step of a definition names; null when there is none that can be shown.</summary>
    public Func<Runbook, string, byte[]?> Picture { get; init; } = static (_, _) => null;

    /// <summary>Who certifies the keys that seal runs; null leaves them unsealed, which reports and verifiers say.</summary>
    public SigningKey? Signer { get; init; }

    /// <summary>Asks people; null when nobody is there.</summary>
    public IPersonDesk? People { get; init; }

    /// <summary>Is asked before each step; null when nobody goes through the run step by step.</summary>
    public IStepper? Stepper { get; init; }

    /// <summary>Is told what happens.</summary>
    public required IRunObserver Observer { get; init; }

    /// <summary>Who runs it.</summary>
    public required string Operator { get; init; }

    /// <summary>The language in which people are spoken to.</summary>
    public required Locale Language { get; init; }

    /// <summary>Hashed id of this boot of the machine.</summary>
    public required string Boot { get; init; }

    /// <summary>The program's version.</summary>
    public required string Program { get; init; }

    /// <summary>What programs wrote once, by the path of their step, in place of running them; null when they are run.</summary>
    public Func<string, RecordedProgram?>? Recorded { get; init; }

    /// <summary>What the run knows of its station: <c>platform</c>, <c>architecture</c>, <c>name</c>, <c>os</c>.</summary>
    public required Value StationFacts { get; init; }
}

/// <summary>Asks the person at the machine.</summary>
public interface IPersonDesk
{
    /// <summary>
    /// Whether the files that answers name are there: they are looked at, and evidence is kept. In a scenario there are none.
    /// </summary>
    bool BringsFiles => true;

    /// <summary>Whether who has left something open is asked for the rest at once, and not when the run goes on another time.</summary>
    bool AsksForTheRest => false;

    /// <summary>Asks; null when the person does not answer now.</summary>
    /// <param name="waiting">What is asked.</param>
    /// <param name="problem">Why the answer before was not taken, or null.</param>
    /// <param name="cancellation">Ends the asking.</param>
    ValueTask<PersonAnswered?> AskAsync(StepWaiting waiting, Failure? problem, CancellationToken cancellation);

    /// <summary>Says why this person's answer can't be taken at all; somebody else must give it.</summary>
    void Refused(Failure problem);
}

/// <summary>Is told what happens in a run. Called from several threads, one call at a time.</summary>
public interface IRunObserver
{
    /// <summary>An entry was appended.</summary>
    void OnEntry(Entry entry, RunState state);

    /// <summary>An entry of an earlier sitting was read.</summary>
    void OnRead(Entry entry, RunState state) { }

    /// <summary>A long piece of work got on.</summary>
    void OnProgress(string path, WorkProgress progress);

    /// <summary>An exception that nobody foresaw; for the log only.</summary>
    void OnUnexpected(string path, Exception exception);
}

/// <summary>How a runner's work on a run ended.</summary>
public enum RunEnd
{
    /// <summary>The run is over; its outcome is in its last entry.</summary>
    Finished,

    /// <summary>It waits for a person.</summary>
    Waiting,

    /// <summary>It was stopped at a safe point and can be resumed.</summary>
    Interrupted,
}
