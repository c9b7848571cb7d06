using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Requests;

namespace OemRunbooks.LanguageServer;

/// <summary>One client, from its first message to its last.</summary>
internal sealed class Client(ServerSettings settings, MessageWriter writer, MessageQueue queue) : IServed
{
    private static readonly Dictionary<string, Request> Requests = AllRequests.All.ToDictionary(
        static r => r.Method,
        StringComparer.Ordinal
    );
    private Session? session;
    private Publisher? publisher;
    private Locale language = settings.Language;

    /// <summary>Whether the client has said that it is about to end.</summary>
    internal bool IsShutDown { get; private set; }

    /// <summary>Whether the client has ended.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Looks at one text that has changed, and tells what lint says of it; false when there is none.</summary>
    public bool IsBusy()
    {
        // Where looking at one text is a mistake of ours, the others are looked at all the same.
        var isBusy = true;
        Guarded(null, () => isBusy = !IsShutDown && publisher?.Next() == true);
        return isBusy;
    }

    /// <summary>Does what a message asks.</summary>
    public void Handle(Incoming message)
    {
        var (content, id) = (message.Content, message.Content.At("id"));
        if (content is null || content.TextAt("method") is not { } method)
        {
            // An answer to what the server asked means nothing more; anything else is no message.
            if (content is null || (content["result"] is null && content["error"] is null && !content.ContainsKey("result")))
            {
                writer.Fail(id, content is null ? ErrorNumber.Parse : ErrorNumber.InvalidRequest, Say(Says.LspNoMessage));
            }

            return;
        }

        if (id is null)
        {
            Guarded(null, () => Notified(method, content["params"]));
        }
        else
        {
            Guarded(id, () => writer.Answer(id, Answer(method, content["params"], message.Cancellation)));
            queue.Done(id);
        }
    }

    // A person reads what is wrong and what to do; the code is what others can look up.
    private void Warn(Failure failure)
    {
        var messages = settings.Product.Messages;
        var hint = messages.Hint(failure.Code, failure.Arguments, language) is { } advice ? $" ({advice})" : "";
        var words = $"{failure.Code}: {messages.Words(failure.Code, failure.Arguments, language)}{hint}";
        writer.Tell("window/showMessage", new JsonObject { ["type"] = 2, ["message"] = words });
    }

    private string Say(Sentence words) => words.In(language);

    // Whatever one message brings about, the next one is served.
    private void Guarded(JsonNode? id, Action work)
    {
        try
        {
            work();
        }
        catch (RpcException error)
        {
            Fail(id, error.Code, error.Message);
        }
        catch (OperationCanceledException)
        {
            Fail(id, ErrorNumber.Cancelled, Say(Says.LspCancelled));
        }
        catch (Exception error) when (error is not OutOfMemoryException and not IOException)
        {
            // A mistake of ours: a person gets the line, whoever mends it what the line can't hold.
            writer.Tell("window/logMessage", new JsonObject { ["type"] = 1, ["message"] = error.ToString() });
            Fail(id, ErrorNumber.Internal, Say(Says.LspInternalError));
        }
    }

    private void Fail(JsonNode? id, int code, string message)
    {
        if (id is not null)
        {
            writer.Fail(id, code, message);
        }
    }

    private JsonNode? Answer(string method, JsonNode? parameters, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (IsShutDown)
        {
            throw new RpcException(ErrorNumber.InvalidRequest, Say(Says.LspShutDown));
        }

        switch (method)
        {
            case "initialize" when session is null:
                return Initialize(parameters);
            case "initialize":
                throw new RpcException(ErrorNumber.InvalidRequest, Say(Says.LspNoMessage));
            case "shutdown" when session is not null:
                IsShutDown = true;
                return null;
        }

        if (session is null)
        {
            throw new RpcException(ErrorNumber.NotInitialized, Say(Says.LspNotInitialized));
        }

        return Requests.TryGetValue(method, out var request)
            ? request.Answer(session, parameters, cancellation)
            : throw new RpcException(ErrorNumber.UnknownMethod, Say(Says.LspUnknownMethod(method)));
    }

    private JsonObject Initialize(JsonNode? parameters)
    {
        language = settings.IsLanguageChosen ? settings.Language : LanguageOf(parameters) ?? settings.Language;
        var root = RootOf(parameters);
        var workspace = new Workspace(
            root,
            (directory, texts) => settings.Open(settings.IsStationChosen || !Directory.Exists(directory) ? settings.Root : directory, texts)
        );
        session = new(settings.Product, workspace, language, parameters.At("capabilities"), Warn);
        publisher = new(session, writer, queue);
        var capabilities = new JsonObject
        {
            ["positionEncoding"] = "utf-16",
            ["textDocumentSync"] = new JsonObject
            {
                ["openClose"] = true,
                ["change"] = 2,
                ["save"] = true,
            },
        };
        foreach (var request in AllRequests.All)
        {
            request.Offer(capabilities);
        }

        return new()
        {
            ["capabilities"] = capabilities,
            ["serverInfo"] = new JsonObject { ["name"] = "runbook", ["version"] = settings.Product.Version },
        };
    }

    private static Locale? LanguageOf(JsonNode? parameters) =>
        ClientLanguage.Of(parameters.TextAt("initializationOptions", "language") ?? parameters.TextAt("locale"));

    private string RootOf(JsonNode? parameters)
    {
        var uri =
            parameters.ListAt("workspaceFolders").Select(static f => f.TextAt("uri")).FirstOrDefault() ?? parameters.TextAt("rootUri");
        var path = uri is null ? parameters.TextAt("rootPath") : FileUri.ToPath(uri, settings.Root);
        return Path.GetFullPath(string.IsNullOrEmpty(path) ? settings.Root : path);
    }

    private void Notified(string method, JsonNode? parameters)
    {
        if (method == "exit")
        {
            IsEnded = true;
        }
        else if (session is not null && publisher is not null && !IsShutDown)
        {
            TextChanges.Take(session, publisher, method, parameters);
        }
    }
}
