using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Deltas;

namespace OemRunbooks.Activities.Extract;

/// <summary>Applies a delta to a copy of the installation and publishes the copy in one step.</summary>
/// <remarks>Source: runbook, section 2, step 4; formats.md, 11.5; trust.md, "Deltas".</remarks>
internal sealed class ExtractDelta : Activity
{
    private const int MostRemarks = 20;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("extract.delta", new LocalizedText("stosuje deltę na kopii instalacji i podmienia instalację w jednym kroku", "applies a delta to a copy of the installation and replaces the installation in one step"))
    {
        Interruption = Interruption.Verify,
        LeavesChange = true,
        Inputs =
        [
            Fields.Need("archive", InputType.File, "archiwum delty", "the delta's archive"),
            Fields.Need("target", InputType.Directory, "katalog instalacji", "the installation's directory", changes: true),
            Fields.May("manifest", InputType.File, "ogłoszony manifest .delta.json; domyślnie ten obok archiwum", "the published manifest .delta.json; the one beside the archive by default"),
            Fields.May("key", InputType.Secret, "klucz HMAC delty", "the delta's HMAC key"),
            Fields.May("bundleKey", InputType.Secret, "klucz HMAC bundla (base64), jeśli inny niż klucz delty", "the bundle's HMAC key (base64), where it differs from the delta's"),
            Fields.May("platform", InputType.String, "oczekiwana platforma; domyślnie platforma instalacji", "expected platform; the installation's by default"),
            Fields.May("allowUnsigned", InputType.Boolean, "czy dopuścić deltę bez sprawdzonego podpisu", "whether a delta without a verified signature is allowed", "false"),
        ],
        Outputs =
        [
            Fields.Gives("path", InputType.Path, "katalog instalacji", "the installation's directory"),
            Fields.Gives("version", InputType.Version, "wersja po zastosowaniu delty", "the version after the delta"),
            Fields.Gives("previousVersion", InputType.Version, "wersja przed deltą", "the version before the delta"),
            Fields.Gives("previous", InputType.Path, "poprzednia instalacja, zachowana obok", "the previous installation, kept beside it"),
            Fields.Gives("existed", InputType.Boolean, "czy instalacja istniała; zawsze tak", "whether the installation existed; always so"),
            Fields.Gives("changed", InputType.Integer, "liczba zapisanych plików", "number of files written"),
            Fields.Gives("removed", InputType.Integer, "liczba usuniętych plików", "number of files removed"),
            Fields.Gives("signed", InputType.Boolean, "czy podpis sprawdzono", "whether a signature was verified"),
            Fields.Gives("archiveSha384", InputType.String, "SHA-384 archiwum", "SHA-384 of the archive"),
        ],
        Errors = [.. Codes.Disk, .. Codes.Secrets, .. Codes.Archive, .. Codes.Bundle, .. Codes.Delta, Codes.FileLink],
        Undo = new LocalizedText("backup.restore przywraca poprzednią instalację z „previous”", "backup.restore puts the previous installation back from “previous”"),
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (archive, target) = (call.RequiredPath("archive"), call.RequiredPath("target"));
        FileCopy.DemandFile(archive);
        var (manifest, _) = Prepare.DeltaPeek.Read(archive.Full);
        return new PlannedWork(
            [
                Fields.Effect(
                    EffectKind.Replaces, target, $"zastosuje {archive} ({manifest.BaseVersion} → {manifest.TargetVersion}): zapisze plików {manifest.ChangedFiles.Count}, usunie {manifest.RemovedFiles.Count}", $"applies {archive} ({manifest.BaseVersion} → {manifest.TargetVersion}): writes {manifest.ChangedFiles.Count} files, removes {manifest.RemovedFiles.Count}",
                    UnpackedSize.Of(archive.Full), manifest.TargetVersion),
                Fields.Effect(EffectKind.Keeps, target, $"zachowa poprzednią instalację obok {target}", $"keeps the previous installation beside {target}"),
            ],
            Value.MapOf(("path", Value.Of(target.Shown)), ("version", Value.Of(manifest.TargetVersion)), ("previousVersion", Value.Of(manifest.BaseVersion)), ("existed", Value.True)));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (archive, target) = (call.RequiredPath("archive"), call.RequiredPath("target"));
        FileCopy.DemandFile(archive);
        var publication = new Publication(call, target);
        publication.DemandPlace();
        var allowUnsigned = call.Flag("allowUnsigned");
        var request = new DeltaRequest(archive.Full, target.Full)
        {
            Key = (allowUnsigned ? Keys.AnyIfDefined(call, "key") : Keys.Any(call, "key"))?.Bytes,
            BundleKey = call.SecretReference("bundleKey") is { Length: > 0 } ? Keys.Bundle(call, "bundleKey") : null,
            ManifestPath = call.Path("manifest")?.Full,
            AllowUnsigned = allowUnsigned,
            Platform = call.Text("platform"),
            DeviceFingerprint = () => Keys.LocalFingerprint(call),
            StagingParent = publication.Room.Full,
        };
        try
        {
            var (tree, info) = DeltaApplier.Stage(request, publication.Progress(), cancellation);
            using (tree)
            {
                cancellation.ThrowIfCancellationRequested();
                var outputs = publication.Publish(tree, Value.MapOf(
                    ("version", Value.Of(info.TargetVersion)), ("previousVersion", Value.Of(info.BaseVersion)), ("changed", Value.Of(info.Changed.Count)),
                    ("removed", Value.Of(info.Removed.Count)), ("signed", Value.Of(info.Signed)), ("archiveSha384", Value.Of(info.ArchiveSha384))));
                return Done(archive, outputs) with { Remarks = [.. info.Warnings.Take(MostRemarks).Select(RemarkOf)] };
            }
        }
        finally
        {
            publication.Discard();
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) =>
        new Publication(call, call.RequiredPath("target")).Recover(outputs =>
        {
            var outcome = Done(call.RequiredPath("archive"), outputs);
            return outputs["signed"].AsBoolean() == true ? outcome : outcome with { Remarks = [RemarkOf(new DeltaWarning(Faults.DeltaUnsigned()))] };
        });

    private static Outcome Done(StationPath archive, Value outputs) => Outcome.Done(outputs) with
    {
        Artefacts = [new Artefact(archive.Shown, File.Exists(archive.Full) ? new FileInfo(archive.Full).Length : 0, outputs["archiveSha384"].ToText())],
    };

    private static Remark RemarkOf(DeltaWarning warning) =>
        warning.Fault.AsRemark(isDeviation: warning.Code is Codes.DeltaUnsigned or Codes.DeltaFingerprintReplaced);
}
