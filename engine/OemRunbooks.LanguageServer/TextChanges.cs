using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Requests;

namespace OemRunbooks.LanguageServer;

/// <summary>What the client tells of its texts: opened, written, saved, closed.</summary>
/// <remarks>Source: LSP 3.17, "Text Document Synchronization".</remarks>
internal static class TextChanges
{
    /// <summary>Takes what is told; anything else is passed over.</summary>
    internal static void Take(Session session, Publisher publisher, string method, JsonNode? parameters)
    {
        var workspace = session.Workspace;
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
                Watched(session, publisher, parameters);
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

    private static void Watched(Session session, Publisher publisher, JsonNode? parameters)
    {
        var workspace = session.Workspace;
        var paths = parameters
            .ListAt("changes")
            .Select(static c => c.TextAt("uri"))
            .OfType<string>()
            .Select(u => FileUri.ToPath(u, workspace.Root))
            .ToLookup(FieldKnowledge.IsDigest);
        foreach (var digest in paths[true])
        {
            session.Field.Forget(digest);
        }

        if (paths[true].Any())
        {
            publisher.LensesChanged();
        }

        // A digest changes nothing that lint says.
        if (paths[true].Any() && !paths[false].Any())
        {
            return;
        }

        foreach (var path in paths[false])
        {
            workspace.Forget(path);
        }

        foreach (var open in workspace.Opened.Take(1).ToList())
        {
            publisher.Changed(open.Path);
        }
    }
}
