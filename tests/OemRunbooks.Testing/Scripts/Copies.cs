namespace OemRunbooks.Testing.Scripts;

/// <summary>Copies of directories.</summary>
internal static class Copies
{
    private static readonly EnumerationOptions All = new()
    {
        AttributesToSkip = FileAttributes.None,
        RecurseSubdirectories = true,
        MatchType = MatchType.Simple,
    };

    /// <summary>All that lies below a directory.</summary>
    internal static IEnumerable<string> Entries(string directory) => System.IO.Directory.EnumerateFileSystemEntries(directory, "*", All);

    /// <summary>Copies all that lies below a directory, modes included.</summary>
    /// <param name="from">The directory.</param>
    /// <param name="to">What it becomes.</param>
    /// <param name="keeps">Whether a file that is already there stays as it is.</param>
    internal static void Directory(string from, string to, bool keeps)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (var directory in System.IO.Directory.EnumerateDirectories(from, "*", All))
        {
            System.IO.Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        }

        foreach (var file in System.IO.Directory.EnumerateFiles(from, "*", All))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            if (!keeps || !File.Exists(target))
            {
                File.Copy(file, target, overwrite: true);
            }
        }
    }
}
