namespace OemRunbooks.StationConsole.Serving;

/// <summary>Whether anybody is there.</summary>
/// <param name="idle">How long nobody may be.</param>
/// <param name="clock">The clock.</param>
/// <param name="isBusy">Whether a run goes on: then nobody need be there.</param>
internal sealed class Activity(TimeSpan idle, TimeProvider clock, Func<bool> isBusy)
{
    private long last = clock.GetTimestamp();

    /// <summary>Somebody asked for something.</summary>
    internal void Seen() => Interlocked.Exchange(ref last, clock.GetTimestamp());

    /// <summary>Waits until somebody stops it, or nobody was there for long enough.</summary>
    /// <returns>Whether nobody was there.</returns>
    internal async Task<bool> EndsAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var left = idle - clock.GetElapsedTime(Interlocked.Read(ref last));
                if (left <= TimeSpan.Zero && !isBusy())
                {
                    return true;
                }

                await Task.Delay(left > TimeSpan.Zero ? left : idle, clock, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
