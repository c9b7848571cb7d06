using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Deltas;

namespace OemRunbooks.Activities.Verify;

/// <summary>Says whether an installation already is what an update would make of it, down to the last byte; writes nothing.</summary>
/// <remarks>Only the same version is looked at closely: another one is replaced anyway.</remarks>
internal sealed class VerifyInstalled : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyInstalledWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs =
            [
                StationTakes.InstallRoot,
                Takes.Bundle,
                StationTakes.Key,
                StationTakes.Platform,
                Takes.Delta,
                Takes.DeltaManifest,
                Takes.DeltaKey,
                Takes.AllowUnsigned,
            ],
            Outputs = [Gives.Current, Gives.Reason, Gives.Version],
            Errors = [.. Codes.Disk, .. Codes.Secrets, .. Codes.Archive, .. Codes.Bundle, .. Codes.Delta, Codes.KeyMissing],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var target = call.Get(StationTakes.InstallRoot);
        return Foretell(
            call,
            o =>
                Gives.Current.In(o).AsBoolean() == true
                    ? [Fields.Line(false, Says.PlanVerifyInstalledCurrent(target.Shown, Gives.Version.In(o).ToText()))]
                    : [Fields.Line(false, Says.PlanVerifyInstalledDiffers(target.Shown))]
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (target, bundle, delta) = (call.Get(StationTakes.InstallRoot), call.Get(Takes.Bundle), call.Get(Takes.Delta));
        FileCopy.DemandFile(call.Disk, bundle);
        if (!call.Disk.IsDirectory(target.Full))
        {
            return Differs("not-installed", null);
        }

        var installed = Installed.Version(call.Disk, target.Full);
        var expected = new BundleExpectations(call.Get(StationTakes.Platform)).OrFromFileName(bundle.Full);
        var brought = delta is null ? expected.Version : Prepare.DeltaPeek.Read(call.Disk, delta.Full).Manifest.TargetVersion;
        if (installed is null || (brought is not null && VersionOrder.Instance.Compare(brought, installed) != 0))
        {
            return Differs("other-version", installed);
        }

        var difference = InstalledComparison.Difference(
            call.Disk,
            target.Full,
            bundle.Full,
            delta is null ? null : RequestOf(call, delta),
            Keys.Bundle(call, StationTakes.Key),
            expected,
            new Publication(call, target).Progress(),
            cancellation
        );
        return difference is { } found
            ? Differs(found.Reason, installed) with
            {
                Remarks = found.Damage is { } damage ? [damage.AsRemark()] : [],
            }
            : Outcome.Done(Gives.Current.Is(true), Gives.Reason.Is("none"), Gives.Version.Is(installed)) with
            {
                // Of a delta only the names are signed: whoever relies on this is to know it, as when it is applied.
                Remarks =
                [
                    Faults.InstallationCurrent(installed).AsRemark(),
                    .. delta is null ? (Remark[])[] : [Faults.DeltaContentUnauthenticated().AsRemark()],
                ],
            };
    }

    private static DeltaRequest RequestOf(Call call, StationPath delta) =>
        new DeltaTakes(
            delta,
            call.Get(Takes.DeltaManifest),
            call.Get(Takes.DeltaKey),
            call.Get(StationTakes.Key),
            call.Get(StationTakes.Platform),
            call.Get(Takes.AllowUnsigned)
        ).Request(call, "");

    private static Outcome Differs(string reason, string? installed) =>
        Outcome.Done(Gives.Current.Is(false), Gives.Reason.Is(reason), Gives.Version.Is(installed));

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Bundle { get; } = Input.File(VerifyInstalledWords.Takes.Bundle);

        internal static Input<StationPath?> Delta { get; } = Input.File(VerifyInstalledWords.Takes.Delta).Optional();

        internal static Input<StationPath?> DeltaManifest { get; } = Input.File(VerifyInstalledWords.Takes.DeltaManifest).Optional();

        internal static Input<SecretName?> DeltaKey { get; } = Input.Secret(VerifyInstalledWords.Takes.DeltaKey).Optional();

        internal static Input<bool> AllowUnsigned { get; } = Input.Boolean(VerifyInstalledWords.Takes.AllowUnsigned).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<bool> Current { get; } = Output.Boolean(VerifyInstalledWords.Gives.Current);

        internal static Output<string> Reason { get; } = Output.String(VerifyInstalledWords.Gives.Reason);

        internal static Output<string?> Version { get; } =
            Output.Version(VerifyInstalledWords.Gives.Version).Sometimes() with
            {
                Meaning = Meaning.VersionFound,
            };
    }
}
