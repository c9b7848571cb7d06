using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Archives;

namespace OemRunbooks.Oem.Tests.Support;

/// <summary>What our readers see in an archive, without the bundle's rules.</summary>
internal static class Listing
{
    public static string[] Of(byte[] archive, ArchiveLimits? limits = null)
    {
        using var directory = new TemporaryDirectory();
        return Of(directory.Write("archive", archive), limits);
    }

    public static string[] Of(string path, ArchiveLimits? limits = null)
    {
        limits ??= new ArchiveLimits();
        using var input = new ArchiveInput(Disk.All, path);
        using var reader = ArchiveOpener.Open(input, limits);
        var sink = new Names();
        Pump.Run(new CheckedReader(reader, Layout.Delta, limits), sink, null, CancellationToken.None);
        Assert.Equal(96, input.Digest().Length);
        return [.. sink.Lines];
    }

    private sealed class Names : IEntrySink
    {
        private long size;
        private string name = string.Empty;

        public List<string> Lines { get; } = [];

        public void Begin(in ArchiveEntry entry)
        {
            (name, size) = (entry.Path, 0);
            if (entry.IsDirectory)
            {
                Lines.Add(entry.Path + "/");
            }
        }

        public void Write(ReadOnlySpan<byte> bytes) => size += bytes.Length;

        public void End() => Lines.Add($"{name}:{size}");
    }
}
