using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Common;

/// <summary>Tells a file that is missing from a medium apart from a medium that is missing.</summary>
/// <remarks>Source: trust.md, "Blame goes where it belongs": no stick is <c>media.missing</c>, never a case for a team.</remarks>
internal static class Medium
{
    // Where systems mount what is plugged in, and how many names under it lead to a medium's root.
    private static readonly (string Place, int Names)[] Mounts = [("/media", 2), ("/run/media", 2), ("/mnt", 1), ("/Volumes", 1)];

    private static readonly HashSet<string> Missing = new(StringComparer.Ordinal)
    {
        Codes.FileMissing,
        Codes.LicenseMissing,
        Codes.StoreMissing,
        Codes.NotaryMissing,
        Codes.BundleNoneFound,
        Codes.DeltaManifestMissing,
        Codes.MediaManifestMissing,
        Codes.HardwareNoBaseline,
        Codes.EvidenceMissing,
        Codes.FingerprintMissing,
    };

    /// <summary>The failure, or that no medium is there when an input of the call lies on one that is not.</summary>
    internal static Failure Blamed(Failure failure, Call call) =>
        Missing.Contains(failure.Code)
        && Places(call.Inputs).Select(p => Absent(call, p)).FirstOrDefault(static m => m is not null) is { } medium
            ? Faults.MediaMissing(medium.Shown)
            : failure;

    private static IEnumerable<string> Places(Value inputs) =>
        inputs
            .Members.Values.SelectMany(static v => v.Kind == ValueKind.List ? v.Items.Select(static i => i.AsText()) : [v.AsText()])
            .OfType<string>();

    private static StationPath? Absent(Call call, string given)
    {
        var path = given.Replace('\\', '/');
        var root =
            path.StartsWith("media/", StringComparison.Ordinal) && path.Split('/') is [_, { Length: > 0 } name, ..]
                ? $"media/{name}"
                : Mounted(path);
        if (root is null || root.AsSpan().IndexOfAny("*?") >= 0)
        {
            return null;
        }

        try
        {
            var medium = call.Station.Resolve(root);
            return call.Disk.Look(medium.Full) switch
            {
                null => medium,
                { Kind: ItemKind.Directory } when call.Disk.List(medium.Full).All(static f => Junk.Is(Path.GetFileName(f))) => medium,
                _ => null,
            };
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            // What can't be looked at is not known to be absent.
            return null;
        }
    }

    private static string? Mounted(string path) =>
        Mounts
            .Where(m => path.StartsWith(m.Place + "/", StringComparison.Ordinal))
            .Select(m => (m.Place, m.Names, Parts: path[(m.Place.Length + 1)..].Split('/')))
            // The last part is the file: a medium is above it.
            .Select(static m => $"{m.Place}/{string.Join('/', m.Parts.Take(Math.Clamp(m.Parts.Length - 1, 1, m.Names)))}")
            .FirstOrDefault();
}
