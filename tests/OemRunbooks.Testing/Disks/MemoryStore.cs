using OemRunbooks.Foundation.Files;
using OemRunbooks.Journal.Store;

namespace OemRunbooks.Testing.Disks;

/// <summary>A station's runs in memory: the store that ships, on a disk that is none.</summary>
public static class MemoryStore
{
    /// <summary>An empty store.</summary>
    public static IRunStore Of(StationDirectory station, MemoryDisk? disk = null) => new DirectoryStore(station, disk ?? new MemoryDisk());
}
