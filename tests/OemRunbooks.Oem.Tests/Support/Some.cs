using System.IO.Compression;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Oem.Tests.Support;

/// <summary>Ordinary things to start from.</summary>
internal static class Some
{
    public static readonly byte[] Key = [.. Enumerable.Range(0, 48).Select(i => (byte)i)];

    public static Dictionary<string, string> Files =>
        new(StringComparer.Ordinal)
        {
            ["daemon/botd"] = "#!binary",
            ["daemon/lib/a.so"] = new string('a', 3_000_000),
            ["ui/index.html"] = "<p>zażółć</p>",
            ["ui/zażółć 😀.txt"] = "long story",
            ["config/core.json"] = "{}",
            ["bootstrap/verify_fingerprint.py"] = "print()",
            ["resources/empty"] = string.Empty,
        };

    public static BundleRecipe Recipe(
        TemporaryDirectory directory,
        string version = "2024.06",
        string platform = "linux",
        Dictionary<string, string>? files = null
    )
    {
        var content = directory.Make($"content-{version}-{platform}");
        foreach (var (path, text) in files ?? Files)
        {
            var file = directory.Write(Path.Combine(content, path), text);
            if (path.StartsWith("daemon/", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return new BundleRecipe(content, version, platform, Key, "k1", Compression: CompressionLevel.Fastest);
    }

    public static string Bundle(
        TemporaryDirectory directory,
        string version = "2024.06",
        string platform = "linux",
        Dictionary<string, string>? files = null
    ) => BundleBuilder.Build(Recipe(directory, version, platform, files), directory.Make("releases"), FixedClock.Usual);

    /// <summary>A bundle whose files were tampered with after everything had been signed.</summary>
    public static string Tampered(
        TemporaryDirectory directory,
        Func<List<SourceFile>, IEnumerable<SourceFile>> change,
        string platform = "linux"
    )
    {
        var recipe = Recipe(directory, platform: platform);
        var files = change(BundleBuilder.Files(recipe, FixedClock.Usual)).ToList();
        var path = directory[$"tampered-{platform}"];
        if (platform == "windows")
        {
            ArchiveBuilder.Zip(path, CheckedReader.TopDirectory + "/", files, FixedClock.Usual.GetUtcNow(), CompressionLevel.Fastest);
        }
        else
        {
            ArchiveBuilder.TarGz(
                path,
                CheckedReader.TopDirectory + "/",
                CheckedReader.TopDirectory,
                files,
                FixedClock.Usual.GetUtcNow(),
                CompressionLevel.Fastest
            );
        }

        return path;
    }
}
