namespace OemRunbooks.Demo;

/// <summary>A clock that stands still, so that a demo is the same every time.</summary>
internal sealed class DemoClock(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}
