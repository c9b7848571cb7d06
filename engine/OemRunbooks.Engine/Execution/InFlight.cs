namespace OemRunbooks.Engine.Execution;

/// <summary>Tells an activity whether another one of its run worked beside it.</summary>
internal sealed class InFlight
{
    private int begun;
    private int open;

    /// <summary>One more is at work, until it is disposed.</summary>
    internal Flight Begin()
    {
        Interlocked.Increment(ref open);
        return new(this, Interlocked.Increment(ref begun));
    }

    /// <summary>An activity at work.</summary>
    internal sealed class Flight(InFlight all, int number) : IDisposable
    {
        /// <summary>Whether no other one is at work, nor has been since this one began.</summary>
        internal bool IsAlone => Volatile.Read(ref all.open) == 1 && Volatile.Read(ref all.begun) == number;

        public void Dispose() => Interlocked.Decrement(ref all.open);
    }
}
