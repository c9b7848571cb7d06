using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Chooses the delta that fits what the full bundle installs, and says why when none is applied.</summary>
/// <remarks>Source: runbook, section 2, step 4; formats.md, 11.1 and 11.5.</remarks>
internal sealed class SelectDelta : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("prepare.select-delta", new LocalizedText("wybiera deltę pasującą do zainstalowanej wersji albo podaje, dlaczego żadnej nie stosuje", "chooses the delta that fits the installed version, or says why none is applied"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.Need("platform", InputType.String, "platforma: linux, macos albo windows", "platform: linux, macos or windows"),
            Fields.May("delta", InputType.File, "delta wskazana wprost", "a delta that is named outright"),
            Fields.May("installRoot", InputType.Directory, "katalog instalacji", "the installation's directory", "opt/core-oem"),
            Fields.May("afterVersion", InputType.Version, "wersja po instalacji pełnego bundla; domyślnie zainstalowana", "the version after the full bundle; the installed one by default"),
            Fields.May("releases", InputType.Directory, "katalog wydań", "the directory of releases", "var/releases/<platform>"),
            Fields.May("media", InputType.Directory, "nośnik", "the medium"),
        ],
        Outputs =
        [
            Fields.Gives("applies", InputType.Boolean, "czy jest co zastosować", "whether there is one to apply"),
            Fields.Gives("reason", InputType.String, "applicable, none-found, already-brought albo base-mismatch", "applicable, none-found, already-brought or base-mismatch"),
            Fields.Gives("path", InputType.Path, "archiwum delty", "the delta's archive"),
            Fields.Gives("manifest", InputType.Path, "ogłoszony manifest .delta.json; brak, gdy go nie ma", "the published manifest .delta.json; none when there is none"),
            Fields.Gives("baseVersion", InputType.Version, "wersja bazowa", "base version"),
            Fields.Gives("targetVersion", InputType.Version, "wersja docelowa", "target version"),
        ],
        Errors =
        [
            Codes.DeltaManifestInvalid, Codes.DeltaManifestMissing, Codes.ArchiveCorrupt, Codes.ArchiveTooLarge, Codes.BundleManifestInvalid,
            Codes.BundleWrongName, Codes.BundleWrongPlatform, Codes.InstallationStateMalformed, Codes.FileTooLarge, Codes.FileLink, .. Codes.Disk,
        ],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var outcome = Execute(call, CancellationToken.None);
        return outcome.Failure is { } failure ? PlannedWork.Fails(failure)
            : outcome.Outputs["applies"].AsBoolean() == true
            ? new PlannedWork([Fields.Line(false, $"wybierze deltę {outcome.Outputs["path"].ToText()}", $"chooses the delta {outcome.Outputs["path"].ToText()}")], outcome.Outputs)
            : new PlannedWork([Fields.Line(false, $"nie zastosuje delty ({outcome.Outputs["reason"].ToText()})", $"applies no delta ({outcome.Outputs["reason"].ToText()})")], outcome.Outputs);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var platform = call.RequiredText("platform");
        var install = call.Station.Resolve(call.Text("installRoot") ?? "opt/core-oem");
        var after = call.Text("afterVersion") ?? (Directory.Exists(install.Full) ? Installed.Version(install.Full) : null) ?? "";
        var remarks = new List<Remark>();
        var given = call.Path("delta");
        var candidates = given is null ? DeltaShelf.Find(call, platform, remarks) : [DeltaShelf.Given(given, platform)];
        if (candidates.Where(c => c.Manifest.BaseVersion == after).MaxBy(static c => c.Manifest.TargetVersion, VersionOrder.Instance) is { } fitting)
        {
            return Chosen(fitting, "applicable", remarks);
        }

        var best = candidates.MaxBy(static c => c.Manifest.TargetVersion, VersionOrder.Instance);
        if (best is null)
        {
            return Outcome.Done(("applies", Value.False), ("reason", Value.Of("none-found"))) with { Remarks = [.. remarks] };
        }

        // The seed's delta is named after its target: the full bundle of that version made it superfluous.
        var brought = VersionOrder.Instance.Compare(best.Manifest.TargetVersion, after) <= 0;
        remarks.Add(brought
            ? Faults.DeltaSkippedAlreadyBrought(best.Path.Shown, best.Manifest.TargetVersion).AsRemark()
            : Faults.DeltaSkippedBaseMismatch(best.Path.Shown, best.Manifest.BaseVersion, after).AsRemark(isDeviation: given is not null));
        return Chosen(best, brought ? "already-brought" : "base-mismatch", remarks);
    }

    private static Outcome Chosen(ShelvedDelta candidate, string reason, List<Remark> remarks) => Outcome.Done(
        ("applies", Value.Of(reason == "applicable")),
        ("reason", Value.Of(reason)),
        ("path", Value.Of(candidate.Path.Shown)),
        ("manifest", Value.Of(candidate.Published)),
        ("baseVersion", Value.Of(candidate.Manifest.BaseVersion)),
        ("targetVersion", Value.Of(candidate.Manifest.TargetVersion)))
        with
    { Remarks = [.. remarks] };
}
