using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Deltas;

namespace OemRunbooks.Activities.Prepare;

/// <summary>A delta that lies somewhere on the station, with what it says of itself.</summary>
/// <param name="Path">Its archive.</param>
/// <param name="Manifest">What it says; not trusted.</param>
/// <param name="Published">The published manifest, or null.</param>
internal sealed record ShelvedDelta(StationPath Path, DeltaManifest Manifest, StationPath? Published);

/// <summary>Finds deltas among releases, builds and on the medium.</summary>
/// <remarks>Source: formats.md, 11.1.</remarks>
internal static class DeltaShelf
{
    /// <summary>A delta that was named outright.</summary>
    internal static ShelvedDelta Given(Call call, StationPath path, string platform)
    {
        FileCopy.DemandFile(call.Disk, path);
        var delta = Read(call, path);
        return delta.Manifest.Platform == platform
            ? delta
            : throw new CodedException(Faults.BundleWrongPlatform(delta.Manifest.Platform, platform));
    }

    /// <summary>Every readable delta for the platform; one that can't be read is remarked on, it may be somebody else's.</summary>
    /// <remarks>An error of the disk is nobody's delta: passed over, it would leave the customer without the one that was meant.</remarks>
    internal static List<ShelvedDelta> Find(Call call, string platform, List<Remark> remarks, bool withMedia = true)
    {
        var places = new[]
        {
            call.Get(PrepareTakes.Releases),
            call.Station.Resolve($"var/dist/delta/{platform}"),
            withMedia ? call.Get(PrepareTakes.Media) : null,
        };
        var found = new List<ShelvedDelta>();
        foreach (var place in places.OfType<StationPath>().Where(p => call.Disk.IsDirectory(p.Full)))
        {
            foreach (
                var name in call
                    .Disk.List(place.Full)
                    .Where(f => IsDelta(Path.GetFileName(f)) && call.Disk.Look(f, follows: false) is { Kind: ItemKind.File })
                    .Select(static f => Path.GetFileName(f))
                    .Order(StringComparer.Ordinal)
            )
            {
                try
                {
                    found.Add(Read(call, place.Below(name)));
                }
                catch (Exception e) when (OemFailures.From(e, call) is { } failure && !Errno.IsMachines(failure.Code))
                {
                    remarks.Add(OemFailures.From(e, call)!.AsRemark());
                }
            }
        }

        return [.. found.Where(c => c.Manifest.Platform == platform)];
    }

    private static bool IsDelta(string name) =>
        !Junk.Is(name)
        && (name.EndsWith(".delta.tar.gz", StringComparison.Ordinal) || name.EndsWith(".delta.zip", StringComparison.Ordinal));

    private static ShelvedDelta Read(Call call, StationPath path)
    {
        var (manifest, published) = DeltaPeek.Read(call.Disk, path.Full);
        return new ShelvedDelta(
            path,
            manifest,
            published is null ? null : new StationPath(DeltaName.ManifestBeside(path.Shown), published)
        );
    }
}
