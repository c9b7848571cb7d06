using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Engine.Execution;

/// <summary>What a run rests on beside its definition.</summary>
/// <param name="Plan">SHA-256 of the approved plan that it follows, or null.</param>
/// <param name="Pack">The pack from which the definition came, or null.</param>
public sealed record RunBasis(string? Plan, UsedPack? Pack);

/// <summary>Opens, resumes and reads the runs of a station.</summary>
public static class RunService
{
    /// <summary>Begins a run: directory, definition copies and first entry are on disk when this returns.</summary>
    /// <param name="host">What it touches.</param>
    /// <param name="runbook">The definition.</param>
    /// <param name="inputs">Its inputs, resolved.</param>
    /// <param name="runId">Its id; null for a new one.</param>
    /// <param name="basis">What it rests on beside its definition, or null.</param>
    /// <exception cref="CodedException"><c>run.exists</c>, <c>disk.full</c>, <c>disk.read-only</c>, <c>file.denied</c></exception>
    public static (RunDirectory Directory, IJournal Journal, RunState State) Open(
        RunHost host,
        Runbook runbook,
        Value inputs,
        string? runId,
        RunBasis? basis = null
    )
    {
        var id = runId ?? NewId(host.Clock, runbook.Id);
        var directory = RunDirectory.Of(host.Station, id);
        if (Directory.Exists(directory.Root))
        {
            throw new CodedException(Faults.RunExists(id));
        }

        var called = RunbookLoader.Called(runbook).ToImmutableArray();
        IJournal? journal = null;
        try
        {
            directory.Create(called.Prepend(runbook).Select(static d => (d.Source.Digest, d.Source.Bytes.AsMemory())));
            var runKey = RunKey(host, id, out var certificate);
            journal = Sealing(host, directory, JournalFile.Create(directory.Journal, host.Clock), runKey, new MerkleTree());
            var state = new RunState(runbook);
            var started = new RunStarted(
                id,
                Used(runbook),
                [.. called.Select(Used)],
                inputs.Recorded(),
                host.StationFacts,
                host.Operator,
                host.Boot,
                Planner.LogicVersion,
                host.Program,
                host.Language.Code()
            )
            {
                Certificate = certificate,
                Plan = basis?.Plan,
                Pack = basis?.Pack,
            };
            new Ledger(host.Station, host.Clock).Append(new LedgerOpened(id));
            KnownSecrets.Learn(runbook, inputs, host.Secrets, host.Environment);
            var entry = journal.Append(FactMask.Apply(started, host.Redactor), durable: true);
            state.Apply(entry);
            host.Observer.OnEntry(entry, state);
            return (directory, journal, state);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CodedException)
        {
            // A run whose first entry is not on disk has never been: nothing of it stays.
            journal?.Dispose();
            Discard(directory);
            throw new CodedException(Failures.From(error));
        }
    }

    /// <summary>Takes an open run up again. The caller holds the station's lock.</summary>
    /// <exception cref="CodedException"><c>run.finished</c>, <c>journal.damaged</c>, <c>journal.definition-changed</c> …</exception>
    public static (IJournal Journal, RunState State) Resume(
        RunHost host,
        RunDirectory directory,
        RunbookLoader loader,
        DeviationRequest? wanted = null
    )
    {
        var tree = new MerkleTree();
        var (state, reader) = Read(directory, loader, host.Observer, tree);
        if (state.Finished is not null)
        {
            throw new CodedException(Faults.RunFinished(directory.Id));
        }

        KnownSecrets.Learn(state.Runbook, state.Started!.Inputs, host.Secrets, host.Environment);
        string? digest = null;
        if (reader.Torn.Length > 0)
        {
            digest = Convert.ToHexStringLower(SHA256.HashData(reader.Torn));
            directory.KeepTorn(reader.Torn);
        }

        var runKey = RunKey(host, directory.Id, out var certificate);
        var journal = Sealing(host, directory, JournalFile.Continue(directory.Journal, reader, host.Clock), runKey, tree);
        var entry = journal.Append(
            new RunResumed(host.Operator, host.Boot, Planner.LogicVersion, host.Program, reader.Torn.Length, digest)
            {
                Certificate = certificate,
            },
            durable: true
        );
        state.Apply(entry);
        host.Observer.OnEntry(entry, state);
        try
        {
            foreach (var deviation in wanted is null ? [] : Deviations.Check(state, wanted))
            {
                var noted = journal.Append(FactMask.Apply(deviation, host.Redactor), durable: true);
                state.Apply(noted);
                host.Observer.OnEntry(noted, state);
            }
        }
        catch
        {
            journal.Dispose();
            throw;
        }

        return (journal, state);
    }

    /// <summary>Appends a person's answer to a waiting run. The caller holds the station's lock.</summary>
    /// <exception cref="CodedException"><c>person.not-waiting</c>, <c>person.initiator</c>, <c>person.invalid-answer</c> …</exception>
    public static void Answer(
        RunDirectory directory,
        RunbookLoader loader,
        TimeProvider clock,
        Func<StepWaiting, PersonAnswered> answer,
        string step
    )
    {
        var (state, reader) = Read(directory, loader, null);
        var named = StepPath.TryParse(step) is { IsRoot: false } path ? path : null;
        var waiting =
            state.Waiting.FirstOrDefault(w => named is not null && StepPath.Parse(w.Path).EndsWith(named))
            ?? throw new CodedException(Faults.PersonNotWaiting(step));
        var given = answer(waiting);
        if (People.Check(state, waiting.Path, given) is { } problem)
        {
            throw new CodedException(problem);
        }

        if (reader.Torn.Length > 0)
        {
            directory.KeepTorn(reader.Torn);
        }

        using var journal = JournalFile.Continue(directory.Journal, reader, clock);
        journal.Append(given, durable: true);
    }

    /// <summary>Folds a run's journal.</summary>
    /// <exception cref="CodedException">
    /// <c>journal.missing</c>, <c>journal.damaged</c>, <c>journal.out-of-order</c>, <c>journal.definition-missing</c>,
    /// <c>journal.definition-changed</c>
    /// </exception>
    public static (RunState State, JournalReader Reader) Read(
        RunDirectory directory,
        RunbookLoader loader,
        IRunObserver? observer,
        MerkleTree? tree = null
    )
    {
        var reader = new JournalReader(directory.Journal) { Tree = tree };
        RunState? state = null;
        foreach (var entry in reader.Read())
        {
            try
            {
                state ??= new RunState(Definition(directory, loader, entry));
                state.Apply(entry);
            }
            catch (InvalidDataException error)
            {
                throw new CodedException(Faults.JournalOutOfOrder(entry.Seq, error.Message));
            }

            observer?.OnEntry(entry, state);
        }

        return state is null ? throw new CodedException(Faults.JournalMissing(directory.Id)) : (state, reader);
    }

    /// <summary>The definition that a run used, from the copy kept with it.</summary>
    /// <exception cref="CodedException">
    /// <c>journal.damaged</c>, <c>journal.logic-newer</c>, <c>journal.definition-missing</c>, <c>journal.definition-changed</c>,
    /// <c>runbook.invalid</c>
    /// </exception>
    public static Runbook Definition(RunDirectory directory, RunbookLoader loader, Entry first)
    {
        if (first.Fact is not RunStarted started)
        {
            throw new CodedException(Faults.JournalDamaged(1, "run.started is missing", directory.Id));
        }

        if (started.Logic > Planner.LogicVersion)
        {
            throw new CodedException(Faults.JournalLogicNewer(started.Logic, Planner.LogicVersion));
        }

        var copies = new Dictionary<string, UsedDefinition>(StringComparer.Ordinal);
        foreach (var used in started.Called)
        {
            foreach (var name in RunbookLoader.AliasesOf(directory.Definition(used)).Append(used.Id))
            {
                copies[name] = used;
            }
        }

        var own = new RunbookLoader(
            loader.Activities.Values,
            name => copies.TryGetValue(name, out var used) ? (used.Path, directory.Definition(used)) : null
        )
        {
            IsRecorded = true,
        };
        return own.Load(started.Definition.Path, directory.Definition(started.Definition)).Runbook
            ?? throw new CodedException(Faults.RunbookInvalid(started.Definition.Id));
    }

    /// <summary>A new run's id: sorts by time and can be read aloud.</summary>
    public static string NewId(TimeProvider clock, string runbook)
    {
        const string letters = "abcdefghjkmnpqrstvwxyz23456789";
        return $"{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{runbook}-{RandomNumberGenerator.GetString(letters, 4)}";
    }

    private static void Discard(RunDirectory directory)
    {
        try
        {
            Durable.Remove(directory.Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here is the one to report; lists pass over a directory without a journal.
        }
    }

    // A key of its own for each sitting, made here and known nowhere else.
    private static SigningKey? RunKey(RunHost host, string id, out string? certificate)
    {
        var key = host.Signer is null ? null : SigningKey.New(Checkpoint.OriginOf(id));
        certificate = key is null ? null : RunCertificate.Issue(id, key.Public, host.Signer!).ToString();
        return key;
    }

    private static IJournal Sealing(RunHost host, RunDirectory directory, JournalFile journal, SigningKey? key, MerkleTree tree) =>
        key is null ? journal : new SealedJournal(journal, directory, new Ledger(host.Station, host.Clock), key, tree);

    private static UsedDefinition Used(Runbook runbook) => new(runbook.Id, runbook.Version, runbook.Source.Digest, runbook.Source.Path);
}
