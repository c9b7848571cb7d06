using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Changes of texts, as they are sent.</summary>
internal static class Edits
{
    /// <summary>Changes of one file.</summary>
    internal static JsonObject Of(Document document, IEnumerable<Change> changes) =>
        new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = document.Uri, ["version"] = document.Version },
            ["edits"] = Json.List(changes.Select(c => One(document, c))),
        };

    /// <summary>One change.</summary>
    internal static JsonObject One(Document document, Change change) =>
        new() { ["range"] = Json.Of(document.Source, change.Span), ["newText"] = change.Text };

    /// <summary>A change of one file as a whole workspace's.</summary>
    internal static JsonObject Workspace(Document document, params IEnumerable<Change> changes) =>
        new() { ["documentChanges"] = new JsonArray(Of(document, changes)) };
}
