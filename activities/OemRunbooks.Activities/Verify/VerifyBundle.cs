using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Verify;

/// <summary>Verifies a bundle, packed or installed, writing nothing.</summary>
/// <remarks>Source: formats.md, 10.4.</remarks>
internal sealed class VerifyBundle : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("verify.bundle", new LocalizedText("sprawdza podpisy i skróty bundla w archiwum albo w katalogu instalacji", "verifies the signatures and digests of a bundle, in an archive or installed"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.Need("bundle", InputType.Path, "archiwum albo katalog instalacji", "an archive, or an installation's directory"),
            Fields.Need("key", InputType.Secret, "klucz HMAC bundla w base64", "the bundle's HMAC key in base64"),
            Fields.May("platform", InputType.String, "oczekiwana platforma; domyślnie z nazwy pliku", "expected platform; from the file's name by default"),
            Fields.May("version", InputType.Version, "oczekiwana wersja; domyślnie z nazwy pliku", "expected version; from the file's name by default"),
        ],
        Outputs =
        [
            Fields.Gives("version", InputType.Version, "wersja", "version"),
            Fields.Gives("platform", InputType.String, "platforma", "platform"),
            Fields.Gives("files", InputType.Integer, "liczba plików", "number of files"),
            Fields.Gives("size", InputType.Size, "rozmiar plików w bajtach", "size of the files in bytes"),
            Fields.Gives("manifestSha384", InputType.String, "SHA-384 manifestu", "SHA-384 of the manifest"),
            Fields.Gives("archiveSha384", InputType.String, "SHA-384 archiwum; brak dla katalogu", "SHA-384 of the archive; none for a directory"),
        ],
        Errors = [.. Codes.Disk, .. Codes.Secrets, .. Codes.Archive, .. Codes.Bundle, Codes.KeyMissing],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var bundle = call.RequiredPath("bundle");
        return Probe(call, o => [Fields.Line(false, $"podpisy i skróty {bundle} są poprawne (wersja {o.Outputs["version"].ToText()})", $"signatures and digests of {bundle} are right (version {o.Outputs["version"].ToText()})")]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var bundle = call.RequiredPath("bundle");
        var expectations = new BundleExpectations(call.Text("platform"), call.Text("version")).OrFromFileName(bundle.Full);
        var info = BundleVerifier.Verify(bundle.Full, Keys.Bundle(call, "key"), expectations, new Publication(call, bundle).Progress(), cancellation: cancellation);
        var outcome = Outcome.Done(
            ("version", Value.Of(info.Version)), ("platform", Value.Of(info.Platform)), ("files", Value.Of(info.Files)), ("size", Value.Of(info.Bytes)),
            ("manifestSha384", Value.Of(info.ManifestSha384)), ("archiveSha384", Value.Of(info.ArchiveSha384)));
        return info.ArchiveSha384 is { } digest ? outcome with { Artefacts = [new Artefact(bundle.Shown, new FileInfo(bundle.Full).Length, digest)] } : outcome;
    }
}
