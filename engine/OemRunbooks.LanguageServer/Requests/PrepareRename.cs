using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Says whether the name at the cursor can be changed, before a new one is asked for.</summary>
internal sealed class PrepareRename : Request
{
    /// <inheritdoc/>
    internal override string Method => "textDocument/prepareRename";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) { }

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var (document, offset) = session.Cursor(parameters);
        var place = NameIndex.At(document, offset);
        Rename.Renamed(session, place);
        return new JsonObject { ["range"] = Json.Of(document.Source, place!.Span), ["placeholder"] = place.Site.Name };
    }
}
