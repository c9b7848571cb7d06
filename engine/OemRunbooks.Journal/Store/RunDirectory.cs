using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Journal.Store;

/// <summary>Where a run's parts lie in its directory, <c>var/runbook/runs/ID</c> of the station.</summary>
/// <remarks>Source: journal.md, first section.</remarks>
internal sealed class RunDirectory
{
    private const string Name = "journal.jsonl";

    internal RunDirectory(string path, string? journal = null)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Journal = journal ?? Path.Combine(Root, Name);
    }

    internal string Root { get; }

    internal string Id => Path.GetFileName(Root);

    internal string Journal { get; }

    internal string Evidence => Path.Combine(Root, "evidence");

    internal string Definitions => Path.Combine(Root, "definition");

    internal static bool Holds(IDisk disk, string path) => disk.Has(Path.Combine(path, Name));

    internal string Definition(string digest) => Path.Combine(Root, NameOf(digest));

    /// <summary>Where a definition lies, from the run's own directory on.</summary>
    internal static string NameOf(string digest) => $"definition/{digest}.yaml";
}
