using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Finds every place of a name: in the runbook, its tests, and those that call it.</summary>
internal sealed class References : Request
{
    /// <inheritdoc/>
    internal override string Method => "textDocument/references";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["referencesProvider"] = true;

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var (document, offset) = session.Cursor(parameters);
        var withDefinition = parameters.At("context", "includeDeclaration") is null || parameters.FlagAt("context", "includeDeclaration");
        return NameIndex.At(document, offset) is { } place
            ? Json.List(
                session
                    .Names.All(session.Names.Of(place.Site), cancellation)
                    .Where(p => withDefinition || !p.Site.IsDefinition)
                    .Select(Definition.Location)
            )
            : null;
    }
}
