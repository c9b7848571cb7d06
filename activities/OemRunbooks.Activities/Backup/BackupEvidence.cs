using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Backup;

/// <summary>Keeps copies of files with the run: logs, photographs, protocols that a case needs.</summary>
/// <remarks>
/// Secrets in text are masked on the way. A file that is too large is named, not copied: a run's directory has to fit on a stick.
/// </remarks>
internal sealed class BackupEvidence : Activity
{
    private const long MostBytes = 32L << 20;
    private const int MostFiles = 200;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(BackupEvidenceWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Files, Takes.Required],
            Outputs = [Gives.Files, StationGives.Count],
            Errors = [Codes.EvidenceMissing, Codes.EvidenceTooLarge, Codes.EvidenceClosed, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) => Fields.Looks(Says.PlanBackupEvidenceKeeps(Given(call)));

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var required = call.Get(Takes.Required);
        var remarks = new List<Remark>();
        var copies = new List<Artefact>();
        foreach (var pattern in Given(call))
        {
            var found = Globs.Find(call, pattern);
            if (found.Count == 0)
            {
                var missing = Faults.EvidenceMissing(pattern);
                if (required)
                {
                    return Outcome.Failed(missing) with { Artefacts = [.. copies] };
                }

                remarks.Add(missing.AsRemark());
            }

            foreach (var file in found)
            {
                cancellation.ThrowIfCancellationRequested();
                if (call.Disk.Length(file.Full) > MostBytes || copies.Count >= MostFiles)
                {
                    var large = Faults.EvidenceTooLarge(file.Shown, "32 MiB");
                    if (required)
                    {
                        return Outcome.Failed(large) with { Artefacts = [.. copies] };
                    }

                    remarks.Add(large.AsRemark());
                    continue;
                }

                if (call.Evidence.KeepCopy(Path.GetFileName(file.Full), file) is { } copy)
                {
                    copies.Add(copy);
                    continue;
                }

                var closed = Faults.EvidenceClosed(file.Shown);
                if (required)
                {
                    return Outcome.Failed(closed) with { Artefacts = [.. copies] };
                }

                remarks.Add(closed.AsRemark());
            }
        }

        return Outcome.Done(Gives.Files.Is(copies.Select(static c => c.Path)), StationGives.Count.Is(copies.Count)) with
        {
            Artefacts = [.. copies],
            Remarks = [.. remarks],
        };
    }

    // A person may answer with several paths in one line.
    private static IReadOnlyList<string> Given(Call call) =>
        [
            .. call.Get(Takes.Files)
                .SelectMany(static f => f.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<IReadOnlyList<string>> Files { get; } = Input.Patterns(BackupEvidenceWords.Takes.Files).AllowEmpty();

        internal static Input<bool> Required { get; } = Input.Boolean(BackupEvidenceWords.Takes.Required).Or(true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<IEnumerable<string>> Files { get; } = Output.Texts(BackupEvidenceWords.Gives.Files);
    }
}
