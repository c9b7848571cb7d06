using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Journal.Store;

/// <summary>The runs of a station: the only way to one.</summary>
public interface IRunStore
{
    /// <summary>Who holds the station at this moment; null when nobody does. It takes nothing and disturbs nobody.</summary>
    LockHolder? Holder { get; }

    /// <summary>Begins a run: its definitions and first entry are on disk when this returns. What can't be begun leaves nothing.</summary>
    /// <exception cref="CodedException"><c>run.exists</c>, <c>disk.full</c>, <c>disk.read-only</c>, <c>file.denied</c></exception>
    /// <param name="started">Its first entry.</param>
    /// <param name="definitions">SHA-256 (lower-case hex) and bytes of every definition that it uses; the same one may come twice.</param>
    /// <param name="sitting">Who begins it.</param>
    /// <param name="pictures">The pictures that definitions name, with their bytes; the same one may come twice.</param>
    (StoredRun Run, Entry First) Create(
        RunStarted started,
        IEnumerable<(string Digest, ReadOnlyMemory<byte> Bytes)> definitions,
        Sitting sitting,
        IEnumerable<(UsedPicture Used, ReadOnlyMemory<byte> Bytes)>? pictures = null
    );

    /// <summary>A run by its id; that there is one shows when it is read.</summary>
    /// <param name="id">The id.</param>
    /// <param name="use"><see cref="FileUse.Change"/> for one that is to go on: what is read and what is written is then one file.</param>
    StoredRun Open(string id, FileUse use = FileUse.Read);

    /// <summary>All runs, newest first.</summary>
    IReadOnlyList<StoredRun> List(FileUse use = FileUse.Read);

    /// <summary>The runs from the newest on; none is opened before it is asked for, so the first few cost little among thousands.</summary>
    /// <remarks>By when each began, as far as a run's directory was written no earlier than that.</remarks>
    IEnumerable<StoredRun> Newest(FileUse use = FileUse.Read);

    /// <summary>The ids that begin with a text, in no order.</summary>
    IEnumerable<string> Ids(string beginning);

    /// <summary>Takes the station for this process; null when another one holds it.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="by">Who holds it, as he noted it himself.</param>
    IStationHold? TryLock(TimeProvider clock, out LockHolder? by);

    /// <summary>Takes the station for this process.</summary>
    /// <exception cref="CodedException"><c>station.locked</c> with who holds it; <c>disk.read-only</c>, <c>file.denied</c>.</exception>
    IStationHold Lock(TimeProvider clock) =>
        TryLock(clock, out var by) ?? throw new CodedException(Faults.StationLocked(by?.Host ?? "?", by?.Process ?? "?", by?.Since ?? "?"));
}

/// <summary>A station that is held by this process. It ends with the process, however that ends.</summary>
public interface IStationHold : IDisposable
{
    /// <summary>Says which run the holder is at from here on.</summary>
    void IsAt(string runId);
}

/// <summary>What whoever writes to a run brings along.</summary>
/// <remarks>The store makes its layers of it, so that nothing reaches a run unmasked or unsealed.</remarks>
/// <param name="Clock">The clock.</param>
/// <param name="Redactor">Masks secrets in all that is written.</param>
/// <param name="Signer">Certifies the key that seals the run; null leaves it unsealed.</param>
public sealed record Sitting(TimeProvider Clock, Redactor Redactor, SigningKey? Signer = null);
