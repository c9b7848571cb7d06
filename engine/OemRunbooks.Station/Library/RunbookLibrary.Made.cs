using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Station.Library;

/// <content>The activities made of YAML, as those that read and write runbooks need them.</content>
public sealed partial class RunbookLibrary
{
    private readonly Dictionary<string, (byte[] Bytes, ActivityInfo? Info)> made = new(StringComparer.Ordinal);

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
