using System.Text.Json.Nodes;

namespace OemRunbooks.LanguageServer.Protocol;

/// <summary>A message that waits for its turn.</summary>
/// <param name="Content">The message; null for one that can't be read.</param>
/// <param name="Cancellation">Cancelled when the client asks for it.</param>
internal sealed record Incoming(JsonObject? Content, CancellationToken Cancellation);

/// <summary>How the messages of a protocol name requests.</summary>
/// <param name="Id">The request that a message is; null for any other message.</param>
/// <param name="Cancelled">The request that a message cancels; null for any other message.</param>
/// <param name="AnswersCancelling">Whether a message that cancels is a request itself.</param>
internal sealed record Dialect(Func<JsonObject, JsonNode?> Id, Func<JsonObject, JsonNode?> Cancelled, bool AnswersCancelling)
{
    /// <summary>Source: LSP 3.17, "Cancellation Support".</summary>
    internal static Dialect JsonRpc { get; } =
        new(
            static m => m["method"] is null ? null : m["id"],
            static m => m.TextAt("method") == "$/cancelRequest" ? m.At("params", "id") : null,
            AnswersCancelling: false
        );

    /// <summary>Source: Debug Adapter Protocol, "Cancel Request".</summary>
    internal static Dialect Debugging { get; } =
        new(
            static m => m.TextAt("type") == "request" ? m["seq"] : null,
            static m => m.TextAt("command") == "cancel" ? m.At("arguments", "requestId") : null,
            AnswersCancelling: true
        );
}

/// <summary>Messages in their order; a request to cancel another one overtakes them all.</summary>
internal sealed class MessageQueue(MessageReader reader, Dialect dialect)
{
    private readonly Queue<Incoming?> waiting = new();
    private int count;
    private readonly Dictionary<string, CancellationTokenSource> open = new(StringComparer.Ordinal);

    /// <summary>Begins to read.</summary>
    internal void Begin()
    {
        var thread = new Thread(Read) { IsBackground = true, Name = "messages" };
        thread.Start();
    }

    /// <summary>Whether a message waits.</summary>
    internal bool HasSome => Volatile.Read(ref count) > 0;

    /// <summary>A message that waits already.</summary>
    internal bool TryTake(out Incoming? message)
    {
        lock (waiting)
        {
            var isThere = waiting.TryDequeue(out message);
            count = waiting.Count;
            return isThere;
        }
    }

    /// <summary>The next message; null at the end of all.</summary>
    internal Incoming? Take()
    {
        lock (waiting)
        {
            while (waiting.Count == 0)
            {
                Monitor.Wait(waiting);
            }

            var message = waiting.Dequeue();
            count = waiting.Count;
            return message;
        }
    }

    /// <summary>A request was answered: it can't be cancelled any more.</summary>
    internal void Done(JsonNode? id)
    {
        lock (waiting)
        {
            if (id is not null && open.Remove(id.ToJsonString(), out var source))
            {
                source.Dispose();
            }
        }
    }

    private void Read()
    {
        try
        {
            while (reader.Read() is { } received)
            {
                Add(received.Message);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The client is gone; that is the end.
        }

        lock (waiting)
        {
            waiting.Enqueue(null);
            count = waiting.Count;
            Monitor.Pulse(waiting);
        }
    }

    private void Add(JsonObject? message)
    {
        lock (waiting)
        {
            if (message is not null && dialect.Cancelled(message) is { } id)
            {
                if (open.TryGetValue(id.ToJsonString(), out var source))
                {
                    source.Cancel();
                }

                if (!dialect.AnswersCancelling)
                {
                    return;
                }
            }

            var cancellation = CancellationToken.None;
            if (message is not null && dialect.Id(message)?.ToJsonString() is { } own && !open.ContainsKey(own))
            {
                cancellation = (open[own] = new CancellationTokenSource()).Token;
            }

            waiting.Enqueue(new(message, cancellation));
            count = waiting.Count;
            Monitor.Pulse(waiting);
        }
    }
}
