using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Extract;

/// <summary>Verifies and extracts a bundle in one pass and publishes it in one step; the old installation stays beside it.</summary>
/// <remarks>Source: runbook, section 2, step 3; formats.md, 10.4; trust.md, "Archives" and "Downgrades".</remarks>
internal sealed class ExtractBundle : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("extract.bundle", new LocalizedText("rozpakowuje bundel, sprawdzając go w tym samym przebiegu, i podmienia instalację w jednym kroku", "extracts a bundle, verifying it in the same pass, and replaces the installation in one step"))
    {
        Interruption = Interruption.Verify,
        LeavesChange = true,
        Inputs =
        [
            Fields.Need("bundle", InputType.File, "archiwum bundla", "the bundle's archive"),
            Fields.Need("target", InputType.Directory, "katalog instalacji", "the installation's directory", changes: true),
            Fields.Need("key", InputType.Secret, "klucz HMAC bundla w base64", "the bundle's HMAC key in base64"),
            Fields.May("platform", InputType.String, "oczekiwana platforma; domyślnie z nazwy pliku", "expected platform; from the file's name by default"),
            Fields.May("version", InputType.Version, "oczekiwana wersja; domyślnie z nazwy pliku", "expected version; from the file's name by default"),
            Fields.May("allowDowngrade", InputType.Boolean, "czy wolno zainstalować wersję starszą od obecnej", "whether a version older than the installed one may be installed", "false"),
        ],
        Outputs =
        [
            Fields.Gives("path", InputType.Path, "katalog instalacji", "the installation's directory"),
            Fields.Gives("version", InputType.Version, "zainstalowana wersja", "the installed version"),
            Fields.Gives("platform", InputType.String, "platforma", "platform"),
            Fields.Gives("files", InputType.Integer, "liczba plików", "number of files"),
            Fields.Gives("size", InputType.Size, "rozmiar plików w bajtach", "size of the files in bytes"),
            Fields.Gives("manifestSha384", InputType.String, "SHA-384 manifestu", "SHA-384 of the manifest"),
            Fields.Gives("archiveSha384", InputType.String, "SHA-384 archiwum", "SHA-384 of the archive"),
            Fields.Gives("previous", InputType.Path, "poprzednia instalacja, zachowana obok; brak, gdy jej nie było", "the previous installation, kept beside it; none when there was none"),
            Fields.Gives("existed", InputType.Boolean, "czy wcześniej coś tam było", "whether something was there before"),
            Fields.Gives("previousVersion", InputType.Version, "poprzednia wersja", "the previous version"),
        ],
        Errors = [.. Codes.Disk, .. Codes.Secrets, .. Codes.Archive, .. Codes.Bundle, Codes.KeyMissing, Codes.FileLink, Codes.BundleDowngrade],
        Undo = new LocalizedText("backup.restore przywraca poprzednią instalację z „previous”", "backup.restore puts the previous installation back from “previous”"),
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (bundle, target) = (call.RequiredPath("bundle"), call.RequiredPath("target"));
        FileCopy.DemandFile(bundle);
        var expected = Expected(call, bundle);
        var installed = Directory.Exists(target.Full) ? Installed.Version(target.Full) : null;
        if (Refused(call, installed, expected.Version) is { } refused)
        {
            return PlannedWork.Fails(refused);
        }

        var size = new FileInfo(bundle.Full).Length;
        return new PlannedWork(
            [
                Fields.Effect(
                    Fields.Writes(target), target, $"sprawdzi i rozpakuje {bundle} ({size} B, wersja {expected.Version ?? "?"}) do {target}",
                    $"verifies and extracts {bundle} ({size} B, version {expected.Version ?? "?"}) to {target}", UnpackedSize.Of(bundle.Full), expected.Version),
                Directory.Exists(target.Full)
                    ? Fields.Effect(EffectKind.Keeps, target, $"zachowa obecną instalację ({installed ?? "?"}) jako {target}.previous-{call.Site.RunId}", $"keeps the present installation ({installed ?? "?"}) as {target}.previous-{call.Site.RunId}")
                    : Fields.Line(false, $"w {target} nie ma jeszcze instalacji", $"there is no installation at {target} yet"),
            ],
            Value.MapOf(("path", Value.Of(target.Shown)), ("version", Value.Of(expected.Version)), ("platform", Value.Of(expected.Platform)), ("existed", Value.Of(Directory.Exists(target.Full)))));
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var (bundle, target) = (call.RequiredPath("bundle"), call.RequiredPath("target"));
        FileCopy.DemandFile(bundle);
        var publication = new Publication(call, target);
        publication.DemandPlace();
        var key = Keys.Bundle(call, "key");
        var expected = Expected(call, bundle);
        var installed = Directory.Exists(target.Full) ? Installed.Version(target.Full) : null;
        if (Refused(call, installed, expected.Version) is { } early)
        {
            return Outcome.Failed(early);
        }

        try
        {
            var (tree, info) = BundleExtractor.Extract(bundle.Full, key, expected, publication.Room.Full, publication.Progress(), cancellation: cancellation);
            using (tree)
            {
                // The signed manifest decides, not the file's name.
                if (Refused(call, installed, info.Version) is { } late)
                {
                    return Outcome.Failed(late);
                }

                cancellation.ThrowIfCancellationRequested();
                var outputs = publication.Publish(tree, Value.MapOf(
                    ("version", Value.Of(info.Version)), ("platform", Value.Of(info.Platform)), ("files", Value.Of(info.Files)), ("size", Value.Of(info.Bytes)),
                    ("manifestSha384", Value.Of(info.ManifestSha384)), ("archiveSha384", Value.Of(info.ArchiveSha384)), ("previousVersion", Value.Of(installed))));
                return Done(outputs, bundle);
            }
        }
        finally
        {
            publication.Discard();
        }
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) =>
        new Publication(call, call.RequiredPath("target")).Recover(outputs => Done(outputs, call.RequiredPath("bundle")));

    private static Outcome Done(Value outputs, StationPath bundle) => Outcome.Done(outputs) with
    {
        Artefacts = [new Artefact(bundle.Shown, File.Exists(bundle.Full) ? new FileInfo(bundle.Full).Length : 0, outputs["archiveSha384"].ToText())],
        Remarks = outputs["previousVersion"].AsText() is { } before && Installed.IsDowngrade(before, outputs["version"].ToText())
            ? [Faults.BundleDowngrade(outputs["version"], outputs["previousVersion"]).AsRemark(isDeviation: true)]
            : [],
    };

    private static BundleExpectations Expected(Call call, StationPath bundle) =>
        new BundleExpectations(call.Text("platform"), call.Text("version")).OrFromFileName(bundle.Full);

    private static Failure? Refused(Call call, string? installed, string? offered) =>
        offered is not null && Installed.IsDowngrade(installed, offered) && !call.Flag("allowDowngrade")
            ? Faults.BundleDowngrade(Value.Of(offered), Value.Of(installed))
            : null;
}
