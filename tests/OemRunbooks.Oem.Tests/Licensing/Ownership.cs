using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Tests.Support;
using OemRunbooks.Testing.Disks;

namespace OemRunbooks.Oem.Tests.Licensing;

public sealed class Ownership : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [NeedsRootFact]
    public void A_recovered_store_stays_its_services()
    {
        var path = directory["store.json"];
        LicenseStore.Save(Disk.All, path, new OemObject { { "licenses", new OemObject() } }, "old", FixedClock.Usual);
        Assert.Equal("0:0", Owner(path));
        SystemTool.Run("chown", "4711:4712", path);
        LicenseTool.Recover(Disk.All, new RecoverRequest(path, "old", "new"), FixedClock.Usual);
        Assert.Equal("4711:4712", Owner(path));
        Assert.Equal("4711:4712", Owner(path + ".bak"));
        Assert.True(LicenseStore.Open(Disk.All, path, "new", mustExist: true).Exists);
    }

    private static string Owner(string path) => SystemTool.Run("stat", "-c", "%u:%g", path);

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NeedsRootFactAttribute : FactAttribute
    {
        public NeedsRootFactAttribute()
        {
            if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            {
                Skip = "needs root on Linux: only root gives files away";
            }
        }
    }
}
