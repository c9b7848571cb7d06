using System.Text.Json.Nodes;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Meaning;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Lays a file out: two blanks for each level, one behind colons and dashes, comments where they were.</summary>
internal sealed class Formatting : Request
{
    /// <inheritdoc/>
    internal override string Method => "textDocument/formatting";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["documentFormattingProvider"] = true;

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var document = session.Document(parameters);
        var text = document.Source.Text;

        // What can't be read now is left as it is; so is what would mean something else afterwards.
        if (Read(document) is not { } before)
        {
            return new JsonArray();
        }

        var laid = Layout.Of(document.Tree);
        var after = new Document(document.Path, document.Uri, new(laid), null);
        return laid != text && Read(after) is { } now && before.AsValue.Equals(now.AsValue)
            ? new JsonArray(Edits.One(document, new(new(0, text.Length), laid)))
            : new JsonArray();
    }

    private static YamlNode? Read(Document document) => YamlNode.Read(document.Bytes, new Findings(document.Path));
}
