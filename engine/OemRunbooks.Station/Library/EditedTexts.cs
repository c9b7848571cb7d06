using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Station.Library;

/// <summary>The texts that somebody is editing: they count before what stands on the disk.</summary>
/// <param name="find">Gives the bytes of a file, by its whole path, the same array until they change; null when nobody edits it.</param>
public sealed class EditedTexts(Func<string, byte[]?> find)
{
    /// <summary>Nobody edits anything.</summary>
    public static EditedTexts None { get; } = new(static _ => null);

    /// <summary>What was read of them.</summary>
    public ReadMemory Memory { get; } = new();

    /// <summary>Whether somebody edits: what is read is kept then, and a change on the disk asks for another workplace.</summary>
    internal bool IsKept => this != None;

    // What was read of files, also when one that changed asks for another workplace: most of them are as they were.
    private readonly Dictionary<string, (byte[] Bytes, RunbookNames? Names)> names = new(StringComparer.Ordinal);

    /// <summary>The names that a file gives itself; null when they can't be read.</summary>
    internal RunbookNames? NamesOf(string file, byte[] bytes)
    {
        if (!IsKept)
        {
            return RunbookNames.Of(bytes);
        }

        lock (names)
        {
            if (!names.TryGetValue(file, out var known) || (known.Bytes != bytes && !known.Bytes.AsSpan().SequenceEqual(bytes)))
            {
                names[file] = known = (bytes, RunbookNames.Of(bytes, file, Of(file) is null ? null : Memory));
            }

            return known.Names;
        }
    }

    /// <summary>What a file holds for whoever edits it; null when nobody does.</summary>
    internal byte[]? Of(string file) => IsKept ? find(Path.GetFullPath(file)) : null;
}
