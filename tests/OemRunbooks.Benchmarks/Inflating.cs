using System.IO.Compression;

namespace OemRunbooks.Benchmarks;

/// <summary>Question: what does inflating a bundle cost alone, with the inflater that the program uses? To nowhere.</summary>
internal static class Inflating
{
    internal static void Run(string archive)
    {
        using var file = File.OpenRead(archive);
        using var inflated = new GZipStream(file, CompressionMode.Decompress);
        var buffer = new byte[128 * 1024];
        while (inflated.Read(buffer) > 0) { }
    }
}
