using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Activities.Backup;

/// <summary>Records of which parts the fingerprint is made that opens the licence store.</summary>
/// <remarks>
/// After a step that has opened the store: recorded at any other time, the parts would explain nothing. Source: trust.md, "Blame goes
/// where it belongs".
/// </remarks>
internal sealed class BackupFingerprint : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(BackupFingerprintWords.Activity)
        {
            // Written whole or not at all, and written again it is the same but for its time.
            Interruption = Interruption.Rerun,
            Outputs = [Gives.Path],
            Errors = [Codes.FingerprintUnavailable, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var target = Target(call);
        return PlannedWork.Of(
            Fields.Effect(Fields.Writes(call.Disk, target), target, Says.PlanBackupFingerprintRecords(target.Shown)),
            Gives.Path.Is(target)
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var target = Target(call);
        FileCopy.DemandNoLink(call.Disk, target);
        FileCopy.RemoveTemporaries(call.Disk, target.Full);
        var record = FingerprintParts.Record(Keys.Machine(call), call.Clock);
        call.Disk.CreateDirectory(Durable.ParentOf(target.Full));
        call.Disk.Replace(target.Full, OemJsonWriter.WriteBytes(record, JsonStyle.PrettySorted), Keys.OwnersAlone);
        return Outcome.Done(Gives.Path.Is(target)) with { Artefacts = [FileCopy.Artefact(call.Disk, target)] };
    }

    private static StationPath Target(Call call) => call.Station.Resolve(FingerprintParts.Place);

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(BackupFingerprintWords.Gives.Path);
    }
}
