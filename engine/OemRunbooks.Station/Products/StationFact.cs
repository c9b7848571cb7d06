using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Products;

/// <summary>Something that a product knows of a station without being asked to do anything there.</summary>
/// <param name="Key">Its name for programs.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Value">What it is.</param>
public sealed record StationFact(string Key, LocalizedText Name, string Value);
