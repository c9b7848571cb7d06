namespace OemRunbooks.Station.Library;

/// <summary>The texts that somebody is editing: they count before what stands on the disk.</summary>
/// <param name="find">Gives the bytes of a file, by its whole path, the same array until they change; null when nobody edits it.</param>
public sealed class EditedTexts(Func<string, byte[]?> find)
{
    /// <summary>Nobody edits anything.</summary>
    public static EditedTexts None { get; } = new(static _ => null);

    /// <summary>Whether somebody edits: what is read is kept then, and a change on the disk asks for another workplace.</summary>
    internal bool IsKept => this != None;

    /// <summary>What a file holds for whoever edits it; null when nobody does.</summary>
    internal byte[]? Of(string file) => IsKept ? find(Path.GetFullPath(file)) : null;
}
