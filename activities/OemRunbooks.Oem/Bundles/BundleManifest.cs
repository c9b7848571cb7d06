using System.Security.Cryptography;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Bundles;

/// <summary>A bundle's <c>manifest.json</c>.</summary>
/// <param name="Version">Version of the bundle.</param>
/// <param name="Platform">Platform of the bundle.</param>
/// <param name="Created">When it was built, as written; null when absent.</param>
/// <param name="Files">SHA-384 in lower-case hex by path, in the manifest's order.</param>
/// <param name="Sha384">SHA-384 of the manifest's own bytes.</param>
/// <remarks>Source: formats.md, 10.2.</remarks>
public sealed record BundleManifest(
    string Version,
    string Platform,
    string? Created,
    IReadOnlyDictionary<string, string> Files,
    string Sha384
)
{
    /// <summary>Name of the manifest in a bundle.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Name of its signature.</summary>
    public const string SignatureName = "manifest.sig";

    private const int DigestLength = 96;

    /// <summary>Reads a manifest whose signature is right.</summary>
    /// <exception cref="OemException"><see cref="Codes.BundleSignatureMismatch"/>, <see cref="Codes.BundleManifestInvalid"/>.</exception>
    public static BundleManifest Authenticate(byte[] manifest, byte[] signature, byte[] key)
    {
        FileSignature.Demand(FileName, Digest(manifest), signature, key);
        return Parse(manifest);
    }

    /// <summary>Reads a manifest without looking at any signature.</summary>
    /// <exception cref="OemException"><see cref="Codes.BundleManifestInvalid"/>.</exception>
    public static BundleManifest Parse(byte[] bytes)
    {
        var json = OemJsonReader.ParseObject(
            bytes,
            FileName,
            static (path, reason, line, column) => Faults.BundleManifestInvalid(reason, path, line, column)
        );
        var platform = json.TextOf("platform");
        var version = json.TextOf("version");
        if (
            json.TextOf("bundle") != BundleName.Bundle
            || platform is null
            || !BundleName.IsPlatform(platform)
            || version is null
            || !BundleName.IsVersion(version)
        )
        {
            throw new OemException(Faults.BundleWrongName($"{json.TextOf("bundle")} {version} {platform}"));
        }

        var files = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var names = new NameTable(new ArchiveLimits());
        foreach (var item in json["files"] as OemArray ?? throw Invalid("files"))
        {
            var (path, digest) = FileOf(item);
            names.Add(path, isDirectory: false);
            files.Add(path, digest);
        }

        return new BundleManifest(version, platform, json.TextOf("created"), files, Digest(bytes));
    }

    /// <summary>Writes a manifest's bytes for files given in any order.</summary>
    public static byte[] Build(string version, string platform, DateTimeOffset created, IEnumerable<KeyValuePair<string, string>> files) =>
        OemJsonWriter.WriteBytes(
            new OemObject
            {
                { "bundle", BundleName.Bundle },
                { "platform", platform },
                { "version", version },
                { "created", TimeForms.Seconds(created) },
                {
                    "files",
                    new OemArray(
                        files
                            .OrderBy(static f => f.Key, SegmentOrder.Instance)
                            .Select(static f => new OemObject { { "path", f.Key }, { "sha384", f.Value } })
                    )
                },
            },
            JsonStyle.BundleManifest
        );

    internal static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA384.HashData(bytes));

    internal static bool IsDigest(string text) => text.Length == DigestLength && text.All(static c => char.IsAsciiHexDigitLower(c));

    private static (string Path, string Digest) FileOf(OemJson item)
    {
        var path = (item as OemObject)?.TextOf("path") ?? throw Invalid("path");
        var digest = ((OemObject)item).TextOf("sha384");
        if (EntryName.Problem(path) is not null || path is FileName or SignatureName)
        {
            throw new OemException(Faults.BundleManifestInvalid("path", file: path));
        }

        return digest is not null && IsDigest(digest)
            ? (path, digest)
            : throw new OemException(Faults.BundleManifestInvalid("sha384", file: path));
    }

    private static OemException Invalid(string reason) => new OemException(Faults.BundleManifestInvalid(reason));
}
