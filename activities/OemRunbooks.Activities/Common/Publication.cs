using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Common;

/// <summary>Puts a staged installation at its place, and finds out after a crash whether that happened.</summary>
/// <remarks>
/// The rules: all staging of a run lies in one directory beside the target, so that what a crash leaves is known to be ours;
/// a checkpoint with the new tree's identity is on disk before the first rename; from that moment on nothing is deleted unless the
/// target's identity says which tree is which. Source: trust.md, "Archives" and "Deltas".
/// </remarks>
internal sealed class Publication(Call call, StationPath target, Func<IDisk, string, string?>? identity = null)
{
    /// <summary>The private directory of this run's staging, on the target's file system.</summary>
    internal StationPath Room => new(Beside(target.Shown), Beside(target.Full));

    /// <summary>Publishes a tree; the old one is kept beside it.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="outputs">The step's outputs, told where the old one is kept: null when there was none.</param>
    internal Value Publish(StagedTree tree, Func<StationPath?, Value> outputs)
    {
        var existed = call.Disk.IsDirectory(target.Full);
        var previous = Names.Free(call.Disk, target, $".previous-{call.Site.RunId}");
        var all = outputs(existed ? previous : null);
        call.SaveCheckpoint(
            Value.MapOf(
                ("phase", Value.Of("staged")),
                ("tree", Value.Of(Path.GetRelativePath(Room.Full, tree.Path).Replace('\\', '/'))),
                ("previous", Value.Of(previous.Shown)),
                ("existed", Value.Of(existed)),
                ("identity", Value.Of(IdentityOf(tree.Path))),
                ("outputs", all)
            )
        );

        // After an exchange the old installation lies in the staging directory: disposing must not remove it.
        tree.Release();
        call.Disk.Replace(Marker, []);
        call.Disk.PublishDirectory(tree.Path, target.Full, previous.Full);
        call.Disk.Remove(Marker);
        call.Disk.Remove(Durable.ParentOf(tree.Path));
        Discard();
        return all;
    }

    /// <summary>Removes what is left of staging when nothing was published.</summary>
    internal void Discard()
    {
        if (call.Disk.IsDirectory(Room.Full) && !Directory.EnumerateFileSystemEntries(Room.Full).Any())
        {
            call.Disk.Remove(Room.Full);
        }
    }

    /// <summary>Finishes or undoes an interrupted publication: found done or half done when the new tree stands at its place.</summary>
    /// <param name="done">The step's outcome, of the outputs that the publication noted.</param>
    internal Reconciliation Recover(Func<Value, Outcome> done)
    {
        var checkpoint = call.Checkpoint;
        if (checkpoint["phase"].AsText() != "staged")
        {
            // A publication that failed in its middle, asked about without its checkpoint: what lies there may be the old installation.
            if (!call.Disk.IsFile(Marker))
            {
                call.Disk.Remove(Room.Full);
            }

            return Reconciliation.NotBegun;
        }

        var staged = Path.Combine(Room.Full, checkpoint["tree"].ToText());
        var previous = call.Station.Resolve(checkpoint["previous"].ToText());
        var existed = checkpoint["existed"].AsBoolean() ?? false;
        if (!call.Disk.IsDirectory(target.Full) && call.Disk.IsDirectory(previous.Full))
        {
            // Two renames, where there is no exchange: we stopped between them.
            call.Disk.Move(previous.Full, target.Full);
        }

        if (IdentityOf(target.Full) != checkpoint["identity"].AsText())
        {
            call.Disk.Remove(Room.Full);
            return Reconciliation.NotBegun;
        }

        if (existed && !call.Disk.IsDirectory(previous.Full) && call.Disk.IsDirectory(staged))
        {
            call.Disk.Move(staged, previous.Full);
        }

        // Where staging is left, the publication had not come to its end.
        var isWhole = !call.Disk.IsDirectory(Room.Full);
        call.Disk.Remove(Room.Full);
        var outcome = done(checkpoint["outputs"]);
        return isWhole ? Reconciliation.Done(outcome) : Reconciliation.HalfDone(outcome);
    }

    /// <summary>A sink that hands an archive's progress on.</summary>
    internal IProgress<ArchiveProgress> Progress() => new Forward(call.Progress);

    /// <summary>Fails when the place is something else than a directory.</summary>
    internal void DemandPlace()
    {
        FileCopy.DemandNoLink(call.Disk, target);
        if (call.Disk.IsFile(target.Full))
        {
            throw new CodedException(Faults.FileExists(target.Shown));
        }
    }

    private string? IdentityOf(string tree) => (identity ?? Installed.Identity)(call.Disk, tree);

    private string Marker => Path.Combine(Room.Full, "publishing");

    private string Beside(string path)
    {
        var slash = path.LastIndexOfAny(['/', '\\']);
        return $"{path[..(slash + 1)]}.{path[(slash + 1)..]}.staging-{call.Site.RunId}";
    }

    private sealed class Forward(IProgress<WorkProgress> progress) : IProgress<ArchiveProgress>
    {
        public void Report(ArchiveProgress value) =>
            progress.Report(new WorkProgress(value.ArchiveBytes, value.ArchiveLength, WorkUnit.Bytes));
    }
}
