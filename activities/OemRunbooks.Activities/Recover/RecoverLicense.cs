using System.Globalization;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Recover;

/// <summary>Re-encrypts a licence store for this machine after a change of hardware, as <c>offline_portal.py recover</c> does.</summary>
/// <remarks>
/// Source: runbook, section 3, step 1; formats.md, 7.2. The store is replaced by a rename: at every instant it opens with the old or with the
/// new fingerprint. The <c>.bak</c> is made before; the report after, under a name that the step's start gives, so that a resumed run finds it.
/// A store that opens with the new fingerprint already is left alone: a second recovery would only overwrite the <c>.bak</c>.
/// </remarks>
internal sealed class RecoverLicense : Activity
{
    private const string Reports = "var/reports/licensing";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("recover.license", new LocalizedText("szyfruje magazyn licencji na nowo, dla fingerprintu tego urządzenia", "re-encrypts the licence store for this machine's fingerprint"))
    {
        Interruption = Interruption.Verify,
        LeavesChange = true,
        Inputs =
        [
            Fields.Need("store", InputType.File, "magazyn licencji", "the licence store", changes: true),
            Fields.May("output", InputType.Path, "gdzie zapisać wynik; domyślnie ten sam plik", "where to write the result; the same file by default", changes: true),
            Fields.May("oldFingerprint", InputType.String, "poprzedni fingerprint jako tekst", "the former fingerprint as text"),
            Fields.May("oldFingerprintFile", InputType.File, "plik z poprzednim fingerprintem", "a file with the former fingerprint", "backups/fingerprint.old"),
            Fields.May("newFingerprint", InputType.String, "nowy fingerprint: „local” albo tekst", "the new fingerprint: “local” or a text", "local"),
            Fields.May("newFingerprintFile", InputType.File, "plik z nowym fingerprintem", "a file with the new fingerprint"),
            Fields.May("reports", InputType.Directory, "katalog raportów odzyskiwania", "the directory of recovery reports", Reports),
        ],
        Outputs =
        [
            Fields.Gives("path", InputType.Path, "odzyskany magazyn", "the recovered store"),
            Fields.Gives("report", InputType.Path, "raport odzyskiwania", "the recovery report"),
            Fields.Gives("backup", InputType.Path, "kopia .bak", "the copy .bak"),
            Fields.Gives("licenses", InputType.Integer, "liczba licencji", "number of licences"),
            Fields.Gives("recovered", InputType.Boolean, "czy magazyn zaszyfrowano na nowo; fałsz, gdy już się otwierał", "whether the store was re-encrypted; false when it opened already"),
        ],
        Errors =
        [
            Codes.StoreMissing, Codes.StoreUnreadable, Codes.StoreMalformed, Codes.StoreDecryptionFailed, Codes.StoreWrongOldFingerprint, Codes.FingerprintMissing,
            Codes.FingerprintUnreadable, Codes.FingerprintBlank, Codes.FingerprintUnavailable, Codes.JsonUnwritable, Codes.FileTooLarge, Codes.FileLink, .. Codes.Disk,
        ],
        Undo = new LocalizedText("przywrócić magazyn z kopii zrobionej przed odzyskiwaniem", "put the store back from the copy that was made before the recovery"),
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (store, output) = Places(call);
        var (before, after) = Fingerprints(call);
        if (Opens(store, after))
        {
            return Fields.Looks($"magazyn {store} już otwiera się na tym urządzeniu; nic nie zmieni", $"the store {store} opens on this machine already; nothing is changed");
        }

        _ = LicenseStore.Open(store.Full, before, mustExist: true);
        return PlannedWork.Of(
            Fields.Effect(Fields.Writes(output), output, $"zaszyfruje {output} dla tego urządzenia (kopia {output}.bak)", $"re-encrypts {output} for this machine (copy {output}.bak)", 2 * new FileInfo(store.Full).Length),
            ("path", Value.Of(output.Shown)), ("report", Value.Of(Report(call).Shown)));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (store, output) = Places(call);
        FileCopy.DemandNoLink(store);
        FileCopy.DemandNoLink(output);
        var (before, after) = Fingerprints(call);
        if (!File.Exists(store.Full))
        {
            return Outcome.Failed(Faults.StoreMissing(store.Shown));
        }

        if (output == store && Opens(store, after))
        {
            return Outcome.Done(("path", Value.Of(output.Shown)), ("recovered", Value.False), ("licenses", Value.Of(Count(store, after)))) with
            {
                Remarks = [Faults.StoreAlreadyRecovered(store.Shown).AsRemark()],
            };
        }

        try
        {
            var result = LicenseTool.Recover(new RecoverRequest(store.Full, before, after, output.Full, ReportPath: null, MustExist: true), call.Clock);
            return Done(call, store, output, before, after, result.Licenses);
        }
        catch (OemException error) when (error.Code == Codes.StoreDecryptionFailed)
        {
            return Outcome.Failed(Faults.StoreWrongOldFingerprint(store.Shown));
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation)
    {
        var (store, output) = Places(call);
        var report = Report(call);
        foreach (var file in (StationPath[])[output, output.Suffixed(".bak"), report])
        {
            FileCopy.RemoveTemporaries(file.Full);
        }

        // It was this step that re-encrypted it: the one before made sure that it did not open.
        var (before, after) = Fingerprints(call);
        if (!Opens(output, after) || !File.Exists(output.Full + ".bak"))
        {
            return Reconciliation.NotBegun;
        }

        // The report comes last; where it is missing it is written now.
        var isWhole = File.Exists(report.Full);
        var done = Done(call, store, output, before, after, Count(output, after));
        return isWhole ? Reconciliation.Done(done) : Reconciliation.HalfDone(done);
    }

    private static Outcome Done(Call call, StationPath store, StationPath output, string before, string after, long licenses)
    {
        var report = Report(call);
        if (!File.Exists(report.Full))
        {
            Durable.CreateDirectory(Durable.ParentOf(report.Full));
            Durable.Replace(report.Full, OemJsonWriter.WriteBytes(
                new OemObject
                {
                    { "store_path", ShownPath.Tidy(store.Shown) },
                    { "output_path", ShownPath.Tidy(output.Shown) },
                    { "old_fingerprint", before },
                    { "new_fingerprint", after },
                    { "licenses", OemJson.Of(licenses) },
                },
                JsonStyle.PrettyInOrder));
        }

        var backup = output.Suffixed(".bak");
        return Outcome.Done(
            ("path", Value.Of(output.Shown)), ("report", Value.Of(report.Shown)), ("backup", Value.Of(File.Exists(backup.Full) ? backup.Shown : null)),
            ("licenses", Value.Of(licenses)), ("recovered", Value.True))
            with
        { Artefacts = [FileCopy.Artefact(report), FileCopy.Artefact(output)] };
    }

    private static (StationPath Store, StationPath Output) Places(Call call)
    {
        var store = call.RequiredPath("store");
        return (store, call.Path("output") ?? store);
    }

    private static (string Before, string After) Fingerprints(Call call)
    {
        var given = call.Text("oldFingerprint");
        var file = given is null ? call.Station.Resolve(call.Text("oldFingerprintFile") is { Length: > 0 } named ? named : "backups/fingerprint.old").Full : null;
        return (FingerprintSource.Resolve(given, file, null, "old"), Keys.Fingerprint(call, "newFingerprint", "newFingerprintFile", "new"));
    }

    private static StationPath Report(Call call) => call.Station.Resolve(call.Text("reports") is { Length: > 0 } given ? given : Reports)
        .Below($"recovery-{call.Site.StartedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.json");

    private static bool Opens(StationPath store, string fingerprint)
    {
        try
        {
            return File.Exists(store.Full) && LicenseStore.Open(store.Full, fingerprint, mustExist: true) is { Migrated: false };
        }
        catch (OemException error) when (error.Code == Codes.StoreDecryptionFailed)
        {
            return false;
        }
    }

    private static long Count(StationPath store, string fingerprint) => LicenseStore.Open(store.Full, fingerprint, mustExist: true).Licenses?.Count ?? 0;
}
