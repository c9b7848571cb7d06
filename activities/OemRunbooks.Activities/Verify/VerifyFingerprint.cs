using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Verify;

/// <summary>Checks an installation's expected fingerprint against this machine, as <c>bootstrap/verify_fingerprint.py</c> does.</summary>
/// <remarks>Source: runbook, section 2, step 5; formats.md, 9 and 14.1. The evidence is the log that the hardware team is given.</remarks>
internal sealed class VerifyFingerprint : Activity
{
    private const string EvidenceName = "verify-fingerprint.log";
    private const string AuditPath = "logs/security_admin.log";

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyFingerprintWords.Activity)
        {
            Interruption = Interruption.Verify,
            Inputs = [Takes.Expected, StationTakes.InstallRoot, StationTakes.Key, Takes.Runtime, Takes.AllowUnprovisioned],
            Outputs = [Gives.Fingerprint, Gives.Matches, Gives.Provisioned],
            Errors =
            [
                Codes.FingerprintMismatch,
                Codes.FingerprintUnprovisioned,
                Codes.FingerprintMalformed,
                Codes.FingerprintSignatureMismatch,
                Codes.FingerprintUnavailable,
                Codes.SignatureUnsupportedAlgorithm,
                Codes.KeyMissing,
                Codes.FileTooLarge,
                .. Codes.Secrets,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var expected = call.Get(Takes.Expected);
        var audit = Fields.Line(true, Says.PlanVerifyFingerprintAppends(AuditPath)) with { Effect = new(EffectKind.Appends, AuditPath) };
        var outcome = Execute(call, keep: false);
        return outcome.Failure is { } failure
            ? PlannedWork.Fails(failure) with
            {
                IsProbe = true,
            }
            : new PlannedWork([Fields.Line(false, Says.PlanVerifyFingerprintChecked(expected.Shown)), audit], outcome.Outputs)
            {
                IsProbe = true,
            };
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation) => Execute(call, keep: true);

    // It changes nothing but its log: looking again is all that there is to do.
    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) => Reconciliation.NotBegun;

    private static Outcome Execute(Call call, bool keep)
    {
        var path = call.Get(Takes.Expected);
        var key = Keys.BundleText(call, StationTakes.Key);
        string? found = null;
        ExpectedFingerprint? document = null;
        Failure? failure = null;
        try
        {
            found = ExpectedFingerprint.RuntimeFingerprint(name => Given(call, name), () => Keys.LocalFingerprint(call));
            document = ExpectedFingerprint.Check(
                call.Disk,
                path.Full,
                name => name == "OEM_BUNDLE_HMAC_KEY" ? key : Given(call, name),
                () => found
            );
        }
        catch (Exception e) when (OemFailures.From(e, call) is not null)
        {
            failure = OemFailures.From(e, call)!;
        }

        Artefact[] artefacts = keep ? [Report(call, path, found, document, failure)] : [];
        if (failure is null)
        {
            return Outcome.Done(Gives.Fingerprint.Is(found), Gives.Matches.Is(true), Gives.Provisioned.Is(true)) with
            {
                Artefacts = [.. artefacts],
            };
        }

        if (failure.Code == Codes.FingerprintUnprovisioned && call.Get(Takes.AllowUnprovisioned))
        {
            return Outcome.Done(Gives.Fingerprint.Is(found), Gives.Matches.Is(false), Gives.Provisioned.Is(false)) with
            {
                Artefacts = [.. artefacts],
                Remarks = [failure.AsRemark(isDeviation: true)],
            };
        }

        return Outcome.Failed(failure) with
        {
            Artefacts = [.. artefacts],
        };
    }

    private static string? Given(Call call, string name) =>
        name == "OEM_FINGERPRINT" && call.Get(Takes.Runtime) is { Length: > 0 } runtime
            ? (runtime == Keys.Local ? null : runtime)
            : Keys.Variable(call, name);

    private static Artefact Report(Call call, StationPath path, string? found, ExpectedFingerprint? document, Failure? failure)
    {
        var expected = document?.Fingerprint ?? failure?.Arguments["expected"].AsText();
        var status =
            failure is null ? "verified"
            : failure.Code.StartsWith("disk.", StringComparison.Ordinal) || failure.Code.StartsWith("file.", StringComparison.Ordinal)
                ? "error"
            : "failed";
        AuditLog.Append(
            call.Disk,
            call.Station.Resolve(AuditPath).Full,
            AuditLog.InstallerRun(
                status,
                found,
                document?.KeyId,
                "OemRunbooks verify.fingerprint",
                expected,
                path.Shown,
                failure?.Code ?? "fingerprint verified"
            ),
            call.Clock
        );
        var text = new StringBuilder()
            .Append("time      ")
            .Append(TimeForms.Seconds(call.Clock.GetUtcNow()))
            .Append('\n')
            .Append("run       ")
            .Append(call.Site.RunId)
            .Append(' ')
            .Append(call.Site.Path)
            .Append('\n')
            .Append("document  ")
            .Append(path.Shown)
            .Append('\n')
            .Append("expected  ")
            .Append(expected ?? "-")
            .Append('\n')
            .Append("found     ")
            .Append(found ?? "-")
            .Append('\n')
            .Append("key id    ")
            .Append(document?.KeyId ?? "-")
            .Append('\n')
            .Append("result    ")
            .Append(failure?.Code ?? "verified")
            .Append('\n');
        return call.Evidence.Keep(EvidenceName, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Expected { get; } =
            Input.File(VerifyFingerprintWords.Takes.Expected).OrBelow(StationTakes.InstallRoot, ExpectedFingerprint.BundlePath);

        internal static Input<string?> Runtime { get; } = Input.String(VerifyFingerprintWords.Takes.Runtime).Optional();

        internal static Input<bool> AllowUnprovisioned { get; } = Input.Boolean(VerifyFingerprintWords.Takes.AllowUnprovisioned).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<string?> Fingerprint { get; } = Output.String(VerifyFingerprintWords.Gives.Fingerprint).Sometimes();

        internal static Output<bool> Matches { get; } = Output.Boolean(VerifyFingerprintWords.Gives.Matches);

        internal static Output<bool> Provisioned { get; } = Output.Boolean(VerifyFingerprintWords.Gives.Provisioned);
    }
}
