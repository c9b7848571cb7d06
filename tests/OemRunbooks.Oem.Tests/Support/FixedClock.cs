using System.Globalization;

namespace OemRunbooks.Oem.Tests.Support;

internal sealed class FixedClock(string at) : TimeProvider
{
    public static FixedClock Usual { get; } = new("2024-06-04T06:00:00.123456Z");

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
}
