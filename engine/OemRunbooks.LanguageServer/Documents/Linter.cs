using OemRunbooks.Foundation.Failures;
using OemRunbooks.Station.Workshop.Lint;

namespace OemRunbooks.LanguageServer.Documents;

/// <summary>Asks lint about a file as it is being written; what nothing has changed since is not asked again.</summary>
internal sealed class Linter(Workspace workspace)
{
    private readonly Dictionary<string, (Document Document, int Generation, IReadOnlyList<LintFinding> Found)> last = new(
        StringComparer.Ordinal
    );

    /// <summary>All that <c>runbook lint FILE</c> would say.</summary>
    /// <param name="document">The file.</param>
    /// <param name="yields">Called now and then; throws when something more urgent waits, and nothing is said then.</param>
    internal IReadOnlyList<LintFinding> Of(Document document, Action? yields = null)
    {
        if (last.TryGetValue(document.Path, out var known) && known.Document == document && known.Generation == workspace.Generation)
        {
            return known.Found;
        }

        workspace.Texts.Memory.Yields = yields;
        var found = Ask(document);
        last[document.Path] = (document, workspace.Generation, found);
        return found;
    }

    /// <summary>Forgets a file that nobody has open any more.</summary>
    internal void Forget(Document document) => last.Remove(document.Path);

    private List<LintFinding> Ask(Document document)
    {
        try
        {
            var work = workspace.Work;
            var file = LintFiles.OfFile(work, document.Path);
            return [.. LintFiles.Check(work, file, document.Bytes)];
        }
        catch (Exception error) when (error is CodedException or IOException or UnauthorizedAccessException)
        {
            // The library itself can't be used; that is nothing about this file.
            return [];
        }
        finally
        {
            workspace.Texts.Memory.Yields = null;
        }
    }
}
