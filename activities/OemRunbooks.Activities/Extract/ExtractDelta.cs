using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Deltas;

namespace OemRunbooks.Activities.Extract;

/// <summary>Applies a delta to a copy of the installation and publishes the copy in one step.</summary>
/// <remarks>Source: runbook, section 2, step 4; formats.md, 11.5; trust.md, "Deltas".</remarks>
internal sealed class ExtractDelta : Activity
{
    private const int MostRemarks = 20;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(ExtractDeltaWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Inputs = [Takes.Archive, ExtractTakes.Target, Takes.Manifest, Takes.Key, Takes.BundleKey, Takes.Platform, Takes.AllowUnsigned],
            Outputs =
            [
                ExtractGives.Path,
                Gives.Version,
                Gives.PreviousVersion,
                Gives.Previous,
                Gives.Existed,
                Gives.Changed,
                Gives.Removed,
                Gives.Signed,
                ExtractGives.ArchiveSha384,
            ],
            Errors = [.. Codes.Disk, .. Codes.Secrets, .. Codes.Archive, .. Codes.Bundle, .. Codes.Delta],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var archive = call.Get(Takes.Archive);
        FileCopy.DemandFile(call.Disk, archive);

        // Before the target is looked at: what is wrong with the archive stays wrong, whatever earlier steps make of the installation.
        var (manifest, bytes) = DeltaApplier.Look(call.Disk, Request(call, archive, ""));
        var target = call.Get(ExtractTakes.Target);
        return new PlannedWork(
            [
                Fields.Effect(
                    EffectKind.Replaces,
                    target,
                    Says.PlanExtractDeltaApplies(
                        archive.Shown,
                        manifest.BaseVersion,
                        manifest.TargetVersion,
                        manifest.ChangedFiles.Count,
                        manifest.RemovedFiles.Count
                    ),
                    bytes,
                    manifest.TargetVersion
                ),
                Fields.Effect(EffectKind.Keeps, target, Says.PlanExtractDeltaKeeps(target.Shown)),
            ],
            NamedValue.Map(
                ExtractGives.Path.Is(target),
                Gives.Version.Is(manifest.TargetVersion),
                Gives.PreviousVersion.Is(manifest.BaseVersion),
                Gives.Existed.Is(true)
            )
        );
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (archive, target) = (call.Get(Takes.Archive), call.Get(ExtractTakes.Target));
        FileCopy.DemandFile(call.Disk, archive);
        var publication = new Publication(call, target);
        publication.DemandPlace();
        var request = Request(call, archive, target.Full) with { StagingParent = publication.Room.Full };
        try
        {
            var (tree, info) = DeltaApplier.Stage(call.Disk, request, publication.Progress(), cancellation);
            using (tree)
            {
                cancellation.ThrowIfCancellationRequested();
                var outputs = publication.Publish(
                    tree,
                    previous =>
                        NamedValue.Map(
                            ExtractGives.Path.Is(target),
                            Gives.Existed.Is(previous is not null),
                            Gives.Previous.Is(previous),
                            Gives.Version.Is(info.TargetVersion),
                            Gives.PreviousVersion.Is(info.BaseVersion),
                            Gives.Changed.Is(info.Changed.Count),
                            Gives.Removed.Is(info.Removed.Count),
                            Gives.Signed.Is(info.Signed),
                            ExtractGives.ArchiveSha384.Is(info.ArchiveSha384)
                        )
                );
                return Done(call.Disk, archive, outputs) with { Remarks = [.. info.Warnings.Take(MostRemarks).Select(RemarkOf)] };
            }
        }
        finally
        {
            publication.Discard();
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) =>
        new Publication(call, call.Get(ExtractTakes.Target)).Recover(outputs =>
        {
            var outcome = Done(call.Disk, call.Get(Takes.Archive), outputs);
            return Gives.Signed.In(outputs).AsBoolean() == true ? outcome : outcome with { Remarks = [RemarkOf(Faults.DeltaUnsigned())] };
        });

    private static DeltaRequest Request(Call call, StationPath archive, string installation) =>
        new DeltaTakes(
            archive,
            call.Get(Takes.Manifest),
            call.Get(Takes.Key),
            call.Get(Takes.BundleKey),
            call.Get(Takes.Platform),
            call.Get(Takes.AllowUnsigned)
        ).Request(call, installation);

    private static Outcome Done(IDisk disk, StationPath archive, Value outputs) =>
        Outcome.Done(outputs) with
        {
            Artefacts = [ExtractGives.ArchiveOf(disk, archive, outputs)],
        };

    private static Remark RemarkOf(Failure warning) =>
        warning.AsRemark(isDeviation: warning.Code is Codes.DeltaUnsigned or Codes.DeltaFingerprintReplaced);

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Archive { get; } = Input.File(ExtractDeltaWords.Takes.Archive);

        internal static Input<StationPath?> Manifest { get; } = Input.File(ExtractDeltaWords.Takes.Manifest).Optional();

        internal static Input<SecretName?> Key { get; } = Input.Secret(ExtractDeltaWords.Takes.Key).Optional();

        internal static Input<SecretName?> BundleKey { get; } = Input.Secret(ExtractDeltaWords.Takes.BundleKey).Optional();

        internal static Input<string?> Platform { get; } = Input.String(ExtractDeltaWords.Takes.Platform).Optional();

        internal static Input<bool> AllowUnsigned { get; } = Input.Boolean(ExtractDeltaWords.Takes.AllowUnsigned).Or(false);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<string> Version { get; } =
            Output.Version(ExtractDeltaWords.Gives.Version) with
            {
                Meaning = Meaning.VersionAfter,
            };

        internal static Output<string> PreviousVersion { get; } =
            Output.Version(ExtractDeltaWords.Gives.PreviousVersion) with
            {
                Meaning = Meaning.VersionBefore,
            };

        internal static Output<StationPath?> Previous { get; } = Output.Path(ExtractDeltaWords.Gives.Previous).Sometimes();

        internal static Output<bool> Existed { get; } = Output.Boolean(ExtractDeltaWords.Gives.Existed);

        internal static Output<long> Changed { get; } = Output.Integer(ExtractDeltaWords.Gives.Changed);

        internal static Output<long> Removed { get; } = Output.Integer(ExtractDeltaWords.Gives.Removed);

        internal static Output<bool> Signed { get; } = Output.Boolean(ExtractDeltaWords.Gives.Signed);
    }
}
