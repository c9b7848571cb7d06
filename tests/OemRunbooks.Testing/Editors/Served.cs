namespace OemRunbooks.Testing.Editors;

/// <summary>A server in this process, with a pipe to it and one from it.</summary>
public sealed class Served : IDisposable
{
    private readonly PipeStream toServer = new();
    private readonly PipeStream fromServer = new();
    private readonly Task<int> serving;

    /// <summary>Starts it on a thread of its own.</summary>
    public Served(Func<Stream, Stream, int> serve) =>
        serving = Task.Factory.StartNew(
            () =>
            {
                using (fromServer)
                {
                    return serve(toServer, fromServer);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    /// <summary>Where messages go.</summary>
    public Stream ToServer => toServer;

    /// <summary>Where they come from.</summary>
    public Stream FromServer => fromServer;

    /// <summary>Waits until the server has read all that was sent.</summary>
    public void AwaitReader() => toServer.AwaitReader();

    /// <summary>How it ended.</summary>
    public int ExitCode => serving.GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose() => toServer.Dispose();
}
