using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.StationConsole.Visits;

/// <summary>What the console serves.</summary>
/// <param name="Product">What the host brings along.</param>
/// <param name="Station">The station's directory.</param>
/// <param name="Language">The language of whoever started it; each browser may choose the other.</param>
/// <param name="Open">
/// Opens the station for somebody: their language, the texts that they are editing, and who they are, if they said so.
/// </param>
public sealed record ConsoleSettings(Product Product, string Station, Locale Language, Func<Locale, EditedTexts, string?, Workplace> Open)
{
    /// <summary>The port on 127.0.0.1; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Is shown a code that lets one more browser in.</summary>
    public required Action<string> ShowCode { get; init; }

    /// <summary>After what time without a request it ends.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(1);
}
