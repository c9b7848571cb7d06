using System.Collections.Concurrent;

namespace OemRunbooks.Language.Yaml;

/// <summary>Keeps the activities made of YAML that were read: hundreds of runbooks of a library name the same ones.</summary>
/// <remarks>One that has errors, or calls another that may change under it, is read each time.</remarks>
internal sealed class MadeMemory
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, LoadResult Read)> kept = new(StringComparer.Ordinal);

    /// <summary>What reading a file came to, the same as before while its bytes are the same.</summary>
    internal LoadResult GetOrAdd((string Path, byte[] Bytes) file, Func<LoadResult> read)
    {
        if (kept.TryGetValue(file.Path, out var known) && known.Bytes.AsSpan().SequenceEqual(file.Bytes))
        {
            return known.Read;
        }

        var result = read();
        if (result.Made is { } made && made.Body.AllSteps().All(static s => s.Called is null))
        {
            kept[file.Path] = (file.Bytes, result);
        }

        return result;
    }
}
