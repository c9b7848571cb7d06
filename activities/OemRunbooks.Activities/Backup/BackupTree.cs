using System.Security.Cryptography;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Backup;

/// <summary>Copies a directory with everything below it and writes a list of digests beside the copy.</summary>
internal sealed class BackupTree : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(BackupTreeWords.Activity)
        {
            Interruption = Interruption.Verify,
            Inputs = [Takes.Source, Takes.Target, Takes.Optional],
            Outputs = [Gives.Path, Gives.Existed, Gives.Files, Gives.Size, Gives.Digest],
            Errors = [.. Codes.Disk, Codes.BackupUnverified],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (source, target) = (call.Get(Takes.Source), call.Get(Takes.Target));
        if (!call.Disk.IsDirectory(source.Full))
        {
            return call.Get(Takes.Optional)
                ? PlannedWork.Of(Fields.Line(false, Says.PlanBackupTreeNothing(source.Shown)), Gives.Existed.Is(false))
                : PlannedWork.Fails(Faults.FileMissing(source.Shown));
        }

        var files = call.Disk.Walk(source.Full).Where(static e => e.IsFile).ToArray();
        var size = files.Sum(static f => f.Item.Length);
        return PlannedWork.Of(
            Fields.Effect(
                Fields.Writes(call.Disk, target),
                target,
                Says.PlanBackupTreeCopies(source.Shown, files.Length, size, target.Shown),
                size
            ),
            Gives.Path.Is(target),
            Gives.Existed.Is(true),
            Gives.Files.Is(files.Length)
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (source, target) = (call.Get(Takes.Source), call.Get(Takes.Target));
        FileCopy.DemandNoLink(call.Disk, source);
        if (!call.Disk.IsDirectory(source.Full))
        {
            return call.Get(Takes.Optional) ? Outcome.Done(Gives.Existed.Is(false)) : Outcome.Failed(Faults.FileMissing(source.Shown));
        }

        if (call.Disk.Has(target.Full))
        {
            return Outcome.Failed(Faults.FileExists(target.Shown));
        }

        var staging = Staging(call, target);
        var published = false;
        try
        {
            var files = TreeCopy.Write(source, staging, call, cancellation);
            var list = TreeCopy.ListBytes(files);
            call.Disk.Replace(TreeCopy.List(target).Full, list);
            call.Disk.Move(staging.Full, target.Full);
            published = true;
            return Done(call, target, files.Count, files.Values.Sum(static f => f.Size), list);
        }
        finally
        {
            if (!published)
            {
                call.Disk.Remove(staging.Full);
            }
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var target = call.Get(Takes.Target);
        call.Disk.Remove(Staging(call, target).Full);
        if (!call.Disk.IsDirectory(target.Full) || !TreeCopy.IsBackup(call.Disk, target))
        {
            return Reconciliation.NotBegun;
        }

        // The list is on the disk before the tree gets its name: both there means that the copy was complete.
        var files = call.Disk.Walk(target.Full).Where(static e => e.IsFile).ToArray();
        return Reconciliation.Done(
            Done(call, target, files.Length, files.Sum(static f => f.Item.Length), call.Disk.ReadAll(TreeCopy.List(target).Full))
        );
    }

    private static StationPath Staging(Call call, StationPath target) => target.Suffixed($".copying-{call.Site.RunId}");

    private static Outcome Done(Call call, StationPath target, int files, long size, byte[] list) =>
        Outcome.Done(
            Gives.Path.Is(target),
            Gives.Existed.Is(true),
            Gives.Files.Is(files),
            Gives.Size.Is(size),
            Gives.Digest.Is(Convert.ToHexStringLower(SHA384.HashData(list)))
        ) with
        {
            Artefacts = [FileCopy.Artefact(call.Disk, TreeCopy.List(target))],
        };

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Source { get; } = Input.Directory(BackupTreeWords.Takes.Source);

        internal static Input<StationPath> Target { get; } = Input.Path(BackupTreeWords.Takes.Target, changes: true);

        internal static Input<bool> Optional { get; } = Input.Boolean(BackupTreeWords.Takes.Optional).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<long?> Files { get; } = StationGives.Files.Sometimes();

        internal static Output<StationPath?> Path { get; } = Output.Path(BackupTreeWords.Gives.Path).Sometimes();

        internal static Output<bool> Existed { get; } = Output.Boolean(BackupTreeWords.Gives.Existed);

        internal static Output<long?> Size { get; } = Output.Size(BackupTreeWords.Gives.Size).Sometimes();

        internal static Output<string?> Digest { get; } = Output.String(BackupTreeWords.Gives.Digest).Sometimes();
    }
}
