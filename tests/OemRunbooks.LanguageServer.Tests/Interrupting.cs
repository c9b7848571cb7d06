using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.LanguageServer.Tests.Support;
using OemRunbooks.Station.Workplaces;
using OemRunbooks.Testing.Editors;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>What somebody asks comes before what lint finds, and what lint finds comes all the same.</summary>
public sealed class Interrupting : IDisposable
{
    private const int Asked = 4711;
    private const int Patience = 50;

    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();
    private readonly Served served;
    private readonly LspClient client;

    // Each look at a text after the files have changed opens the library: something is sent then, while lint is at work.
    private Action whileLooking = static () => { };
    private int looks;

    public Interrupting()
    {
        served = new((i, o) => new LanguageServer(new(Shipped.Product, Locale.En, library.Root, Opened)).Run(i, o));
        client = new(served.ToServer, served.FromServer);
        client.Begin(library.Root, "en", "{}");
    }

    public void Dispose()
    {
        served.Dispose();
        library.Dispose();
    }

    [Fact]
    public void A_question_is_answered_before_a_look_that_has_begun()
    {
        var path = library.PathOf("client-update.yaml");
        whileLooking = () =>
        {
            if (looks == 1)
            {
                client.Send(Question(path));
            }
        };
        client.Open(path);
        Assert.Equal(["answer", "diagnostics"], [Next(), Next()]);
    }

    [Fact]
    public void Whoever_never_stops_hears_what_is_found()
    {
        var path = library.PathOf("client-update.yaml");
        whileLooking = () =>
        {
            if (looks < Patience)
            {
                Tell("textDocument/didSave", path);
            }
        };
        client.Open(path, File.ReadAllText(path).Replace("\nsteps:", "\nstepps:", StringComparison.Ordinal));
        Assert.NotEmpty(client.Diagnostics(path));
        Assert.InRange(looks, 2, Patience - 1);
    }

    private Workplace Opened(string station, Station.Library.EditedTexts texts)
    {
        looks++;
        whileLooking();
        served.AwaitReader();
        return Shipped.Open(station, texts);
    }

    private string Next()
    {
        while (true)
        {
            var message = client.Receive();
            if ((int?)message["id"] == Asked)
            {
                return "answer";
            }

            if ((string?)message["method"] == "textDocument/publishDiagnostics")
            {
                return "diagnostics";
            }
        }
    }

    private void Tell(string method, string path) =>
        client.Tell(method, new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = LspClient.UriOf(path) } });

    private static JsonObject Question(string path) =>
        new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = Asked,
            ["method"] = "textDocument/documentSymbol",
            ["params"] = new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = LspClient.UriOf(path) } },
        };
}
