using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Text;
using OemRunbooks.Station.Library;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Leads to other files: the schema, the called runbook, the tests of a runbook and back.</summary>
internal sealed partial class DocumentLinks : Request
{
    /// <inheritdoc/>
    internal override string Method => "textDocument/documentLink";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["documentLinkProvider"] = new JsonObject();

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var document = session.Document(parameters);
        return Json.List(
            Links(session, document)
                .Where(static l => File.Exists(l.Path))
                .Select(l => new JsonObject { ["range"] = Json.Of(document.Source, l.Span), ["target"] = FileUri.Of(l.Path) })
        );
    }

    private static IEnumerable<(TextSpan Span, string Path)> Links(Session session, Document document)
    {
        var directory = Path.GetDirectoryName(document.Path)!;
        foreach (var comment in document.Tree.Comments)
        {
            if (Schema().Match(document.Source.Of(comment)) is { Success: true } match)
            {
                var at = comment.Start + match.Groups["file"].Index;
                yield return (
                    new(at, at + match.Groups["file"].Length),
                    Path.GetFullPath(Path.Combine(directory, match.Groups["file"].Value))
                );
            }
        }

        foreach (var site in document.Names.Sites.Where(static s => s.Kind is NameKind.Runbook or NameKind.Activity))
        {
            var beside = RunbookLibrary.TestsOf(document.Path);
            var file =
                site.IsDefinition ? beside
                : site.Kind == NameKind.Runbook ? session.Names.Runbook(site.Name)?.Path
                : session.Names.Activity(site.Name)?.Path;
            if (file is not null)
            {
                yield return (site.Span, file);
            }
        }

        if (document.Kind == DocumentKind.Tests && document.Tree.Top.Find("tests") is { } tests)
        {
            yield return (tests.Key.Span, document.Names.Subject);
        }
    }

    [GeneratedRegex(@"yaml-language-server:\s*\$schema=(?<file>[^\s:]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Schema();
}
