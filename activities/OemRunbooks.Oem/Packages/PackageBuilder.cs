using System.Security.Cryptography;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Deltas;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;

namespace OemRunbooks.Oem.Packages;

/// <summary>Builds update packages for demo stations and tests.</summary>
/// <remarks>Source: formats.md, 12.</remarks>
public static class PackageBuilder
{
    /// <summary>Builds a package's directory with the full archive and one delta; gives its path.</summary>
    /// <param name="recipe">The version that the package brings.</param>
    /// <param name="delta">A delta to that version.</param>
    /// <param name="baseVersion">The delta's base version.</param>
    /// <param name="outputDirectory">Where the directory is made.</param>
    /// <param name="clock">Time of every entry.</param>
    /// <param name="key">Key that signs the manifest.</param>
    public static string Build(
        BundleRecipe recipe,
        BuiltDelta delta,
        string baseVersion,
        string outputDirectory,
        TimeProvider clock,
        byte[] key
    )
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(delta);
        ArgumentNullException.ThrowIfNull(clock);
        var id = $"{BundleName.Bundle}-{recipe.Platform}";
        var name = $"{id}-{recipe.Version}";
        var directory = Path.Combine(outputDirectory, name);
        return OemDisk.Do(
            directory,
            () =>
            {
                Directory.CreateDirectory(Path.Combine(directory, "delta"));
                ArchiveBuilder.TarGz(
                    Path.Combine(directory, name + ".tar.gz"),
                    "./",
                    ".",
                    BundleBuilder.Files(recipe, clock),
                    clock.GetUtcNow(),
                    recipe.Compression
                );
                foreach (var file in new[] { delta.Archive, delta.Manifest, delta.Manifest + ".sig" })
                {
                    File.Copy(file, Path.Combine(directory, "delta", Path.GetFileName(file)), overwrite: true);
                }

                var manifest = new OemObject
                {
                    { "id", id },
                    { "version", recipe.Version },
                    { "platform", recipe.Platform },
                    { "runtime", "native" },
                    {
                        "artifacts",
                        new OemArray([
                            Artifact(directory, name + ".tar.gz", "full", null),
                            Artifact(directory, "delta/" + Path.GetFileName(delta.Archive), "diff", $"{id}-{baseVersion}"),
                        ])
                    },
                    {
                        "metadata",
                        new OemObject { { "bundle", BundleName.Bundle }, { "platform", recipe.Platform } }
                    },
                };
                var signature = OemSignature.Sign(manifest, key, OemSignature.Sha256, recipe.KeyId);
                manifest.Add("signature", signature);
                File.WriteAllBytes(Path.Combine(directory, "manifest.json"), OemJsonWriter.WriteBytes(manifest, JsonStyle.PrettySorted));
                File.WriteAllBytes(
                    Path.Combine(directory, "manifest.sig"),
                    OemJsonWriter.WriteBytes(new OemObject { { "signature", signature } }, JsonStyle.PrettySorted)
                );
                return directory;
            }
        );
    }

    private static OemObject Artifact(string directory, string path, string type, string? baseId)
    {
        var bytes = File.ReadAllBytes(Path.Combine(directory, path));
        var artifact = new OemObject
        {
            { "path", path },
            { "size", OemJson.Of(bytes.Length) },
            { "sha384", Convert.ToHexStringLower(SHA384.HashData(bytes)) },
            { "sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)) },
            { "type", type },
        };
        if (baseId is not null)
        {
            artifact.Add("base_id", baseId);
        }

        return artifact;
    }
}
