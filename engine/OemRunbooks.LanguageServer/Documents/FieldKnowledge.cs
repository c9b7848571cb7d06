using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.Station.Fleet;

namespace OemRunbooks.LanguageServer.Documents;

/// <summary>What digests of the field tell of steps: the one nearest to a runbook, from its directory up to what is open.</summary>
/// <param name="root">The directory that is open in the editor.</param>
/// <param name="warn">Tells somebody of a digest that can't be read, once for each state of its file.</param>
internal sealed class FieldKnowledge(string root, Action<Failure> warn)
{
    private readonly string top = Path.TrimEndingDirectorySeparator(root);
    private readonly Dictionary<string, (DiskItem State, FieldDigest? Digest)> read = new(StringComparer.Ordinal);

    /// <summary>Whether a path is that of a digest.</summary>
    internal static bool IsDigest(string path) => Path.GetFileName(path) == FieldDigest.FileName;

    /// <summary>What the field knows of a runbook; null when nobody told.</summary>
    internal (FieldDigest Digest, FieldRunbook Runbook)? Of(Document document) =>
        document.Kind == DocumentKind.Runbook
        && (document.Tree.Top["id"] as ScalarNode)?.Text is { Length: > 0 } id
        && Near(document.Path) is { } digest
        && digest.Runbooks.TryGetValue(id, out var runbook)
            ? (digest, runbook)
            : null;

    /// <summary>A digest came, went or changed.</summary>
    internal void Forget(string path) => read.Remove(path);

    private FieldDigest? Near(string path) =>
        Directories(path)
            .Select(static d => Path.Combine(d, FieldDigest.FileName))
            .Select(static f => (Path: f, State: Look(f)))
            .Where(static f => f.State is { Kind: ItemKind.File })
            .Select(f => Read(f.Path, f.State!.Value))
            .FirstOrDefault();

    private IEnumerable<string> Directories(string path)
    {
        var own = Path.GetDirectoryName(path);
        for (var at = own; at is not null && at != top && (at == own || at.StartsWith(top, StringComparison.Ordinal)); )
        {
            yield return at;
            at = Path.GetDirectoryName(at);
        }

        yield return top;
    }

    private FieldDigest? Read(string path, DiskItem state)
    {
        if (read.TryGetValue(path, out var known) && known.State == state)
        {
            return known.Digest;
        }

        var digest = Read(path);
        read[path] = (state, digest);
        return digest;
    }

    private FieldDigest? Read(string path)
    {
        try
        {
            return FieldDigest.Read(Disk.All, path);
        }
        catch (CodedException error)
        {
            warn(error.Failure);
            return null;
        }
    }

    // Links are not followed: they may lead out of what is open. A file that is not told of as changed shows it by its time.
    private static DiskItem? Look(string path)
    {
        try
        {
            return Disk.All.Look(path, follows: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CodedException)
        {
            return null;
        }
    }
}
