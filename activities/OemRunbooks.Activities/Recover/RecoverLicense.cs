using System.Globalization;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Recover;

/// <summary>Re-encrypts a licence store for this machine after a change of hardware, as <c>offline_portal.py recover</c> does.</summary>
/// <remarks>
/// Source: runbook, section 3, step 1; formats.md, 7.2. The store is replaced by a rename: at every instant it opens with the old or with
/// the
/// new fingerprint. The <c>.bak</c> is made before; the report after, under a name that the step's start gives, so that a resumed run finds
/// it.
/// A store that opens with the new fingerprint already is left alone: a second recovery would only overwrite the <c>.bak</c>.
/// </remarks>
internal sealed class RecoverLicense : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(RecoverLicenseWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Inputs =
            [
                Takes.Store,
                Takes.Output,
                Takes.OldFingerprint,
                Takes.OldFingerprintFile,
                Takes.NewFingerprint,
                Takes.NewFingerprintFile,
                Takes.Reports,
            ],
            Outputs = [Gives.Path, Gives.Report, Gives.Backup, StationGives.Licenses, Gives.Recovered],
            Errors =
            [
                Codes.StoreMissing,
                Codes.StoreUnreadable,
                Codes.StoreMalformed,
                Codes.StoreDecryptionFailed,
                Codes.StoreWrongOldFingerprint,
                Codes.FingerprintMissing,
                Codes.FingerprintUnreadable,
                Codes.FingerprintBlank,
                Codes.FingerprintUnavailable,
                Codes.JsonUnwritable,
                Codes.FileTooLarge,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (store, output) = Places(call);
        var (before, after) = Fingerprints(call);
        if (Opens(call, store, after))
        {
            return Fields.Looks(Says.PlanRecoverLicenseOpensAlready(store.Shown));
        }

        _ = LicenseStore.Open(call.Disk, store.Full, before, mustExist: true);
        return PlannedWork.Of(
            Fields.Effect(
                Fields.Writes(call.Disk, output),
                output,
                Says.PlanRecoverLicenseEncrypts(output.Shown),
                2 * call.Disk.Length(store.Full)
            ),
            Gives.Path.Is(output),
            Gives.Report.Is(Report(call))
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (store, output) = Places(call);
        FileCopy.DemandNoLink(call.Disk, store);
        FileCopy.DemandNoLink(call.Disk, output);
        var (before, after) = Fingerprints(call);
        if (!call.Disk.Has(store.Full))
        {
            return Outcome.Failed(Faults.StoreMissing(store.Shown));
        }

        if (output == store && Opens(call, store, after))
        {
            return Outcome.Done(Gives.Path.Is(output), Gives.Recovered.Is(false), StationGives.Licenses.Is(Count(call, store, after))) with
            {
                Remarks = [Faults.StoreAlreadyRecovered(store.Shown).AsRemark()],
            };
        }

        try
        {
            var result = LicenseTool.Recover(
                call.Disk,
                new RecoverRequest(store.Full, before, after, output.Full, ReportPath: null, MustExist: true),
                call.Clock
            );
            return Done(call, store, output, before, after, result.Licenses);
        }
        catch (OemException error) when (error.Code == Codes.StoreDecryptionFailed)
        {
            return Outcome.Failed(Faults.StoreWrongOldFingerprint(store.Shown, Keys.ChangedParts(call)));
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var (store, output) = Places(call);
        var report = Report(call);
        foreach (var file in (StationPath[])[output, output.Suffixed(".bak"), report])
        {
            FileCopy.RemoveTemporaries(call.Disk, file.Full);
        }

        // It was this step that re-encrypted it: the one before made sure that it did not open.
        var (before, after) = Fingerprints(call);
        if (!Opens(call, output, after) || !call.Disk.Has(output.Full + ".bak"))
        {
            return Reconciliation.NotBegun;
        }

        // The report comes last; where it is missing it is written now.
        var isWhole = call.Disk.Has(report.Full);
        var done = Done(call, store, output, before, after, Count(call, output, after));
        return isWhole ? Reconciliation.Done(done) : Reconciliation.HalfDone(done);
    }

    private static Outcome Done(Call call, StationPath store, StationPath output, string before, string after, long licenses)
    {
        var report = Report(call);
        if (!call.Disk.Has(report.Full))
        {
            call.Disk.CreateDirectory(Durable.ParentOf(report.Full));
            call.Disk.Replace(
                report.Full,
                OemJsonWriter.WriteBytes(
                    new OemObject
                    {
                        { "store_path", ShownPath.Tidy(store.Shown) },
                        { "output_path", ShownPath.Tidy(output.Shown) },
                        { "old_fingerprint", before },
                        { "new_fingerprint", after },
                        { "licenses", OemJson.Of(licenses) },
                    },
                    JsonStyle.PrettyInOrder
                )
            );
        }

        var backup = output.Suffixed(".bak");
        return Outcome.Done(
            Gives.Path.Is(output),
            Gives.Report.Is(report),
            Gives.Backup.Is(call.Disk.Has(backup.Full) ? backup : null),
            StationGives.Licenses.Is(licenses),
            Gives.Recovered.Is(true)
        ) with
        {
            Artefacts = [FileCopy.Artefact(call.Disk, report), FileCopy.Artefact(call.Disk, output)],
        };
    }

    private static (StationPath Store, StationPath Output) Places(Call call)
    {
        var store = call.Get(Takes.Store);
        return (store, call.Get(Takes.Output) ?? store);
    }

    private static (string Before, string After) Fingerprints(Call call)
    {
        var given = call.Get(Takes.OldFingerprint);
        var file = given is null ? call.Get(Takes.OldFingerprintFile).Full : null;
        return (
            FingerprintSource.Resolve(call.Disk, given, file, null, "old"),
            Keys.Fingerprint(call, Takes.NewFingerprint, Takes.NewFingerprintFile, "new")
        );
    }

    private static StationPath Report(Call call) =>
        call.Get(Takes.Reports)
            .Below($"recovery-{call.Site.StartedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.json");

    private static bool Opens(Call call, StationPath store, string fingerprint)
    {
        try
        {
            return call.Disk.Has(store.Full)
                && LicenseStore.Open(call.Disk, store.Full, fingerprint, mustExist: true) is { Migrated: false };
        }
        catch (OemException error) when (error.Code == Codes.StoreDecryptionFailed)
        {
            return false;
        }
    }

    private static long Count(Call call, StationPath store, string fingerprint) =>
        LicenseStore.Open(call.Disk, store.Full, fingerprint, mustExist: true).Licenses?.Count ?? 0;

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Store { get; } = Input.File(RecoverLicenseWords.Takes.Store, changes: true);

        internal static Input<StationPath?> Output { get; } = Input.Path(RecoverLicenseWords.Takes.Output, changes: true).Optional();

        internal static Input<string?> OldFingerprint { get; } = Input.String(RecoverLicenseWords.Takes.OldFingerprint).Optional();

        internal static Input<StationPath> OldFingerprintFile { get; } =
            Input.File(RecoverLicenseWords.Takes.OldFingerprintFile).Or("backups/fingerprint.old");

        internal static Input<string?> NewFingerprint { get; } =
            Input.String(RecoverLicenseWords.Takes.NewFingerprint).Optional(told: Keys.Local);

        internal static Input<StationPath?> NewFingerprintFile { get; } =
            Input.File(RecoverLicenseWords.Takes.NewFingerprintFile).Optional();

        internal static Input<StationPath> Reports { get; } =
            Input.Directory(RecoverLicenseWords.Takes.Reports).Or("var/reports/licensing");
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(RecoverLicenseWords.Gives.Path);

        internal static Output<StationPath?> Report { get; } = Output.Path(RecoverLicenseWords.Gives.Report).Sometimes();

        internal static Output<StationPath?> Backup { get; } = Output.Path(RecoverLicenseWords.Gives.Backup).Sometimes();

        internal static Output<bool> Recovered { get; } = Output.Boolean(RecoverLicenseWords.Gives.Recovered);
    }
}
