using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Journal.Store;

/// <summary>A run in its store.</summary>
public abstract class StoredRun : IDisposable
{
    /// <summary>Its id.</summary>
    public abstract string Id { get; }

    /// <summary>Where it lies, for those who are told of it.</summary>
    public abstract string Root { get; }

    /// <summary>Where its journal lies, for those who are told of it.</summary>
    public virtual string Journal => Path.Combine(Root, "journal.jsonl");

    /// <summary>Where its evidence lies, for those who are told of it.</summary>
    public string Evidence => Path.Combine(Root, "evidence");

    /// <summary>Whether a live process is at it.</summary>
    public abstract bool IsHeld { get; }

    /// <summary>Whether its first entry was never written, so that it is no run.</summary>
    public virtual bool NeverBegan => false;

    /// <summary>Whether its last lines say that it is over; whoever looks for what can go on need not read such a run.</summary>
    public virtual bool LooksFinished => false;

    /// <summary>The names of the files that lie in its directory, from there on.</summary>
    public virtual IEnumerable<string> Files => [];

    /// <summary>Its signed notes.</summary>
    public abstract SealFile Seals { get; }

    /// <summary>What the newest seal of this sitting says; null before the first.</summary>
    public virtual Checkpoint? LastSeal => null;

    /// <summary>
    /// Reads the journal to its end for whoever goes on with the run: what differs from its seals or from the station's ledger is refused.
    /// </summary>
    /// <param name="reader">Reads it; it has a tree.</param>
    /// <exception cref="CodedException">
    /// <c>journal.not-as-sealed</c>, <c>seal.malformed</c>, <c>ledger.broken</c>, and all that a reader throws.
    /// </exception>
    public IEnumerable<Entry> ReadAsSealed(JournalReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var tree = reader.Tree ?? throw new ArgumentException("no tree", nameof(reader));
        var past = Past();
        foreach (var entry in reader.Read())
        {
            past?.Demand(Id, entry, tree);
            yield return entry;
        }

        past?.DemandWhole(Id, tree.Size);
    }

    /// <summary>Reads the journal from its beginning.</summary>
    /// <exception cref="CodedException"><c>journal.missing</c>, <c>journal.damaged</c></exception>
    public virtual IEnumerable<Entry> Read() => Reader().Read();

    /// <summary>The same, for those who go on from its end or want the hashes.</summary>
    /// <param name="tree">Grows with every entry that is read, or null.</param>
    public abstract JournalReader Reader(MerkleTree? tree = null);

    /// <summary>Makes the run one that can be appended to, after the last whole entry. The caller holds the station.</summary>
    /// <param name="read">What read it to its end, with a tree if it is to be sealed.</param>
    /// <param name="sitting">Who writes.</param>
    public abstract void GoOn(JournalReader read, Sitting sitting);

    /// <summary>Appends an entry, masked and sealed; whether it is synced, the fact says itself.</summary>
    /// <exception cref="CodedException">
    /// <c>journal.entry-too-large</c>; <c>journal.write-failed</c>, after which nothing can be appended.
    /// </exception>
    public abstract Entry Append(Fact fact);

    /// <summary>Hands all that was appended to the system; a process that dies does not take it along then.</summary>
    public virtual void Push() { }

    /// <summary>Waits until all that was appended is on disk.</summary>
    /// <exception cref="CodedException"><c>journal.write-failed</c></exception>
    public virtual void Sync() { }

    /// <summary>Hands an answer to the process that is at the run and asks for it.</summary>
    /// <returns>Whether it was taken in time; what was not is taken back.</returns>
    public virtual Task<bool> HandAsync(PersonAnswered answer, TimeSpan patience) => Task.FromResult(false);

    /// <summary>Takes an answer that another process handed over; null when there is none that fits.</summary>
    public virtual PersonAnswered? TakeHanded(string path, Func<PersonAnswered, bool> fits) => null;

    /// <summary>The bytes of a definition that the run used.</summary>
    /// <exception cref="CodedException"><c>journal.definition-missing</c>, <c>journal.definition-changed</c></exception>
    public abstract byte[] Definition(UsedDefinition used);

    /// <summary>A picture of the run's steps as it was when the run began; null when it is not there, or another one is.</summary>
    public (byte[] Bytes, Picture Kind)? PictureOf(UsedPicture used)
    {
        ArgumentNullException.ThrowIfNull(used);
        try
        {
            using var file = used.Name is { } name ? Find(name) : null;
            return
                file?.ReadWhole(Picture.MostBytes) is { } bytes
                && Convert.ToHexStringLower(SHA256.HashData(bytes)) == used.Digest
                && Picture.Of(bytes) is { } kind
                ? (bytes, kind)
                : null;
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            return null;
        }
    }

    /// <summary>Keeps a file with the run, masked.</summary>
    /// <param name="name">Its name in <see cref="Evidence"/>.</param>
    /// <param name="content">Its content.</param>
    /// <returns>Size and SHA-384 of what is kept.</returns>
    public abstract (long Size, string Sha384) Keep(string name, ReadOnlySpan<byte> content);

    /// <summary>Opens a file that the run holds; null when there is no regular file of that name.</summary>
    /// <param name="name">Its name from the run's own directory on.</param>
    public abstract DiskFile? Find(string name);

    /// <summary>
    /// Opens what stands under a name; null when nothing does. What is there and can't be read is an error of the system.
    /// </summary>
    /// <param name="name">Its name from the run's own directory on.</param>
    public virtual DiskFile? Fetch(string name) => Find(name);

    /// <summary>What seals and ledger say of the run, before its first entry is read; null where nothing can be sealed.</summary>
    /// <exception cref="CodedException"><c>seal.malformed</c></exception>
    internal virtual SealedPast? Past() => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes what waits, and forgets the key of this sitting.</summary>
    protected abstract void Dispose(bool disposing);
}
