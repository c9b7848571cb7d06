using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Requests;

namespace OemRunbooks.LanguageServer;

/// <summary>Tells the client what lint finds: once for a pause in writing, first of what was written, then of what depends on it.</summary>
internal sealed class Publisher(Session session, MessageWriter writer, MessageQueue queue)
{
    // Whoever writes without a pause hears of it all the same.
    private const int MostYields = 8;
    private int yielded;
    private int refreshed;
    private readonly List<string> changed = [];
    private readonly Dictionary<string, (int? Version, string Found)> told = new(StringComparer.Ordinal);

    /// <summary>A text has changed, and with it what lint may say of all others.</summary>
    internal void Changed(string path)
    {
        var others = session.Workspace.Opened.Select(static d => d.Path).Where(p => p != path && !changed.Contains(p));
        changed.AddRange(others.ToList());
        changed.Remove(path);
        changed.Insert(0, path);
    }

    /// <summary>What stands above lines is no longer true.</summary>
    internal void LensesChanged()
    {
        if (session.RefreshesLenses)
        {
            writer.Tell("workspace/codeLens/refresh", null, $"lenses-{++refreshed}");
        }
    }

    /// <summary>A text is closed: nothing is said of it any more.</summary>
    internal void Closed(Document document)
    {
        changed.Remove(document.Path);
        told.Remove(document.Path);
        session.Linter.Forget(document);
        Tell(document, []);
    }

    /// <summary>Looks at the next text; false when all are looked at.</summary>
    internal bool Next()
    {
        if (changed.Count == 0)
        {
            return false;
        }

        var path = changed[0];
        changed.RemoveAt(0);
        if (session.Workspace.Opened.FirstOrDefault(d => d.Path == path) is { } document)
        {
            if (Look(document) is not { } found)
            {
                changed.Insert(0, path);
                return true;
            }

            var text = found.ToJsonString();
            if (!told.TryGetValue(path, out var last) || last != (document.Version, text))
            {
                told[path] = (document.Version, text);
                Tell(document, found);
            }
        }

        return true;
    }

    // Null when somebody asks something before it is known: that comes first.
    private JsonArray? Look(Document document)
    {
        try
        {
            var found = Diagnostics.Of(session, document, yielded < MostYields ? Yield : null);
            yielded = 0;
            return found;
        }
        catch (OperationCanceledException)
        {
            yielded++;
            return null;
        }
    }

    private void Yield()
    {
        if (queue.HasSome)
        {
            throw new OperationCanceledException();
        }
    }

    private void Tell(Document document, JsonArray found)
    {
        var parameters = new JsonObject { ["uri"] = document.Uri };
        if (document.Version is { } version)
        {
            parameters["version"] = version;
        }

        parameters["diagnostics"] = found;
        writer.Tell("textDocument/publishDiagnostics", parameters);
    }
}
