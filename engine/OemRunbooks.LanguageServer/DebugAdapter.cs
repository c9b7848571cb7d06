using OemRunbooks.LanguageServer.Debugging;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.Station.Library;

namespace OemRunbooks.LanguageServer;

/// <summary>The debug adapter: goes through scenario tests and through recorded runs, for any editor that debugs.</summary>
/// <remarks>Source: Debug Adapter Protocol 1.68, https://microsoft.github.io/debug-adapter-protocol.</remarks>
public sealed class DebugAdapter(ServerSettings settings)
{
    private const int Ended = 0;
    private const int EndedUnasked = 1;

    /// <summary>Serves one client.</summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What it gets.</param>
    /// <returns>0 when the client ended it, otherwise 1.</returns>
    public int Run(Stream input, Stream output)
    {
        var queue = new MessageQueue(new MessageReader(input), Dialect.Debugging);
        var host = new DebugHost(settings.Product, settings.Language, settings.IsLanguageChosen, Path.GetFullPath(settings.Root), Open);
        var client = new DebugClient(host, new Wire(new MessageWriter(output)), queue);
        Serving.Run(client, queue);
        return client.IsEnded ? Ended : EndedUnasked;
    }

    private Station.Workplaces.Workplace Open(string? station) => settings.Open(station ?? settings.Root, EditedTexts.None);
}
