using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>What an adapter works with.</summary>
/// <param name="Product">What the host brings along.</param>
/// <param name="Language">The language when the client names none.</param>
/// <param name="IsLanguageChosen">Whether somebody asked for it: then the client's does not count.</param>
/// <param name="Root">The directory from which paths are meant.</param>
/// <param name="Open">Opens a station; null for the usual one.</param>
internal sealed record DebugHost(Product Product, Locale Language, bool IsLanguageChosen, string Root, Func<string?, Workplace> Open);
