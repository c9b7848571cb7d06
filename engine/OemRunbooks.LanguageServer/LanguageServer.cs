using OemRunbooks.Foundation.Words;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.LanguageServer;

/// <summary>What a host gives the server.</summary>
/// <param name="Product">What the host brings along.</param>
/// <param name="Language">The language when the client names none.</param>
/// <param name="Root">The directory when the client opens none.</param>
/// <param name="Open">Opens a directory as a station, with the texts that are being edited.</param>
public sealed record ServerSettings(Product Product, Locale Language, string Root, Func<string, EditedTexts, Workplace> Open)
{
    /// <summary>Whether somebody asked for the language: then the client's does not count.</summary>
    public bool IsLanguageChosen { get; init; }

    /// <summary>Whether somebody named the station: then the directory that the client opens does not count as one.</summary>
    public bool IsStationChosen { get; init; }
}

/// <summary>The language server: messages in, answers and findings out, until the client ends it.</summary>
/// <remarks>Source: LSP 3.17.</remarks>
public sealed class LanguageServer(ServerSettings settings)
{
    private const int Ended = 0;
    private const int EndedUnasked = 1;

    /// <summary>Serves one client.</summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What it gets.</param>
    /// <returns>0 when the client shut it down before it ended it, otherwise 1.</returns>
    public int Run(Stream input, Stream output)
    {
        var queue = new MessageQueue(new MessageReader(input), Dialect.JsonRpc);
        var client = new Client(settings, new MessageWriter(output), queue);
        Serving.Run(client, queue);
        return client.IsShutDown ? Ended : EndedUnasked;
    }
}
