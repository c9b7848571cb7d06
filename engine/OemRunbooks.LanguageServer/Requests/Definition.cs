using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Goes from a name to where it is made known.</summary>
internal sealed class Definition : Request
{
    /// <inheritdoc/>
    internal override string Method => "textDocument/definition";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["definitionProvider"] = true;

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var (document, offset) = session.Cursor(parameters);
        if (NameIndex.At(document, offset) is not { } place)
        {
            return null;
        }

        var found = session.Names.Definitions(session.Names.Of(place.Site), cancellation).ToList();
        return found.Count > 0 ? Json.List(found.Select(Location)) : Instead(session, place);
    }

    /// <summary>A place, as it is sent.</summary>
    internal static JsonObject Location(Place place) =>
        new() { ["uri"] = place.Document.Uri, ["range"] = Json.Of(place.Document.Source, place.Span) };

    // What an activity of the program gives is made known by the step that calls it.
    private static JsonArray? Instead(Session session, Place place)
    {
        if (place.Site is not { Kind: NameKind.Output, Owner: { Kind: OwnerKind.CalledBy, Step: { } step } owner })
        {
            return null;
        }

        var symbol = session.Names.Of(new(NameKind.Step, new(OwnerKind.File, owner.Name), step, place.Span));
        return Json.List(session.Names.Definitions(symbol).Select(Location));
    }
}
