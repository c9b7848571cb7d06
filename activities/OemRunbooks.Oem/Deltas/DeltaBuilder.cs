using System.IO.Compression;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Deltas;

/// <summary>A built delta.</summary>
/// <param name="Archive">Path of the archive.</param>
/// <param name="Manifest">Path of the published manifest; its signature lies beside it with <c>.sig</c> added.</param>
/// <param name="TargetManifest">The target version's <c>manifest.json</c>.</param>
/// <param name="TargetSignature">Its signature.</param>
public sealed record BuiltDelta(string Archive, string Manifest, byte[] TargetManifest, byte[] TargetSignature);

/// <summary>Builds deltas between two versions for demo stations and tests.</summary>
/// <remarks>Source: formats.md, 11.2.</remarks>
public static class DeltaBuilder
{
    /// <summary>Builds archive, published manifest and signature into a directory.</summary>
    /// <param name="from">Recipe of the base version.</param>
    /// <param name="to">Recipe of the target version; its key signs.</param>
    /// <param name="outputDirectory">Where to.</param>
    /// <param name="clock">Time of every entry.</param>
    /// <param name="zip">True for a zip.</param>
    /// <param name="name">Name of the archive, such as <see cref="DeltaName.Seed"/>; the pipeline's when null.</param>
    /// <param name="boundTo">Fingerprint that the published manifest is bound to; none when null.</param>
    /// <param name="key">Key that signs the published manifest; the target recipe's when null.</param>
    public static BuiltDelta Build(
        BundleRecipe from,
        BundleRecipe to,
        string outputDirectory,
        TimeProvider clock,
        bool zip = false,
        string? name = null,
        string? boundTo = null,
        byte[]? key = null
    )
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(clock);
        var before = Digests(BundleBuilder.Files(from, clock));
        var target = BundleBuilder.Files(to, clock);
        var after = Digests(target);
        var changed = after
            .Files.Where(f => before.Files.GetValueOrDefault(f.Key) != f.Value)
            .Select(static f => f.Key)
            .Order(CodePointOrder.Instance)
            .ToArray();
        var document = new OemObject
        {
            { "bundle", BundleName.Bundle },
            { "platform", to.Platform },
            { "base_version", from.Version },
            { "target_version", to.Version },
            { "changed_files", OemJson.Of(changed) },
            { "removed_files", OemJson.Of(before.Files.Keys.Where(f => !after.Files.ContainsKey(f))) },
        };
        var members = target
            .Where(f => changed.Contains(f.Path, StringComparer.Ordinal))
            .Prepend(SourceFile.Of(DeltaManifest.FileName, OemJsonWriter.WriteBytes(document, JsonStyle.PrettySorted)))
            .ToArray();
        var archive = Path.Combine(outputDirectory, name ?? DeltaName.Archive(from.Version, to.Version, to.Platform, zip));
        OemDisk.Do(
            archive,
            () =>
            {
                Directory.CreateDirectory(outputDirectory);
                Write(archive, members, clock.GetUtcNow(), zip, to.Compression);
            }
        );
        var manifest = Publish(document, archive, key is null ? to : to with { Key = key }, boundTo);
        return new BuiltDelta(archive, manifest, Content(target, BundleManifest.FileName), Content(target, BundleManifest.SignatureName));
    }

    private static void Write(string archive, SourceFile[] members, DateTimeOffset time, bool zip, CompressionLevel level)
    {
        if (zip)
        {
            ArchiveBuilder.Zip(archive, string.Empty, members, time, level);
        }
        else
        {
            ArchiveBuilder.TarGz(archive, "./", ".", members, time, level);
        }
    }

    private static string Publish(OemObject document, string archive, BundleRecipe recipe, string? boundTo)
    {
        var published = new OemObject(document);
        if (boundTo is not null)
        {
            published.Add("fingerprint", boundTo);
        }

        var path = DeltaName.ManifestBeside(archive);
        var signature = new OemObject { { "signature", OemSignature.Sign(published, recipe.Key, OemSignature.Sha256, recipe.KeyId) } };
        OemDisk.Do(
            path,
            () =>
            {
                File.WriteAllBytes(path, OemJsonWriter.WriteBytes(published, JsonStyle.PrettySorted));
                File.WriteAllBytes(path + ".sig", OemJsonWriter.WriteBytes(signature, JsonStyle.PrettySorted));
            }
        );
        return path;
    }

    private static BundleManifest Digests(List<SourceFile> files) => BundleManifest.Parse(Content(files, BundleManifest.FileName));

    private static byte[] Content(List<SourceFile> files, string path)
    {
        using var stream = files.Single(f => f.Path == path).Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
