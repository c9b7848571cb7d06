using System.IO.Compression;
using System.Security.Cryptography;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Deltas;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Packages;

namespace OemRunbooks.Demo;

/// <summary>The demo's bundles, deltas, installation and notarisation reports.</summary>
internal static class DemoReleases
{
    internal const string Old = "2024.05";
    internal const string New = "2024.06";
    internal const string Patched = "2024.06.1";
    private const string KeyId = "demo-bundle-1";

    internal static void Write(string root, string platform, string fingerprint)
    {
        var work = Directory.CreateDirectory(Path.Combine(root, "var", ".demo-build")).FullName;
        var releases = Path.Combine(root, "var", "releases", platform);
        var media = Path.Combine(root, "media", "usb");
        var old = Recipe(work, Old, platform, fingerprint);
        var current = Recipe(work, New, platform, fingerprint);
        var patched = Recipe(work, Patched, platform, fingerprint);

        var installed = BundleBuilder.Build(old, releases, Dated(2024, 5, 14));
        var bundle = BundleBuilder.Build(current, releases, Dated(2024, 6, 11));
        var other = platform == "windows" ? "linux" : "windows";
        BundleBuilder.Build(current with { Platform = other }, Path.Combine(root, "var", "releases", other), Dated(2024, 6, 11));
        var delta = DeltaBuilder.Build(old, current, media, Dated(2024, 6, 11), name: DeltaName.Seed(New, platform), key: DemoKeys.Delta);
        PackageBuilder.Build(current, delta, Old, Path.Combine(root, "var", "dist", "packages"), Dated(2024, 6, 11), DemoKeys.Delta);
        DeltaBuilder.Build(current, patched, releases, Dated(2024, 6, 25), zip: platform == "windows", key: DemoKeys.Delta);

        Install(root, installed, platform);
        File.Copy(bundle, Path.Combine(media, Path.GetFileName(bundle)));
        Reports(root, bundle, platform, fingerprint);
        Directory.Delete(work, recursive: true);
    }

    private static BundleRecipe Recipe(string work, string version, string platform, string fingerprint)
    {
        var content = Path.Combine(work, version);
        DemoContent.Write(content, version);
        return new BundleRecipe(content, version, platform, DemoKeys.Bundle, KeyId, fingerprint, CompressionLevel.Fastest);
    }

    private static void Install(string root, string bundle, string platform)
    {
        var parent = Path.Combine(root, "opt");
        var (tree, _) = BundleExtractor.Extract(Disk.All, bundle, DemoKeys.Bundle, new BundleExpectations(platform, Old), parent);
        using (tree)
        {
            Directory.Move(tree.Path, Path.Combine(parent, "core-oem"));
        }
    }

    private static void Reports(string root, string bundle, string platform, string fingerprint)
    {
        var name = $"core-oem-{New}-{platform}";
        using var stream = File.OpenRead(bundle);
        var result = new OemObject
        {
            { "id", "2efe2717-52ef-43a5-96dc-0797e4ca1041" },
            { "status", "Accepted" },
            { "message", "Processing complete" },
        };
        var log = new OemObject
        {
            { "logFormatVersion", OemJson.Of(1) },
            { "jobId", "2efe2717-52ef-43a5-96dc-0797e4ca1041" },
            { "status", "Accepted" },
            { "statusSummary", "Ready for distribution" },
            { "statusCode", OemJson.Of(0) },
            { "archiveFilename", Path.GetFileName(bundle) },
            { "uploadDate", "2024-06-11T10:42:07Z" },
            { "sha256", Convert.ToHexStringLower(SHA256.HashData(stream)) },
            { "ticketContents", OemJson.Null },
            { "issues", OemJson.Null },
        };
        var pipeline = new OemObject
        {
            { "bundle", BundleName.Bundle },
            { "platform", platform },
            { "version", New },
            { "archive_path", $"var/releases/{platform}/{Path.GetFileName(bundle)}" },
            {
                "pipeline",
                new OemObject
                {
                    {
                        "fingerprint",
                        new OemObject
                        {
                            { "document_path", "config/fingerprint.expected.json" },
                            { "fingerprint", fingerprint },
                            { "expected", fingerprint },
                            { "signature_valid", OemJson.Of(true) },
                            { "issues", new OemArray([]) },
                        }
                    },
                }
            },
        };
        Json(root, $"var/dist/notary/{name}.json", result);
        Json(root, $"var/dist/notary/{name}.log.json", log);
        Json(root, $"media/usb/notary/{name}.json", result);
        Json(root, $"var/reports/deployment/{name}.json", pipeline);
    }

    private static void Json(string root, string relative, OemObject json) =>
        DemoStation.Write(root, relative, OemJsonWriter.WriteBytes(json, JsonStyle.PrettyInOrder));

    private static TimeProvider Dated(int year, int month, int day) =>
        new DemoClock(new DateTimeOffset(year, month, day, 9, 30, 0, TimeSpan.Zero));
}
