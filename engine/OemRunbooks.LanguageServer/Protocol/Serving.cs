namespace OemRunbooks.LanguageServer.Protocol;

/// <summary>Whoever answers the messages of one client.</summary>
internal interface IServed
{
    /// <summary>Whether the client has ended.</summary>
    bool IsEnded { get; }

    /// <summary>Does some of what waits while nobody asks anything; false when there is nothing to do.</summary>
    bool IsBusy();

    /// <summary>Does what a message asks.</summary>
    void Handle(Incoming message);
}

/// <summary>The loop of a server: message by message, until the client ends it or goes away.</summary>
internal static class Serving
{
    /// <summary>Serves one client.</summary>
    internal static void Run(IServed client, MessageQueue queue)
    {
        queue.Begin();
        while (!client.IsEnded)
        {
            if (!queue.TryTake(out var message))
            {
                // Nobody waits for an answer: there is time for what was put off.
                if (client.IsBusy())
                {
                    continue;
                }

                message = queue.Take();
            }

            if (message is null)
            {
                return;
            }

            client.Handle(message);
        }
    }
}
