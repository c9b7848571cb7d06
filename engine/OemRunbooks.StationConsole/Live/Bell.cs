using System.Collections.Concurrent;
using System.Threading.Channels;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Store;
using OemRunbooks.Station.Library;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Live;

/// <summary>Tells browsers that something of the station changed, as server-sent events: never what, which they ask for anew.</summary>
/// <remarks>
/// A cut connection therefore loses nothing: whoever comes back is told how long each journal is, and compares. Runs of other processes are
/// seen by the lengths of their journals. Source: HTML Standard, "Server-sent events".
/// </remarks>
internal sealed class Bell(ConsoleSettings settings) : IDisposable
{
    private const int MostWatched = 24;
    private const int MostHeld = 256;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Listing = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Channel<string>, bool> listeners = new();
    private readonly ConcurrentDictionary<string, long> lengths = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource end = new();
    private readonly Lock watching = new();
    private Task? watch;

    /// <summary>Ends every stream, and the watching.</summary>
    public void Dispose() => end.Cancel();

    /// <summary>What happens from now on, beginning with how everything stands.</summary>
    internal async IAsyncEnumerable<string> ListenAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);

        // Only hints: of a listener that does not keep up the oldest are dropped, and the newest tell the same.
        var channel = Channel.CreateBounded<string>(new BoundedChannelOptions(MostHeld) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[channel] = true;
        try
        {
            Begin();
            yield return "retry: 500\n\n";
            foreach (var (run, length) in lengths)
            {
                yield return Changed(run, length);
            }

            await foreach (var said in channel.Reader.ReadAllAsync(both.Token).ConfigureAwait(false))
            {
                yield return said;
            }
        }
        finally
        {
            listeners.TryRemove(channel, out _);
        }
    }

    /// <summary>A run got on.</summary>
    internal void Ring(string run, long length)
    {
        lengths[run] = length;
        Say(Changed(run, length));
    }

    /// <summary>A long piece of work got on.</summary>
    internal void Progress(string run, string path, WorkProgress progress) =>
        Say(
            Event(
                "progress",
                Value.MapOf(
                    ("run", Value.Of(run)),
                    ("step", Value.Of(path)),
                    ("done", Value.Of(progress.Done)),
                    ("total", progress.Total is { } total ? Value.Of(total) : null),
                    ("unit", Value.Of(progress.Unit == WorkUnit.Bytes ? "bytes" : "files"))
                )
            )
        );

    private void Say(string said)
    {
        foreach (var channel in listeners.Keys)
        {
            channel.Writer.TryWrite(said);
        }
    }

    private static string Changed(string run, long length) =>
        Event("run", Value.MapOf(("run", Value.Of(run)), ("length", Value.Of(length))));

    private static string Event(string name, Value value) => $"event: {name}\ndata: {CanonicalJson.Text(value)}\n\n";

    private void Begin()
    {
        lock (watching)
        {
            watch ??= WatchAsync(end.Token);
        }
    }

    // Only while somebody listens: a page that nobody looks at costs nothing.
    private async Task WatchAsync(CancellationToken stop)
    {
        var watched = new List<StoredRun>();
        var listed = long.MinValue;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (!listeners.IsEmpty)
                {
                    if (listed == long.MinValue || TimeProvider.System.GetElapsedTime(listed) > Listing)
                    {
                        watched = Newest();
                        listed = TimeProvider.System.GetTimestamp();
                    }

                    watched.ForEach(Look);
                }

                await Task.Delay(Glance, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The console ends.
        }
    }

    private List<StoredRun> Newest()
    {
        try
        {
            return [.. settings.Open(Locale.En, EditedTexts.None, null).Store.Newest().Take(MostWatched)];
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            // A stick that was pulled out: whoever asks for a page is told.
            return [];
        }
    }

    private void Look(StoredRun run)
    {
        try
        {
            var length = new FileInfo(run.Journal) is { Exists: true } file ? file.Length : 0;
            if (!lengths.TryGetValue(run.Id, out var before) || before != length)
            {
                Ring(run.Id, length);
            }
        }
        catch (IOException)
        {
            // Asked again at the next look.
        }
    }
}
