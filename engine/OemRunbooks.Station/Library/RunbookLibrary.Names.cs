namespace OemRunbooks.Station.Library;

/// <content>Who else bears a name, as it is asked with every key that somebody types.</content>
public sealed partial class RunbookLibrary
{
    // Those that were looked through for some names, and can't bear one of them.
    private readonly Dictionary<string, (byte[]? Edited, string Wanted)> without = new(StringComparer.Ordinal);

    /// <summary>The names of a runbook that bears one of some names; of any other runbook they may be left unread.</summary>
    internal RunbookNames? NamesAmong(LibraryItem item, IReadOnlyCollection<string> wanted)
    {
        var key = string.Join('\n', wanted);
        var now = edited.Of(item.Path);
        if (without.TryGetValue(item.Path, out var passed) && passed.Edited == now && passed.Wanted == key)
        {
            return null;
        }

        if (names.ContainsKey(item.Path) || RunbookNames.MayBear(now ?? item.Read(), wanted))
        {
            return NamesOf(item);
        }

        without[item.Path] = (now, key);
        return null;
    }

    /// <summary>The names that a file gives itself; null when they can't be read.</summary>
    internal RunbookNames? NamesOf(string file, byte[] bytes) => edited.NamesOf(Path.GetFullPath(file), bytes);
}
