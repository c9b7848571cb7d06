using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Finds names anywhere in the workspace: runbooks, activities, steps, teams.</summary>
internal sealed class WorkspaceSymbols : Request
{
    private const int Most = 200;
    private const int OfFunction = 12;

    /// <inheritdoc/>
    internal override string Method => "workspace/symbol";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["workspaceSymbolProvider"] = true;

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var query = parameters.TextAt("query") ?? "";
        return Json.List(
            session
                .Workspace.All.SelectMany(static d => d.Names.Sites.Where(static s => s.IsDefinition).Select(s => new Place(d, s)))
                .Where(static p => p.Site.Kind is NameKind.Runbook or NameKind.Step or NameKind.Activity or NameKind.Team)
                .Where(p => p.Site.Name.Contains(query, StringComparison.OrdinalIgnoreCase))
                .Take(Most)
                .Select(static p => new JsonObject
                {
                    ["name"] = p.Site.Name,
                    ["kind"] = OfFunction,
                    ["location"] = Definition.Location(p),
                    ["containerName"] = Path.GetFileName(p.Document.Path),
                })
        );
    }
}
