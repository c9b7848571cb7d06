using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Verify;

/// <summary>Verifies a bundle, packed or installed, writing nothing.</summary>
/// <remarks>Source: formats.md, 10.4.</remarks>
internal sealed class VerifyBundle : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyBundleWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Bundle, StationTakes.Key, StationTakes.Platform, StationTakes.Version],
            Outputs =
            [
                Gives.Version,
                StationGives.Platform,
                StationGives.Files,
                StationGives.Size,
                StationGives.ManifestSha384,
                Gives.ArchiveSha384,
            ],
            Errors = [.. Codes.Disk, .. Codes.Secrets, .. Codes.Archive, .. Codes.Bundle, Codes.KeyMissing],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var bundle = call.Get(Takes.Bundle);
        return Probe(call, o => [Fields.Line(false, Says.PlanVerifyBundleIsRight(bundle.Shown, Gives.Version.In(o).ToText()))]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var bundle = call.Get(Takes.Bundle);
        var expectations = new BundleExpectations(call.Get(StationTakes.Platform), call.Get(StationTakes.Version)).OrFromFileName(
            bundle.Full
        );
        var info = BundleVerifier.Verify(
            call.Disk,
            bundle.Full,
            Keys.Bundle(call, StationTakes.Key),
            expectations,
            new Publication(call, bundle).Progress(),
            cancellation: cancellation
        );
        var outcome = Outcome.Done(
            Gives.Version.Is(info.Version),
            StationGives.Platform.Is(info.Platform),
            StationGives.Files.Is(info.Files),
            StationGives.Size.Is(info.Bytes),
            StationGives.ManifestSha384.Is(info.ManifestSha384),
            Gives.ArchiveSha384.Is(info.ArchiveSha384)
        );
        return info.ArchiveSha384 is { } digest
            ? outcome with
            {
                Artefacts = [new Artefact(bundle.Shown, call.Disk.Length(bundle.Full), digest)],
            }
            : outcome;
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Bundle { get; } = Input.Path(VerifyBundleWords.Takes.Bundle);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<string> Version { get; } = Output.Version(VerifyBundleWords.Gives.Version);

        internal static Output<string?> ArchiveSha384 { get; } = Output.String(VerifyBundleWords.Gives.ArchiveSha384).Sometimes();
    }
}
