using OemRunbooks.Activities.Common;
using OemRunbooks.Activities.Files;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Unpacking;
using Copies = OemRunbooks.Activities.Common.FileCopy;

namespace OemRunbooks.Activities.Archives;

/// <summary>Packs files into one; nothing in them is changed or masked.</summary>
internal sealed class ArchiveCreate : Activity
{
    private const int MostFiles = 50_000;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(ArchiveCreateWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [Takes.Files, Takes.Below, Takes.Target],
            Outputs = [Gives.Path, StationGives.Changed, StationGives.Existed, StationGives.Former, StationGives.Files],
            Errors =
            [
                .. Codes.Disk,
                Codes.FileReserved,
                Codes.ArchiveNothing,
                Codes.ArchiveFormUnknown,
                Codes.ArchiveSourceChanged,
                Codes.ArchiveTooLarge,
                Codes.ArchiveHostileName,
                Codes.BackupUnverified,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (target, files) = Look(call);
        var size = files.Sum(static f => f.Size);
        return Replacement
            .At(call, target)
            .Plan(false, Says.PlanArchiveCreatePacks(files.Count, size, target.Shown), size, StationGives.Files.Is(files.Count));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (target, files) = Look(call);
        return Replacement
            .At(call, target)
            .PutStaged(
                temporary =>
                {
                    using (var output = call.Disk.CreateStream(temporary))
                    {
                        var name = target.Shown;
                        AnyArchive.Create(
                            output,
                            name.EndsWith(".zip", StringComparison.Ordinal),
                            !name.EndsWith(".tar", StringComparison.Ordinal),
                            files,
                            call.Site.StartedAt,
                            cancellation
                        );
                        output.File.Sync();
                    }

                    return Copies.Digest(call.Disk, temporary, cancellation);
                },
                StationGives.Files.Is(files.Count)
            );
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) =>
        Replacement.Recover(call, call.Get(Takes.Target));

    private static (StationPath Target, IReadOnlyList<ArchivedFile> Files) Look(Call call)
    {
        var target = call.Get(Takes.Target);
        if (!Forms.Any(f => target.Shown.EndsWith(f, StringComparison.Ordinal)))
        {
            throw new CodedException(Faults.ArchiveFormUnknown(target.Shown));
        }

        var below = call.Get(Takes.Below);
        var files = call.Get(Takes.Files)
            .SelectMany(p => Globs.FindItems(call, p))
            .Where(f => f.Path.Full != target.Full)
            .DistinctBy(static f => f.Path.Full)
            .OrderBy(static f => f.Path.Shown, StringComparer.Ordinal)
            .Select(f => Archived(call, f.Path, f.Item, below))
            .ToList();
        return files.Count switch
        {
            0 => throw new CodedException(Faults.ArchiveNothing()),
            > MostFiles => throw new CodedException(Faults.ArchiveTooLarge(MostFiles, "entries")),
            _ => (target, files),
        };
    }

    private static readonly string[] Forms = [".tar.gz", ".tgz", ".tar", ".zip"];

    private static ArchivedFile Archived(Call call, StationPath path, DiskItem item, StationPath? below)
    {
        var name =
            below is not null && path.Full.StartsWith(below.Full + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                ? Path.GetRelativePath(below.Full, path.Full).Replace('\\', '/')
                : path.Shown.TrimStart('/');
        return EntryName.Problem(name) is { } problem
            ? throw new CodedException(Faults.ArchiveHostileName(name, problem))
            : new(
                name,
                item.Rights is { } rights && rights.HasFlag(UnixFileMode.UserExecute),
                item.Length,
                () => call.Disk.OpenStream(path.Full)
            );
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<IReadOnlyList<string>> Files { get; } = Input.Patterns(ArchiveCreateWords.Takes.Files);

        internal static Input<StationPath?> Below { get; } = Input.Directory(ArchiveCreateWords.Takes.Below).Optional();

        internal static Input<StationPath> Target { get; } = Input.Path(ArchiveCreateWords.Takes.Target, changes: true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(ArchiveCreateWords.Gives.Path);
    }
}
