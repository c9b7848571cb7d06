using System.Collections.Concurrent;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Station.Library;

/// <content>The activities made of YAML, as those that read and write runbooks need them.</content>
public sealed partial class RunbookLibrary
{
    private readonly Dictionary<string, (byte[] Bytes, ActivityInfo? Info)> made = new(StringComparer.Ordinal);

    private volatile ConcurrentDictionary<(string Directory, string Name), (string Path, byte[] Bytes)?>? held;

    /// <summary>
    /// Until it is disposed, each activity made of YAML is read once: a check of many files is one of how they stand together, and the same
    /// few are named by nearly all.
    /// </summary>
    internal IDisposable HoldActivities()
    {
        held = new();
        return new Release(this);
    }

    private (string Path, byte[] Bytes)? Held(string directory, string name, Func<(string Path, byte[] Bytes)?> find) =>
        held is { } all && name.Contains('.', StringComparison.Ordinal) ? all.GetOrAdd((directory, name), _ => find()) : find();

    private sealed class Release(RunbookLibrary library) : IDisposable
    {
        public void Dispose() => library.held = null;
    }

    /// <summary>The descriptors of the activities made of YAML that are without errors, by name.</summary>
    public IEnumerable<ActivityInfo> MadeActivities =>
        activities.Select(Described).OfType<ActivityInfo>().OrderBy(static i => i.Name, StringComparer.Ordinal);

    // An editor asks with every key: what has not changed is read once.
    private ActivityInfo? Described(LibraryItem item)
    {
        var bytes = item.Read();
        lock (made)
        {
            if (!made.TryGetValue(item.Path, out var known) || !known.Bytes.AsSpan().SequenceEqual(bytes))
            {
                made[item.Path] = known = (bytes, Loader.Load(item.Path, bytes).Made?.Info);
            }

            return known.Info;
        }
    }
}
