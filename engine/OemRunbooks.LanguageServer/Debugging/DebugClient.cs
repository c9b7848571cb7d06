using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>One debugger, from its first message to its last.</summary>
internal sealed class DebugClient(DebugHost host, Wire wire, MessageQueue queue) : IServed
{
    private readonly List<Action> afterwards = [];
    private Locale language = host.Language;
    private Counting counting = new(1, 1);
    private DebugSession? session;

    /// <inheritdoc/>
    public bool IsEnded { get; private set; }

    /// <inheritdoc/>
    public bool IsBusy() => false;

    /// <inheritdoc/>
    public void Handle(Incoming message)
    {
        if (message.Content is not { } request || request.TextAt("type") != "request" || request.TextAt("command") is not { } command)
        {
            // An answer to what was never asked, or nothing that the protocol knows.
            return;
        }

        try
        {
            message.Cancellation.ThrowIfCancellationRequested();
            wire.Answer(request, Answer(command, request["arguments"], message.Cancellation));
        }
        catch (RefusedException error)
        {
            wire.Fail(request, error.Message);
        }
        catch (CodedException error)
        {
            wire.Fail(request, Words(error.Failure));
        }
        catch (OperationCanceledException)
        {
            wire.Fail(request, "cancelled");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A mistake of ours: a person gets the line, whoever mends it what the line can't hold.
            wire.Show(error.ToString(), "telemetry");
            wire.Fail(request, Say(Says.LspInternalError));
        }

        queue.Done(request["seq"]);
        Then();
    }

    private void Then()
    {
        foreach (var work in afterwards.ToList())
        {
            work();
        }

        afterwards.Clear();
    }

    private string Say(Sentence words) => words.In(language);

    private string Words(Failure failure)
    {
        var messages = host.Product.Messages;
        var words = Visible.Text(messages.Words(failure.Code, failure.Arguments, language).TrimEnd());
        var hint = messages.Hint(failure.Code, failure.Arguments, language);
        return $"{failure.Code}: {words}{(string.IsNullOrEmpty(hint) ? "" : $"\n{Visible.Text(hint)}")}";
    }

    private JsonObject? Answer(string command, JsonNode? arguments, CancellationToken cancellation)
    {
        switch (command)
        {
            case "initialize":
                return Initialize(arguments);
            case "launch":
                Launch(arguments);
                return null;
            case "attach":
                throw new RefusedException(Say(Says.DapNothingToAttach));
            case "cancel" or "pause":
                // What was to be cancelled has its own answer; and nothing goes on while nobody steps.
                return null;
            case "threads":
                return Threads();
            case "terminate":
                afterwards.Add(() => wire.Tell("terminated"));
                return null;
            case "disconnect":
                IsEnded = true;
                return null;
            case "restart":
                Launch(arguments.At("arguments") ?? session?.Arguments, isBegun: true);
                return null;
        }

        if (!DebugCommands.All.TryGetValue(command, out var answer))
        {
            throw new RefusedException(Say(Says.LspUnknownMethod(command)));
        }

        return session is { } open
            ? answer(open, new(arguments, counting, afterwards, cancellation))
            : throw new RefusedException(Say(Says.DapNotLaunched));
    }

    private JsonObject Initialize(JsonNode? arguments)
    {
        language = host.IsLanguageChosen ? host.Language : ClientLanguage.Of(arguments.TextAt("locale")) ?? host.Language;
        counting = new(Base(arguments, "linesStartAt1"), Base(arguments, "columnsStartAt1"))
        {
            IsUri = arguments.TextAt("pathFormat") == "uri",
        };
        return DebugCommands.Abilities(language);
    }

    private static int Base(JsonNode? arguments, string name) =>
        arguments.At(name)?.GetValueKind() == System.Text.Json.JsonValueKind.False ? 0 : 1;

    private JsonObject Threads() =>
        new()
        {
            ["threads"] = new JsonArray(
                new JsonObject { ["id"] = DebugSession.Thread, ["name"] = session?.Recording.Name.In(language) ?? "" }
            ),
        };

    private void Launch(JsonNode? arguments, bool isBegun = false)
    {
        var recording = new Launching(host, language).Of(arguments);
        session = new DebugSession(host, language, wire, recording, arguments, counting) { Breakpoints = session?.Breakpoints ?? new() };
        afterwards.Add(isBegun ? session.Begin : () => wire.Tell("initialized"));
    }
}
