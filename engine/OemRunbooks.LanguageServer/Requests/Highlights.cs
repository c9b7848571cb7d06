using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Marks every place of a name in the file.</summary>
internal sealed class Highlights : Request
{
    private const int Read = 2;
    private const int Write = 3;

    /// <inheritdoc/>
    internal override string Method => "textDocument/documentHighlight";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["documentHighlightProvider"] = true;

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var (document, offset) = session.Cursor(parameters);
        if (NameIndex.At(document, offset) is not { } place)
        {
            return null;
        }

        var symbol = session.Names.Of(place.Site);
        return Json.List(
            document
                .Names.Sites.Where(s => s.Kind == symbol.Kind && session.Names.Of(s) == symbol)
                .Select(s => new JsonObject { ["range"] = Json.Of(document.Source, s.Span), ["kind"] = s.IsDefinition ? Write : Read })
        );
    }
}
