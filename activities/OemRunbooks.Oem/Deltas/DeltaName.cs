using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Oem.Deltas;

/// <summary>Names of delta archives and their manifests. Never take base or target from them: versions may contain hyphens.</summary>
/// <remarks>Source: formats.md, 11.1.</remarks>
public static class DeltaName
{
    /// <summary>The packaging pipeline's name.</summary>
    public static string Archive(string baseVersion, string targetVersion, string platform, bool zip = false) =>
        $"{Stem(baseVersion, targetVersion, platform)}{(zip ? ".zip" : ".tar.gz")}";

    /// <summary>The packaging pipeline's name of the published manifest.</summary>
    public static string Manifest(string baseVersion, string targetVersion, string platform) =>
        Stem(baseVersion, targetVersion, platform) + ".json";

    /// <summary>The runbook's name, which does not tell the base.</summary>
    public static string Seed(string targetVersion, string platform) => $"{BundleName.Bundle}-{targetVersion}-{platform}.delta.tar.gz";

    /// <summary>Path of the published manifest beside an archive.</summary>
    public static string ManifestBeside(string archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var stem = archive.EndsWith(".tar.gz", StringComparison.Ordinal) ? archive[..^7] : Path.ChangeExtension(archive, null);
        return stem + ".json";
    }

    private static string Stem(string baseVersion, string targetVersion, string platform) =>
        $"{BundleName.Bundle}-{platform}-{baseVersion}-to-{targetVersion}.delta";
}
