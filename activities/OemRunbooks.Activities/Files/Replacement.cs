using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem;
using Copies = OemRunbooks.Activities.Common.FileCopy;

namespace OemRunbooks.Activities.Files;

/// <summary>Puts new content at a path in one step, and keeps what was there under a name of its own.</summary>
/// <remarks>
/// The order: the new content is on the disk under a temporary name; what will be is noted; what was there gets its second name; one
/// rename. Whoever finds the noted content at the path finds it done. A file that is replaced keeps owner and rights.
/// </remarks>
internal sealed class Replacement
{
    private readonly Call call;
    private readonly StationPath path;
    private readonly FileDigest? former;

    private Replacement(Call call, StationPath path, FileDigest? former) => (this.call, this.path, this.former) = (call, path, former);

    /// <summary>Whether something is there.</summary>
    internal bool Exists => former is not null;

    private StationPath Kept => Names.Free(call.Disk, path, $".former-{call.Site.RunId}");

    /// <summary>Looks at the place; a link, a directory or what is the program's own is refused.</summary>
    internal static Replacement At(Call call, StationPath path)
    {
        Places.DemandFree(call, path);
        if (!call.Disk.Has(path.Full))
        {
            return new(call, path, null);
        }

        Copies.DemandFile(call.Disk, path);
        return new(call, path, Copies.Digest(call.Disk, path.Full));
    }

    /// <summary>Whether the place holds what is wanted already.</summary>
    internal bool Holds(FileDigest wanted) => former == wanted;

    /// <summary>What a plan says: nothing to do, or one line for the change and one for what is kept.</summary>
    internal PlannedWork Plan(bool isAsWanted, Sentence change, long? bytes, params ReadOnlySpan<NamedValue> more) =>
        isAsWanted ? PlannedWork.Of(Fields.Line(false, Says.PlanFileAsWanted(path.Shown)), Outputs(path, false, more))
        : !Exists ? PlannedWork.Of(Fields.Effect(EffectKind.Creates, path, change, bytes), Outputs(null, true, more))
        : new PlannedWork(
            [
                Fields.Effect(EffectKind.Replaces, path, change, bytes),
                Fields.Effect(EffectKind.Keeps, path, Says.PlanFileKeepsFormer(Kept.Shown)),
            ],
            NamedValue.Map(Outputs(Kept, true, more))
        );

    /// <summary>It was as wanted already.</summary>
    internal Outcome Unchanged(params ReadOnlySpan<NamedValue> more) => Outcome.Done(Outputs(path, false, more));

    /// <summary>Puts bytes at the place.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="mode">Rights of a file that is made; null for the usual ones.</param>
    /// <param name="more">Further outputs.</param>
    internal Outcome Put(byte[] bytes, UnixFileMode? mode, params ReadOnlySpan<NamedValue> more)
    {
        var wanted = Digests.Of(bytes);
        return Holds(wanted)
            ? Unchanged(more)
            : Put(
                temporary =>
                {
                    using var file = call.Disk.Open(
                        temporary,
                        FileUse.CreateNew,
                        Exists ? UnixFileMode.UserRead | UnixFileMode.UserWrite : mode
                    );
                    file.Resemble(path.Full, rights: true);
                    file.Write(bytes, 0);
                    file.Sync();
                    return wanted;
                },
                more
            );
    }

    /// <summary>Puts a copy of a file at the place; one that is new has the source's rights.</summary>
    internal Outcome PutCopy(StationPath source, CancellationToken cancellation, params ReadOnlySpan<NamedValue> more) =>
        Put(
            temporary =>
            {
                var written = Copies.Write(call.Disk, source.Full, temporary, call.Progress, cancellation);
                if (Copies.Digest(call.Disk, temporary, cancellation) != written)
                {
                    throw new CodedException(Faults.BackupUnverified(path.Shown));
                }

                if (Exists)
                {
                    call.Disk.Resemble(temporary, path.Full);
                }

                return written;
            },
            more
        );

    /// <summary>Finds out after a crash whether the new content came to its place.</summary>
    internal static Reconciliation Recover(Call call, StationPath path)
    {
        Places.DemandFree(call, path);
        Copies.RemoveTemporaries(call.Disk, path.Full);
        if (call.Checkpoint["digest"].AsText() is not { } wanted)
        {
            return Reconciliation.NotBegun;
        }

        var now = Copies.DigestIfThere(call.Disk, path.Full);
        if (now?.Sha384 == wanted)
        {
            return Reconciliation.Done(Outcome.Done(call.Checkpoint["outputs"]) with { Artefacts = [Artefact(path, now.Value)] });
        }

        // Only what is still at its place may lose its second name.
        if (call.Checkpoint["kept"].AsText() is { } name && call.Station.Resolve(name) is var kept && call.Disk.Has(kept.Full))
        {
            if (Copies.DigestIfThere(call.Disk, kept.Full) == now)
            {
                call.Disk.Remove(kept.Full);
            }
        }

        return Reconciliation.NotBegun;
    }

    /// <summary>Puts at the place what is written to a temporary file, synced, whose digest is given.</summary>
    internal Outcome PutStaged(Func<string, FileDigest> stage, params ReadOnlySpan<NamedValue> more) => Put(stage, more);

    private Outcome Put(Func<string, FileDigest> stage, ReadOnlySpan<NamedValue> more)
    {
        var kept = Exists ? Kept : null;
        var outputs = NamedValue.Map(Outputs(kept, true, more));
        call.Disk.CreateDirectory(Durable.ParentOf(path.Full));
        var temporary = Durable.TemporaryBeside(path.Full);
        try
        {
            var digest = stage(temporary);
            call.SaveCheckpoint(Value.MapOf(("digest", Value.Of(digest.Sha384)), ("kept", Value.Of(kept?.Shown)), ("outputs", outputs)));
            Keep(kept);
            call.Disk.Move(temporary, path.Full);
            return Outcome.Done(outputs) with { Artefacts = [Artefact(path, digest)] };
        }
        catch (Exception error) when (Errno.IsSystems(error) || error is CodedException or OemException or OperationCanceledException)
        {
            PutBack(temporary, kept);
            throw;
        }
    }

    // A second name costs nothing; where a file system has none, a copy does.
    private void Keep(StationPath? kept)
    {
        if (kept is null)
        {
            return;
        }

        if (call.Disk.TryLink(path.Full, kept.Full))
        {
            call.Disk.SyncDirectory(Durable.ParentOf(kept.Full));
            return;
        }

        Copies.Replace(path, kept, call, CancellationToken.None);
    }

    // A rename of which nobody knows whether it is on the disk is taken back; what can't be taken back is no worse than before.
    private void PutBack(string temporary, StationPath? kept)
    {
        try
        {
            if (call.Disk.Has(temporary))
            {
                call.Disk.Remove(temporary);
                Discard(kept);
            }
            else if (kept is not null && call.Disk.Has(kept.Full))
            {
                call.Disk.Move(kept.Full, path.Full);
            }
            else if (!Exists)
            {
                Discard(path);
            }
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            // The error that brought us here is the one to report.
        }
    }

    private void Discard(StationPath? file)
    {
        if (file is not null)
        {
            call.Disk.Remove(file.Full);
        }
    }

    private NamedValue[] Outputs(StationPath? former, bool changed, ReadOnlySpan<NamedValue> more) =>
        [
            FileGives.Path.Is(path),
            StationGives.Changed.Is(changed),
            StationGives.Existed.Is(Exists),
            StationGives.Former.Is(former),
            .. more,
        ];

    private static Artefact Artefact(StationPath path, FileDigest digest) => new(path.Shown, digest.Size, digest.Sha384);
}
