using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Unpacking;

namespace OemRunbooks.Activities.Archives;

/// <summary>Reads an archive to its end and tells what it holds, writing nothing.</summary>
internal sealed class ArchiveList : Activity
{
    private const int MostListed = 1000;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(ArchiveListWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [ArchiveTakes.Archive, ArchiveTakes.MaxFiles, ArchiveTakes.MaxSize],
            Outputs = [Gives.Members, StationGives.Files, ArchiveGives.Size, ArchiveGives.ArchiveSha384],
            Errors = [.. Codes.Disk, .. Codes.AnyArchive],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var archive = call.Get(ArchiveTakes.Archive);
        return Probe(call, o => [Fields.Line(false, Says.PlanArchiveListReads(archive.Shown, StationGives.Files.In(o).AsInteger() ?? 0))]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var archive = call.Get(ArchiveTakes.Archive);
        FileCopy.DemandFile(call.Disk, archive);
        var members = AnyArchive.List(call.Disk, archive.Full, ArchiveTakes.Bounds(call), null, cancellation);
        return Outcome.Done(
            Gives.Members.Is(
                members
                    .Take(MostListed)
                    .Select(static m => Value.MapOf(("path", Value.Of(m.Path)), ("size", Value.Of(m.Size)), ("sha384", Value.Of(m.Sha384))))
            ),
            StationGives.Files.Is(members.Count),
            ArchiveGives.Size.Is(members.Sum(static m => m.Size)),
            ArchiveGives.ArchiveSha384.Is(FileCopy.Digest(call.Disk, archive.Full, cancellation).Sha384)
        );
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<IEnumerable<Value>> Members { get; } = Output.List(ArchiveListWords.Gives.Members);
    }
}
