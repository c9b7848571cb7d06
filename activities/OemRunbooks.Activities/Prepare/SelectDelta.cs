using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Chooses the delta that fits what the full bundle installs, and says why when none is applied.</summary>
/// <remarks>Source: runbook, section 2, step 4; formats.md, 11.1 and 11.5.</remarks>
internal sealed class SelectDelta : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(PrepareSelectDeltaWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs =
            [
                PrepareTakes.Platform,
                Takes.Delta,
                StationTakes.InstallRoot,
                Takes.AfterVersion,
                PrepareTakes.Releases,
                PrepareTakes.Media,
            ],
            Outputs = [Gives.Applies, Gives.Reason, Gives.Path, Gives.Manifest, Gives.BaseVersion, Gives.TargetVersion],
            Errors =
            [
                Codes.DeltaManifestInvalid,
                Codes.DeltaManifestMissing,
                Codes.ArchiveCorrupt,
                Codes.ArchiveTooLarge,
                Codes.BundleManifestInvalid,
                Codes.BundleWrongName,
                Codes.BundleWrongPlatform,
                Codes.InstallationStateMalformed,
                Codes.FileTooLarge,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) =>
        Foretell(
            call,
            static o =>
            {
                var (path, reason) = (Gives.Path.In(o).ToText(), Gives.Reason.In(o).ToText());
                return Gives.Applies.In(o).AsBoolean() == true
                    ? [Fields.Line(false, Says.PlanSelectDeltaChooses(path))]
                    : [Fields.Line(false, Says.PlanSelectDeltaNone(reason))];
            }
        );

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var platform = call.Get(PrepareTakes.Platform);
        var install = call.Get(StationTakes.InstallRoot);
        var after =
            call.Get(Takes.AfterVersion) ?? (call.Disk.IsDirectory(install.Full) ? Installed.Version(call.Disk, install.Full) : null) ?? "";
        var remarks = new List<Remark>();
        var given = call.Get(Takes.Delta);
        var candidates = given is null ? DeltaShelf.Find(call, platform, remarks) : [DeltaShelf.Given(call, given, platform)];
        if (
            candidates.Where(c => c.Manifest.BaseVersion == after).MaxBy(static c => c.Manifest.TargetVersion, VersionOrder.Instance) is
            { } fitting
        )
        {
            return Chosen(fitting, "applicable", remarks);
        }

        var best = candidates.MaxBy(static c => c.Manifest.TargetVersion, VersionOrder.Instance);
        if (best is null)
        {
            return Outcome.Done(Gives.Applies.Is(false), Gives.Reason.Is("none-found")) with { Remarks = [.. remarks] };
        }

        // The seed's delta is named after its target: the full bundle of that version made it superfluous.
        var brought = VersionOrder.Instance.Compare(best.Manifest.TargetVersion, after) <= 0;
        remarks.Add(
            brought
                ? Faults.DeltaSkippedAlreadyBrought(best.Path.Shown, best.Manifest.TargetVersion).AsRemark()
                : Faults
                    .DeltaSkippedBaseMismatch(best.Path.Shown, best.Manifest.BaseVersion, after)
                    .AsRemark(isDeviation: given is not null)
        );
        return Chosen(best, brought ? "already-brought" : "base-mismatch", remarks);
    }

    private static Outcome Chosen(ShelvedDelta candidate, string reason, List<Remark> remarks) =>
        Outcome.Done(
            Gives.Applies.Is(reason == "applicable"),
            Gives.Reason.Is(reason),
            Gives.Path.Is(candidate.Path),
            Gives.Manifest.Is(candidate.Published),
            Gives.BaseVersion.Is(candidate.Manifest.BaseVersion),
            Gives.TargetVersion.Is(candidate.Manifest.TargetVersion)
        ) with
        {
            Remarks = [.. remarks],
        };

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath?> Delta { get; } = Input.File(PrepareSelectDeltaWords.Takes.Delta).Optional();

        internal static Input<string?> AfterVersion { get; } = Input.Version(PrepareSelectDeltaWords.Takes.AfterVersion).Optional();
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<bool> Applies { get; } = Output.Boolean(PrepareSelectDeltaWords.Gives.Applies);

        internal static Output<string> Reason { get; } = Output.String(PrepareSelectDeltaWords.Gives.Reason);

        internal static Output<StationPath?> Path { get; } = Output.Path(PrepareSelectDeltaWords.Gives.Path).Sometimes();

        internal static Output<StationPath?> Manifest { get; } = Output.Path(PrepareSelectDeltaWords.Gives.Manifest).Sometimes();

        internal static Output<string?> BaseVersion { get; } = Output.Version(PrepareSelectDeltaWords.Gives.BaseVersion).Sometimes();

        internal static Output<string?> TargetVersion { get; } = Output.Version(PrepareSelectDeltaWords.Gives.TargetVersion).Sometimes();
    }
}
