using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Extract;

/// <summary>Verifies and extracts a bundle in one pass and publishes it in one step; the old installation stays beside it.</summary>
/// <remarks>Source: runbook, section 2, step 3; formats.md, 10.4; trust.md, "Archives" and "Downgrades".</remarks>
internal sealed class ExtractBundle : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(ExtractBundleWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Inputs =
            [
                Takes.Bundle,
                ExtractTakes.Target,
                StationTakes.Key,
                StationTakes.Platform,
                StationTakes.Version,
                Takes.AllowDowngrade,
            ],
            Outputs =
            [
                ExtractGives.Path,
                Gives.Version,
                StationGives.Platform,
                StationGives.Files,
                StationGives.Size,
                StationGives.ManifestSha384,
                ExtractGives.ArchiveSha384,
                Gives.Previous,
                Gives.Existed,
                Gives.PreviousVersion,
            ],
            Errors = [.. Codes.Disk, .. Codes.Secrets, .. Codes.Archive, .. Codes.Bundle, Codes.KeyMissing, Codes.BundleDowngrade],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (bundle, target) = (call.Get(Takes.Bundle), call.Get(ExtractTakes.Target));
        FileCopy.DemandFile(call.Disk, bundle);
        var installed = call.Disk.IsDirectory(target.Full) ? Installed.Version(call.Disk, target.Full) : null;

        // Whole, as the run will read it: a file's name and length promise what its content need not hold.
        var info = BundleVerifier.Verify(call.Disk, bundle.Full, Keys.Bundle(call, StationTakes.Key), Expected(call, bundle));
        if (Refused(call, installed, info.Version) is { } refused)
        {
            return PlannedWork.Fails(refused);
        }

        var size = call.Disk.Length(bundle.Full);
        return new PlannedWork(
            [
                Fields.Effect(
                    Fields.Writes(call.Disk, target),
                    target,
                    Says.PlanExtractBundleExtracts(bundle.Shown, size, info.Version, target.Shown),
                    info.Bytes,
                    info.Version
                ),
                call.Disk.IsDirectory(target.Full)
                    ? Fields.Effect(
                        EffectKind.Keeps,
                        target,
                        Says.PlanExtractBundleKeeps(installed ?? "?", $"{target}.previous-{call.Site.RunId}")
                    )
                    : Fields.Line(false, Says.PlanExtractBundleNoneYet(target.Shown)),
            ],
            NamedValue.Map(
                ExtractGives.Path.Is(target),
                Gives.Version.Is(info.Version),
                StationGives.Platform.Is(info.Platform),
                Gives.Existed.Is(call.Disk.IsDirectory(target.Full))
            )
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (bundle, target) = (call.Get(Takes.Bundle), call.Get(ExtractTakes.Target));
        FileCopy.DemandFile(call.Disk, bundle);
        var publication = new Publication(call, target);
        publication.DemandPlace();
        var key = Keys.Bundle(call, StationTakes.Key);
        var expected = Expected(call, bundle);
        var installed = call.Disk.IsDirectory(target.Full) ? Installed.Version(call.Disk, target.Full) : null;
        if (Refused(call, installed, expected.Version) is { } early)
        {
            return Outcome.Failed(early);
        }

        try
        {
            var (tree, info) = BundleExtractor.Extract(
                call.Disk,
                bundle.Full,
                key,
                expected,
                publication.Room.Full,
                publication.Progress(),
                cancellation: cancellation
            );
            using (tree)
            {
                // The signed manifest decides, not the file's name.
                if (Refused(call, installed, info.Version) is { } late)
                {
                    return Outcome.Failed(late);
                }

                cancellation.ThrowIfCancellationRequested();
                var outputs = publication.Publish(
                    tree,
                    previous =>
                        NamedValue.Map(
                            ExtractGives.Path.Is(target),
                            Gives.Existed.Is(previous is not null),
                            Gives.Previous.Is(previous),
                            Gives.Version.Is(info.Version),
                            StationGives.Platform.Is(info.Platform),
                            StationGives.Files.Is(info.Files),
                            StationGives.Size.Is(info.Bytes),
                            StationGives.ManifestSha384.Is(info.ManifestSha384),
                            ExtractGives.ArchiveSha384.Is(info.ArchiveSha384!),
                            Gives.PreviousVersion.Is(installed)
                        )
                );
                return Done(call.Disk, outputs, bundle);
            }
        }
        finally
        {
            publication.Discard();
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) =>
        new Publication(call, call.Get(ExtractTakes.Target)).Recover(outputs => Done(call.Disk, outputs, call.Get(Takes.Bundle)));

    private static Outcome Done(IDisk disk, Value outputs, StationPath bundle) =>
        Outcome.Done(outputs) with
        {
            Artefacts = [ExtractGives.ArchiveOf(disk, bundle, outputs)],
            Remarks =
                Gives.PreviousVersion.In(outputs).AsText() is { } before
                && Installed.IsDowngrade(before, Gives.Version.In(outputs).ToText())
                    ? [Faults.BundleDowngrade(Gives.Version.In(outputs), Gives.PreviousVersion.In(outputs)).AsRemark(isDeviation: true)]
                    : [],
        };

    private static BundleExpectations Expected(Call call, StationPath bundle) =>
        new BundleExpectations(call.Get(StationTakes.Platform), call.Get(StationTakes.Version)).OrFromFileName(bundle.Full);

    private static Failure? Refused(Call call, string? installed, string? offered) =>
        offered is not null && Installed.IsDowngrade(installed, offered) && !call.Get(Takes.AllowDowngrade)
            ? Faults.BundleDowngrade(Value.Of(offered), Value.Of(installed))
            : null;

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Bundle { get; } = Input.File(ExtractBundleWords.Takes.Bundle);

        internal static Input<bool> AllowDowngrade { get; } = Input.Boolean(ExtractBundleWords.Takes.AllowDowngrade).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<string> Version { get; } =
            Output.Version(ExtractBundleWords.Gives.Version) with
            {
                Meaning = Meaning.VersionAfter,
            };

        internal static Output<StationPath?> Previous { get; } = Output.Path(ExtractBundleWords.Gives.Previous).Sometimes();

        internal static Output<bool> Existed { get; } = Output.Boolean(ExtractBundleWords.Gives.Existed);

        internal static Output<string?> PreviousVersion { get; } =
            Output.Version(ExtractBundleWords.Gives.PreviousVersion).Sometimes() with
            {
                Meaning = Meaning.VersionBefore,
            };
    }
}
