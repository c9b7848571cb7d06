using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer;

/// <summary>What the client tells of its texts: opened, written, saved, closed.</summary>
/// <remarks>Source: LSP 3.17, "Text Document Synchronization".</remarks>
internal static class TextChanges
{
    /// <summary>Takes what is told; anything else is passed over.</summary>
    internal static void Take(Workspace workspace, Publisher publisher, string method, JsonNode? parameters)
    {
        var uri = parameters.TextAt("textDocument", "uri");
        switch (method)
        {
            case "textDocument/didOpen" when uri is not null && parameters.TextAt("textDocument", "text") is { } text:
                workspace.Open(uri, text, parameters.NumberAt("textDocument", "version"));
                publisher.Changed(FileUri.ToPath(uri, workspace.Root));
                break;
            case "textDocument/didChange" when uri is not null:
                workspace.Change(uri, Parts(parameters), parameters.NumberAt("textDocument", "version"));
                publisher.Changed(FileUri.ToPath(uri, workspace.Root));
                break;
            case "textDocument/didSave" when uri is not null:
                workspace.Refresh();
                publisher.Changed(FileUri.ToPath(uri, workspace.Root));
                break;
            case "textDocument/didClose" when uri is not null:
                Close(workspace, publisher, uri);
                break;
            case "workspace/didChangeWatchedFiles":
                Watched(workspace, publisher, parameters);
                break;
        }
    }

    private static IEnumerable<(Text.Position?, Text.Position?, string)> Parts(JsonNode? parameters) =>
        parameters
            .ListAt("contentChanges")
            .Where(static c => c.TextAt("text") is not null)
            .Select(static c => (c.PositionAt("range", "start"), c.PositionAt("range", "end"), c.TextAt("text")!));

    private static void Close(Workspace workspace, Publisher publisher, string uri)
    {
        if (workspace.Close(uri) is { } closed)
        {
            publisher.Closed(closed);
            foreach (var other in workspace.Opened.Take(1).ToList())
            {
                publisher.Changed(other.Path);
            }
        }
    }

    private static void Watched(Workspace workspace, Publisher publisher, JsonNode? parameters)
    {
        foreach (var uri in parameters.ListAt("changes").Select(static c => c.TextAt("uri")).OfType<string>())
        {
            workspace.Forget(FileUri.ToPath(uri, workspace.Root));
        }

        foreach (var open in workspace.Opened.Take(1).ToList())
        {
            publisher.Changed(open.Path);
        }
    }
}
