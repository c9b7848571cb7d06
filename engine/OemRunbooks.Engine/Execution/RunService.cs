using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Store;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Execution;

/// <summary>What a run rests on beside its definition.</summary>
/// <param name="Plan">SHA-256 of the approved plan that it follows, or null.</param>
/// <param name="Pack">The pack from which the definition came, or null.</param>
public sealed record RunBasis(string? Plan, UsedPack? Pack)
{
    /// <summary>Where the definition came from, or null.</summary>
    public UsedOrigin? Origin { get; init; }

    /// <summary>The version of a newer pack of the same id that was used here before, or null.</summary>
    public string? OlderThan { get; init; }

    /// <summary>The finished run that this one undoes, or null.</summary>
    public UndoneRun? Undoes { get; init; }

    /// <summary>The paths of the steps that the plan says do not run; the run stops before one of them.</summary>
    public IReadOnlySet<string> NotRun { get; init; } = new HashSet<string>();
}

/// <summary>Opens, resumes and reads the runs of a station.</summary>
public static class RunService
{
    // How long a process that asks may take to see an answer from elsewhere.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // In a line, its data and its inputs.
    private const int InputDepth = FactCodec.DataDepth + 2;

    /// <summary>Begins a run: directory, definition copies and first entry are on disk when this returns.</summary>
    /// <param name="host">What it touches.</param>
    /// <param name="runbook">The definition.</param>
    /// <param name="inputs">Its inputs, resolved.</param>
    /// <param name="runId">Its id; null for a new one.</param>
    /// <param name="basis">What it rests on beside its definition, or null.</param>
    /// <exception cref="CodedException">
    /// <c>input.too-deep</c>, <c>run.exists</c>, <c>disk.full</c>, <c>disk.read-only</c>, <c>file.denied</c>
    /// </exception>
    public static (StoredRun Run, RunState State) Open(RunHost host, Runbook runbook, Value inputs, string? runId, RunBasis? basis = null)
    {
        if (inputs.Members.FirstOrDefault(static i => !CanonicalJson.Fits(i.Value, InputDepth)) is { Key: { } deep })
        {
            throw new CodedException(Faults.InputTooDeep(deep, CanonicalJson.MaxDepth - InputDepth));
        }

        var called = RunbookLoader.Called(runbook).ToImmutableArray();
        var pictures = KeptPictures.Of(called.Prepend(runbook), host.Picture);
        var state = new RunState(runbook);
        var started = new RunStarted(
            runId ?? NewId(host.Clock, runbook.Id),
            pictures.In(runbook),
            [.. called.Select(pictures.In)],
            inputs.Recorded(),
            host.StationFacts,
            host.Operator,
            host.Boot,
            Planner.LogicVersion,
            host.Program,
            host.Language.Code()
        )
        {
            Plan = basis?.Plan,
            Pack = basis?.Pack,
            Origin = basis?.Origin,
            OlderThan = basis?.OlderThan,
            Undoes = basis?.Undoes,
        };
        KnownSecrets.Learn(runbook, inputs, host.Secrets, host.Environment);
        var (run, entry) = host.Store.Create(
            started,
            called.Prepend(runbook).Select(static d => (d.Source.Digest, (ReadOnlyMemory<byte>)d.Source.Bytes.AsMemory())),
            host.Sitting,
            pictures.All
        );
        state.Apply(entry);
        host.Observer.OnEntry(entry, state);
        return (run, state);
    }

    /// <summary>Takes an open run up again. The caller holds the station's lock.</summary>
    /// <param name="host">What it touches.</param>
    /// <param name="run">The run; it can be appended to when this returns.</param>
    /// <param name="loader">Reads its definition.</param>
    /// <param name="wanted">What a person wants otherwise than the runbook, or null.</param>
    /// <exception cref="CodedException"><c>run.finished</c>, <c>journal.damaged</c>, <c>journal.definition-changed</c> …</exception>
    public static RunState Resume(RunHost host, StoredRun run, RunbookLoader loader, DeviationRequest? wanted = null)
    {
        var (state, reader) = ReadToGoOn(run, loader, host.Observer);
        if (state.Started!.RunId != run.Id)
        {
            throw new CodedException(Faults.JournalAnotherRun(state.Started.RunId, run.Id));
        }

        if (state.Finished is not null && wanted?.Retry is null)
        {
            throw new CodedException(Faults.RunFinished(run.Id));
        }

        // Judged before a word is written: a run that is over stays so.
        var deviations = wanted is { Retry: not null } ? Deviations.Check(state, wanted) : [];

        KnownSecrets.Learn(state.Runbook, state.Started!.Inputs, host.Secrets, host.Environment);
        var digest = reader.Torn.Length > 0 ? Convert.ToHexStringLower(SHA256.HashData(reader.Torn)) : null;
        run.GoOn(reader, host.Sitting);
        Note(new RunResumed(host.Operator, host.Boot, Planner.LogicVersion, host.Program, reader.Torn.Length, digest));
        foreach (var deviation in wanted is null or { Retry: not null } ? deviations : Deviations.Check(state, wanted))
        {
            Note(deviation);
        }

        return state;

        void Note(Fact fact)
        {
            var entry = run.Append(fact);
            state.Apply(entry);
            host.Observer.OnEntry(entry, state);
        }
    }

    /// <summary>Appends a person's answer to a waiting run. The caller holds the station, or the run's own process is handed it.</summary>
    /// <param name="station">The station.</param>
    /// <param name="run">The run.</param>
    /// <param name="read">What is known of it.</param>
    /// <param name="sitting">Who appends it; null when the process that is at the run is to take it.</param>
    /// <param name="answer">Gives the answer to the question.</param>
    /// <param name="step">The step, or the end of its path.</param>
    /// <returns>Whether it was taken.</returns>
    /// <exception cref="CodedException"><c>person.not-waiting</c>, <c>person.initiator</c>, <c>person.invalid-answer</c> …</exception>
    public static async Task<bool> AnswerAsync(
        StationDirectory station,
        StoredRun run,
        (RunState State, JournalReader Reader) read,
        Sitting? sitting,
        Func<StepWaiting, PersonAnswered> answer,
        string step
    )
    {
        var named = StepPath.TryParse(step) is { IsRoot: false } path ? path : null;
        var waiting =
            read.State.Waiting.FirstOrDefault(w => named is not null && StepPath.Parse(w.Path).EndsWith(named))
            ?? throw new CodedException(Faults.PersonNotWaiting(step, Closest.To(step, read.State.Waiting.Select(static w => w.Path))));
        var given = answer(waiting);
        if ((People.Check(read.State, waiting.Path, given) ?? Attachments.Check(station, waiting, given)) is { } problem)
        {
            throw new CodedException(problem);
        }

        if (sitting is null)
        {
            return await run.HandAsync(given, Patience).ConfigureAwait(false);
        }

        run.GoOn(read.Reader, sitting);
        run.Append(Attachments.Keep(station, run, waiting, People.Typed(waiting, given)));
        return true;
    }

    /// <summary>Folds a run's journal.</summary>
    /// <exception cref="CodedException">
    /// <c>journal.missing</c>, <c>journal.damaged</c>, <c>journal.out-of-order</c>, <c>journal.definition-missing</c>,
    /// <c>journal.definition-changed</c>
    /// </exception>
    public static (RunState State, JournalReader Reader) Read(StoredRun run, RunbookLoader loader, IRunObserver? observer)
    {
        var reader = run.Reader();
        return (Fold(run, loader, observer, reader.Read()), reader);
    }

    /// <summary>The same for whoever appends to the run: it must be the one that was sealed, by its notes and the ledger.</summary>
    /// <exception cref="CodedException"><c>journal.not-as-sealed</c>, and what reading throws.</exception>
    public static (RunState State, JournalReader Reader) ReadToGoOn(StoredRun run, RunbookLoader loader, IRunObserver? observer)
    {
        var reader = run.Reader(new MerkleTree());
        return (Fold(run, loader, observer, run.ReadAsSealed(reader)), reader);
    }

    private static RunState Fold(StoredRun run, RunbookLoader loader, IRunObserver? observer, IEnumerable<Entry> entries)
    {
        RunState? state = null;
        foreach (var entry in entries)
        {
            try
            {
                state ??= new RunState(Definition(run, loader, entry));
                state.Apply(entry);
            }
            catch (InvalidDataException error)
            {
                throw new CodedException(Faults.JournalOutOfOrder(entry.Seq, error.Message));
            }

            observer?.OnRead(entry, state);
        }

        return state ?? throw new CodedException(run.NeverBegan ? Faults.RunNeverBegan(run.Id) : Faults.JournalMissing(run.Id));
    }

    /// <summary>The definition that a run used, from the copy kept with it.</summary>
    /// <exception cref="CodedException">
    /// <c>journal.damaged</c>, <c>journal.logic-newer</c>, <c>journal.definition-missing</c>, <c>journal.definition-changed</c>,
    /// <c>runbook.invalid</c>
    /// </exception>
    public static Runbook Definition(StoredRun run, RunbookLoader loader, Entry first)
    {
        if (first.Fact is not RunStarted started)
        {
            throw new CodedException(Damage.OfEntry(1, "run.started is missing", run.Id));
        }

        if (started.Logic > Planner.LogicVersion)
        {
            throw new CodedException(Faults.JournalLogicNewer(started.Logic, Planner.LogicVersion));
        }

        var called = started.Called.Select(used => (used.Id, used.Path, run.Definition(used))).ToList();
        return loader.Recorded(started.Definition.Path, run.Definition(started.Definition), called)
            ?? throw new CodedException(Faults.RunbookInvalid(started.Definition.Id));
    }

    /// <summary>
    /// The same with an edited runbook or activity in the place of the one that the run called; null when it called none of that id.
    /// </summary>
    /// <exception cref="CodedException">
    /// <c>journal.definition-missing</c>, <c>journal.definition-changed</c>; <c>runbook.invalid</c> when the edit breaks the caller.
    /// </exception>
    public static Runbook? DefinitionWith(Runbook edited, StoredRun run, RunbookLoader loader, Entry first)
    {
        ArgumentNullException.ThrowIfNull(edited);
        if (first.Fact is not RunStarted started || started.Called.All(c => c.Id != edited.Id))
        {
            return null;
        }

        // What the edit calls for the first time is known by it alone.
        var called = started
            .Called.Where(used => used.Id != edited.Id)
            .Select(used => (used.Id, used.Path, run.Definition(used)))
            .Concat(RunbookLoader.Called(edited).Prepend(edited).Select(static d => (d.Id, d.Source.Path, (byte[])[.. d.Source.Bytes])))
            .DistinctBy(static d => d.Id)
            .ToList();
        return loader.Recorded(started.Definition.Path, run.Definition(started.Definition), called)
            ?? throw new CodedException(Faults.RunbookInvalid(started.Definition.Id));
    }

    /// <summary>A new run's id: sorts by time and can be read aloud.</summary>
    public static string NewId(TimeProvider clock, string runbook)
    {
        const string letters = "abcdefghjkmnpqrstvwxyz23456789";
        return $"{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{runbook}-"
            + $"{RandomNumberGenerator.GetString(letters, 4)}";
    }
}
