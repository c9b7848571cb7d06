using System.Globalization;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;

namespace OemRunbooks.Activities.Backup;

/// <summary>Records this machine's parts, so that a later change of hardware can be told part by part.</summary>
/// <remarks>Source: formats.md, 8.5. The former record is kept beside the new one, dated.</remarks>
internal sealed class BackupHardware : Activity
{
    private const string Place = "backups/hardware.json";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(BackupHardwareWords.Activity)
        {
            Interruption = Interruption.Verify,
            Inputs = [Takes.Target, Takes.Key, Takes.KeyId],
            Outputs = [Gives.Path, Gives.Kept, Gives.Components],
            Errors = [.. Codes.Secrets, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var target = call.Get(Takes.Target);
        return PlannedWork.Of(
            Fields.Effect(Fields.Writes(call.Disk, target), target, Says.PlanBackupHardwareRecords(target.Shown)),
            Gives.Path.Is(target)
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var target = call.Get(Takes.Target);
        FileCopy.DemandNoLink(call.Disk, target);
        var kept = Kept(call, target);
        if (call.Disk.IsFile(target.Full) && !call.Disk.IsFile(kept.Full))
        {
            FileCopy.Replace(target, kept, call, cancellation);
        }

        var record = HardwareRecord.Local(call);
        var key = Keys.AnyIfDefined(call, call.Get(Takes.Key));
        var document = key is null ? record : ComponentRecord.Sign(record, key.Bytes, call.Get(Takes.KeyId));
        call.Disk.CreateDirectory(Durable.ParentOf(target.Full));
        call.Disk.Replace(target.Full, OemJsonWriter.WriteBytes(document, JsonStyle.PrettySorted), Keys.OwnersAlone);
        return Done(call, target, kept, record);
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        // Written whole or not at all, and written again it is the same but for its time.
        FileCopy.RemoveTemporaries(call.Disk, call.Get(Takes.Target).Full);
        return Reconciliation.NotBegun;
    }

    private static StationPath Kept(Call call, StationPath target) =>
        target.Suffixed("." + call.Site.StartedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    private static Outcome Done(Call call, StationPath target, StationPath kept, OemObject record) =>
        Outcome.Done(
            Gives.Path.Is(target),
            Gives.Kept.Is(call.Disk.IsFile(kept.Full) ? kept : null),
            Gives.Components.Is(((OemObject)record["component_digests"]!).Select(static c => c.Key))
        ) with
        {
            Artefacts = [FileCopy.Artefact(call.Disk, target)],
        };

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Target { get; } = Input.Path(BackupHardwareWords.Takes.Target, changes: true).Or(Place);

        internal static Input<SecretName?> Key { get; } = Input.Secret(BackupHardwareWords.Takes.Key).Optional();

        internal static Input<string> KeyId { get; } = Input.String(BackupHardwareWords.Takes.KeyId).Or("station");
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(BackupHardwareWords.Gives.Path);

        internal static Output<StationPath?> Kept { get; } = Output.Path(BackupHardwareWords.Gives.Kept).Sometimes();

        internal static Output<IEnumerable<string>> Components { get; } = Output.Texts(BackupHardwareWords.Gives.Components);
    }
}
