using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;

namespace OemRunbooks.Activities.Verify;

/// <summary>Opens a licence store with this machine's fingerprint, as <c>offline_portal.py status</c> does.</summary>
/// <remarks>
/// Source: runbook, sections 1 and 3; formats.md, 7.1. A missing store fails: only the plain command takes it as an empty one. The evidence
/// is
/// the portal's report without <c>fingerprint_hash</c>, which is the store's key.
/// </remarks>
internal sealed class VerifyStore : Activity
{
    private const string EvidenceName = "license-status.json";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyStoreWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [VerifyTakes.Store, Takes.Fingerprint, VerifyTakes.FingerprintFile, Takes.MustOpen],
            Outputs = [Gives.Opens, Gives.Licenses, Gives.Migrated, Gives.Fingerprint],
            Errors =
            [
                Codes.StoreMissing,
                Codes.StoreUnreadable,
                Codes.StoreMalformed,
                Codes.StoreDecryptionFailed,
                Codes.FingerprintMissing,
                Codes.FingerprintUnreadable,
                Codes.FingerprintBlank,
                Codes.FingerprintUnavailable,
                Codes.FileTooLarge,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var outcome = Execute(call, keep: false);
        var store = call.Get(VerifyTakes.Store);
        return outcome.Failure is { } failure
            ? PlannedWork.Fails(failure)
            : new PlannedWork(
                Gives.Opens.In(outcome.Outputs).AsBoolean() == true
                    ? [Fields.Line(false, Says.PlanVerifyStoreOpens(store.Shown))]
                    : [Fields.Line(false, Says.PlanVerifyStoreDoesNotOpen(store.Shown))],
                outcome.Outputs
            );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation) => Execute(call, keep: true);

    private static Outcome Execute(Call call, bool keep)
    {
        var store = call.Get(VerifyTakes.Store);
        var fingerprint = Keys.Fingerprint(call, Takes.Fingerprint, VerifyTakes.FingerprintFile, "device");
        OemObject status;
        try
        {
            status = LicenseTool.Status(call.Disk, store.Full, fingerprint, mustExist: true);
        }
        catch (OemException error) when (error.Code == Codes.StoreDecryptionFailed)
        {
            var failure = OemFailures.From(error, call)!;
            var evidence = keep
                ?
                [
                    Report(
                        call,
                        new OemObject
                        {
                            { "store_path", store.Shown },
                            { "fingerprint", fingerprint },
                            { "error", failure.Code },
                        }
                    ),
                ]
                : Array.Empty<Artefact>();
            return call.Get(Takes.MustOpen)
                ? Outcome.Failed(failure) with
                {
                    Artefacts = [.. evidence],
                }
                : Outcome.Done(Gives.Opens.Is(false), Gives.Fingerprint.Is(fingerprint)) with
                {
                    Artefacts = [.. evidence],
                    Remarks = [failure.AsRemark()],
                };
        }

        status.Add("store_path", store.Shown);
        status.Add("fingerprint_hash", status.TextOf("fingerprint_hash") is not null ? OemJson.Of(Redactor.Mask) : OemJson.Null);
        var migrated = status.FlagOf("migrated") == true;
        return Outcome.Done(
            Gives.Opens.Is(true),
            Gives.Licenses.Is(((OemArray)status["licenses"]!).Count),
            Gives.Migrated.Is(migrated),
            Gives.Fingerprint.Is(fingerprint)
        ) with
        {
            Artefacts = keep ? [Report(call, status)] : [],
            Remarks = [.. Remarks(call, store, migrated)],
        };
    }

    private static IEnumerable<Remark> Remarks(Call call, StationPath store, bool migrated)
    {
        if (migrated)
        {
            yield return Faults.StoreLegacy(store.Shown).AsRemark(isDeviation: true);
        }

        // Where a runbook asks whether it opens, that it does is the answer, and worth saying.
        if (!call.Get(Takes.MustOpen))
        {
            yield return Faults.StoreOpens(store.Shown).AsRemark();
        }
    }

    private static Artefact Report(Call call, OemObject report) =>
        call.Evidence.Keep(EvidenceName, Encoding.UTF8.GetBytes(OemJsonWriter.Write(report, JsonStyle.PrettyInOrder)));

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<string?> Fingerprint { get; } = Input.String(VerifyStoreWords.Takes.Fingerprint).Optional(told: Keys.Local);

        internal static Input<bool> MustOpen { get; } = Input.Boolean(VerifyStoreWords.Takes.MustOpen).Or(true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<long?> Licenses { get; } = StationGives.Licenses.Sometimes();

        internal static Output<bool> Opens { get; } = Output.Boolean(VerifyStoreWords.Gives.Opens);

        internal static Output<bool?> Migrated { get; } = Output.Boolean(VerifyStoreWords.Gives.Migrated).Sometimes();

        internal static Output<string> Fingerprint { get; } = Output.String(VerifyStoreWords.Gives.Fingerprint);
    }
}
