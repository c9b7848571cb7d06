using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;
using OemRunbooks.Oem.Deltas;
using OemRunbooks.Oem.Packages;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Packages;

public sealed class Building : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_built_package_is_valid_for_its_key_alone()
    {
        directory.Write("old/ui/a.txt", "1"u8.ToArray());
        directory.Write("new/ui/a.txt", "2"u8.ToArray());
        var before = new BundleRecipe(Path.Combine(directory.Path, "old"), "2024.05", "linux", Some.Key);
        var after = before with { Content = Path.Combine(directory.Path, "new"), Version = "2024.06" };
        var delta = DeltaBuilder.Build(before, after, Path.Combine(directory.Path, "out"), FixedClock.Usual);
        var package = PackageBuilder.Build(after, delta, "2024.05", Path.Combine(directory.Path, "out"), FixedClock.Usual, Some.Key);
        Assert.Equal("core-oem-linux-2024.06", Path.GetFileName(package));
        var report = UpdatePackage.Check(Disk.All, package, Some.Key);
        Assert.True(report.IsValid);
        Assert.Equal(["full", "diff"], report.Artifacts.Select(static a => a.Kind));
        Assert.False(UpdatePackage.Check(Disk.All, package, new byte[32]).IsValid);
    }
}
