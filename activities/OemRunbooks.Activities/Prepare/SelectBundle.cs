using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Activities.Prepare;

/// <summary>Chooses the bundle to install: the given one, else the newest by version among releases and medium.</summary>
/// <remarks>Source: runbook, section 1, step 1; formats.md, 10.1 and 11.4.</remarks>
internal sealed class SelectBundle : Activity
{
    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(PrepareSelectBundleWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [PrepareTakes.Platform, Takes.Bundle, PrepareTakes.Releases, PrepareTakes.Media, Takes.InstallRoot],
            Outputs = [Gives.Path, Gives.Version, Gives.Size, Gives.Source, Gives.InstalledVersion, Gives.Downgrade],
            Errors =
            [
                Codes.BundleNoneFound,
                Codes.BundleWrongName,
                Codes.BundleManifestInvalid,
                Codes.InstallationStateMalformed,
                Codes.FileTooLarge,
                Codes.BundleManifestMissing,
                .. Codes.Archive,
                .. Codes.Disk,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call) =>
        Foretell(
            call,
            static o =>
            {
                var (path, version) = (Gives.Path.In(o).ToText(), Gives.Version.In(o).ToText());
                return [Fields.Line(false, Says.PlanSelectBundleChooses(path, version))];
            }
        );

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var platform = call.Get(PrepareTakes.Platform);
        var install = call.Get(Takes.InstallRoot);
        var installed = call.Disk.IsDirectory(install.Full) ? Installed.Version(call.Disk, install.Full) : null;
        if (call.Get(Takes.Bundle) is { } given)
        {
            FileCopy.DemandFile(call.Disk, given);
            // A copy that a system renamed, as “… (1).tar.gz”, still tells inside what it is.
            var version = BundleName.Parse(given.Full)?.Version ?? BundleVerifier.Peek(call.Disk, given.Full, cancellation).Version;
            return Chosen(call, given, version, "given", installed);
        }

        var releases = call.Get(PrepareTakes.Releases);
        var candidates = In(call, releases, platform, "releases")
            .Concat(call.Get(PrepareTakes.Media) is { } media ? In(call, media, platform, "media") : []);

        // The same version in both places: the station's own copy wins, it was not carried about.
        var best = candidates
            .OrderByDescending(static c => c.Version, VersionOrder.Instance)
            .ThenBy(static c => c.Source == "releases" ? 0 : 1)
            .ThenBy(static c => c.Path.Shown, StringComparer.Ordinal)
            .FirstOrDefault();
        return best is null
            ? Outcome.Failed(Faults.BundleNoneFound(platform, releases.Shown, call.Get(PrepareTakes.Media)?.Shown, Renamed(call, releases)))
            : Chosen(call, best.Path, best.Version, best.Source, installed);
    }

    private static IEnumerable<Candidate> In(Call call, StationPath directory, string platform, string source) =>
        !call.Disk.IsDirectory(directory.Full)
            ? []
            : call
                .Disk.List(directory.Full)
                .Select(static f => (File: f, Name: Junk.Is(Path.GetFileName(f)) ? null : BundleName.Parse(f)))
                .Where(c => c.Name?.Platform == platform && call.Disk.Look(c.File, follows: false) is { Kind: ItemKind.File })
                .Select(c => new Candidate(directory.Below(Path.GetFileName(c.File)), c.Name!.Version, source));

    // Files that look like a renamed bundle, for the person who knows that it is there.
    private static string? Renamed(Call call, StationPath releases)
    {
        var found = new[] { releases, call.Get(PrepareTakes.Media) }
            .OfType<StationPath>()
            .Where(d => call.Disk.IsDirectory(d.Full))
            .SelectMany(d => call.Disk.List(d.Full))
            .Select(static f => Path.GetFileName(f))
            .Where(static n =>
                n.Contains(BundleName.Bundle, StringComparison.OrdinalIgnoreCase)
                && !n.Contains(".delta.", StringComparison.OrdinalIgnoreCase)
                && (n.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || n.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                && BundleName.Parse(n) is null
                && !Junk.Is(n)
            )
            .Order(StringComparer.Ordinal)
            .Take(3)
            .ToList();
        return found.Count == 0 ? null : string.Join(", ", found);
    }

    private static Outcome Chosen(Call call, StationPath path, string? version, string source, string? installed) =>
        Outcome.Done(
            Gives.Path.Is(path),
            Gives.Version.Is(version),
            Gives.Size.Is(call.Disk.Length(path.Full)),
            Gives.Source.Is(source),
            Gives.InstalledVersion.Is(installed),
            Gives.Downgrade.Is(version is not null && Installed.IsDowngrade(installed, version))
        );

    private sealed record Candidate(StationPath Path, string Version, string Source);

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath?> Bundle { get; } = Input.File(PrepareSelectBundleWords.Takes.Bundle).Optional();

        internal static Input<StationPath> InstallRoot { get; } =
            Input.Directory(PrepareSelectBundleWords.Takes.InstallRoot).Or("opt/core-oem");
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<StationPath> Path { get; } = Output.Path(PrepareSelectBundleWords.Gives.Path);

        internal static Output<string?> Version { get; } = Output.Version(PrepareSelectBundleWords.Gives.Version).Sometimes();

        internal static Output<long> Size { get; } = Output.Size(PrepareSelectBundleWords.Gives.Size);

        internal static Output<string> Source { get; } = Output.String(PrepareSelectBundleWords.Gives.Source);

        internal static Output<string?> InstalledVersion { get; } =
            Output.Version(PrepareSelectBundleWords.Gives.InstalledVersion).Sometimes() with
            {
                Meaning = Meaning.VersionFound,
            };

        internal static Output<bool> Downgrade { get; } = Output.Boolean(PrepareSelectBundleWords.Gives.Downgrade);
    }
}
