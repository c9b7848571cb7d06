using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Chooses the bundle to install: the given one, else the newest by version among releases and medium.</summary>
/// <remarks>Source: runbook, section 1, step 1; formats.md, 10.1 and 11.4.</remarks>
internal sealed class SelectBundle : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } = new("prepare.select-bundle", new LocalizedText("wybiera bundel do instalacji: podany albo najnowszy z wydań i nośnika", "chooses the bundle to install: the given one, else the newest among releases and medium"))
    {
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Fields.Need("platform", InputType.String, "platforma: linux, macos albo windows", "platform: linux, macos or windows"),
            Fields.May("bundle", InputType.File, "bundel wskazany wprost", "a bundle that is named outright"),
            Fields.May("releases", InputType.Directory, "katalog wydań", "the directory of releases", "var/releases/<platform>"),
            Fields.May("media", InputType.Directory, "nośnik", "the medium"),
            Fields.May("installRoot", InputType.Directory, "katalog instalacji, aby poznać obecną wersję", "the installation's directory, to tell the present version", "opt/core-oem"),
        ],
        Outputs =
        [
            Fields.Gives("path", InputType.Path, "wybrany bundel", "the chosen bundle"),
            Fields.Gives("version", InputType.Version, "jego wersja, wzięta z nazwy pliku", "its version, from the file's name"),
            Fields.Gives("size", InputType.Size, "rozmiar w bajtach", "size in bytes"),
            Fields.Gives("source", InputType.String, "skąd pochodzi: releases, media albo given", "where it comes from: releases, media or given"),
            Fields.Gives("installedVersion", InputType.Version, "obecna wersja; brak, gdy nic nie zainstalowano", "the present version; none when nothing is installed"),
            Fields.Gives("downgrade", InputType.Boolean, "czy wybrana wersja jest starsza od obecnej", "whether the chosen version is older than the present one"),
        ],
        Errors = [Codes.BundleNoneFound, Codes.BundleWrongName, Codes.BundleManifestInvalid, Codes.InstallationStateMalformed, Codes.FileTooLarge, Codes.FileLink, .. Codes.Disk],
    };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var outcome = Execute(call, CancellationToken.None);
        if (outcome.Failure is { } failure)
        {
            return PlannedWork.Fails(failure);
        }

        var (path, version) = (outcome.Outputs["path"].ToText(), outcome.Outputs["version"].ToText());
        return new PlannedWork([Fields.Line(false, $"wybierze bundel {path} (wersja {version})", $"chooses the bundle {path} (version {version})")], outcome.Outputs);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var platform = call.RequiredText("platform");
        var install = call.Station.Resolve(call.Text("installRoot") ?? "opt/core-oem");
        var installed = Directory.Exists(install.Full) ? Installed.Version(install.Full) : null;
        if (call.Path("bundle") is { } given)
        {
            FileCopy.DemandFile(given);
            var name = BundleName.Parse(given.Full);
            return Chosen(given, name?.Version, "given", installed);
        }

        var releases = call.Station.Resolve(call.Text("releases") is { Length: > 0 } text ? text : $"var/releases/{platform}");
        var candidates = In(releases, platform, "releases").Concat(call.Path("media") is { } media ? In(media, platform, "media") : []);

        // The same version in both places: the station's own copy wins, it was not carried about.
        var best = candidates.OrderByDescending(static c => c.Version, VersionOrder.Instance).ThenBy(static c => c.Source == "releases" ? 0 : 1).ThenBy(static c => c.Path.Shown, StringComparer.Ordinal).FirstOrDefault();
        return best is null
            ? Outcome.Failed(Faults.BundleNoneFound(platform, releases.Shown, call.Path("media")?.Shown))
            : Chosen(best.Path, best.Version, best.Source, installed);
    }

    private static IEnumerable<Candidate> In(StationPath directory, string platform, string source) =>
        !Directory.Exists(directory.Full) ? [] : new DirectoryInfo(directory.Full).EnumerateFiles()
            .Where(static f => f.LinkTarget is null)
            .Select(f => (File: f, Name: BundleName.Parse(f.Name)))
            .Where(c => c.Name?.Platform == platform)
            .Select(c => new Candidate(directory.Below(c.File.Name), c.Name!.Version, source));

    private static Outcome Chosen(StationPath path, string? version, string source, string? installed) => Outcome.Done(
        ("path", Value.Of(path.Shown)),
        ("version", Value.Of(version)),
        ("size", Value.Of(new FileInfo(path.Full).Length)),
        ("source", Value.Of(source)),
        ("installedVersion", Value.Of(installed)),
        ("downgrade", Value.Of(version is not null && Installed.IsDowngrade(installed, version))));

    private sealed record Candidate(StationPath Path, string Version, string Source);
}
