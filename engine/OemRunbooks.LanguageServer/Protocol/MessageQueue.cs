using System.Text.Json.Nodes;

namespace OemRunbooks.LanguageServer.Protocol;

/// <summary>A message that waits for its turn.</summary>
/// <param name="Content">The message; null for one that can't be read.</param>
/// <param name="Cancellation">Cancelled when the client asks for it.</param>
internal sealed record Incoming(JsonObject? Content, CancellationToken Cancellation);

/// <summary>Messages in their order; a request to cancel another one overtakes them all.</summary>
internal sealed class MessageQueue(MessageReader reader)
{
    private readonly Queue<Incoming?> waiting = new();
    private readonly Dictionary<string, CancellationTokenSource> open = new(StringComparer.Ordinal);

    /// <summary>Begins to read.</summary>
    internal void Begin()
    {
        var thread = new Thread(Read) { IsBackground = true, Name = "lsp" };
        thread.Start();
    }

    /// <summary>A message that waits already.</summary>
    internal bool TryTake(out Incoming? message)
    {
        lock (waiting)
        {
            return waiting.TryDequeue(out message);
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

            return waiting.Dequeue();
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
            Monitor.Pulse(waiting);
        }
    }

    private void Add(JsonObject? message)
    {
        lock (waiting)
        {
            if (message.TextAt("method") == "$/cancelRequest")
            {
                if (message.At("params", "id") is { } id && open.TryGetValue(id.ToJsonString(), out var source))
                {
                    source.Cancel();
                }

                return;
            }

            var cancellation = CancellationToken.None;
            if (message.At("id") is { } own && message.At("method") is not null && !open.ContainsKey(own.ToJsonString()))
            {
                cancellation = (open[own.ToJsonString()] = new CancellationTokenSource()).Token;
            }

            waiting.Enqueue(new(message, cancellation));
            Monitor.Pulse(waiting);
        }
    }
}
