using System.Globalization;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Bundles;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary>Puts staged trees at their place in one step.</summary>
/// <remarks>Source: trust.md, "Archives" and "Deltas".</remarks>
internal static class TreePlace
{
    /// <summary>Refuses a place where something lies; an empty directory counts as free.</summary>
    internal static void DemandFree(string target)
    {
        DemandNoLink(target);
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new CodedException(Faults.FileExists(target));
        }
    }

    internal static void DemandNoLink(string path)
    {
        if (new FileInfo(Path.TrimEndingDirectorySeparator(path)).LinkTarget is not null)
        {
            throw new CodedException(Faults.FileLink(path));
        }
    }

    /// <summary>Stages a tree beside a free place and puts it there; parents that were made for it go again when that fails.</summary>
    internal static T PublishNew<T>(string target, Func<string, (StagedTree Tree, T Info)> stage)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        var parent = Durable.ParentOf(full);
        var made = Missing(parent);
        try
        {
            var (tree, info) = stage(parent);
            using (tree)
            {
                if (Directory.Exists(full))
                {
                    ToolCall.Disk.Delete(full);
                }

                ToolCall.Disk.PublishDirectory(tree.Path, full, full);
                return info;
            }
        }
        catch
        {
            foreach (var directory in made.Where(static d => Directory.Exists(d) && !Directory.EnumerateFileSystemEntries(d).Any()))
            {
                ToolCall.Disk.Delete(directory);
            }

            throw;
        }
    }

    /// <summary>Exchanges a directory for a staged tree; gives the name under which the former one is kept.</summary>
    internal static string Replace(string target, StagedTree tree)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        var previous = FreeName(
            $"{Path.TrimEndingDirectorySeparator(target)}.previous-"
                + $"{TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}"
        );

        // Between exchange and rename the former installation lies in the staging directory: disposing must not remove it.
        tree.Release();
        ToolCall.Disk.PublishDirectory(tree.Path, full, Path.GetFullPath(previous));
        ToolCall.Disk.Remove(Durable.ParentOf(tree.Path));
        return previous;
    }

    private static string FreeName(string wanted) =>
        Enumerable
            .Range(1, int.MaxValue)
            .Select(n => n == 1 ? wanted : string.Create(CultureInfo.InvariantCulture, $"{wanted}-{n}"))
            .First(static n => !Path.Exists(n));

    // Innermost first, so that each is empty when its turn comes.
    private static List<string> Missing(string directory)
    {
        var missing = new List<string>();
        for (var at = directory; !Directory.Exists(at); at = Durable.ParentOf(at))
        {
            missing.Add(at);
        }

        return missing;
    }
}
