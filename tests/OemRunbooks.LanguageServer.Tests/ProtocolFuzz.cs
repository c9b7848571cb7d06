using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using OemRunbooks.LanguageServer.Tests.Support;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>Whatever a client sends, the server goes on.</summary>
public sealed class ProtocolFuzz : IDisposable
{
    private readonly TemporaryLibrary library = new(("a.yaml", "schemaVersion: \"1.0\"\nid: a\nversion: 1.0.0\nname: A\nsteps: []\n"));

    public void Dispose() => library.Dispose();

    [Theory]
    [InlineData("Content-Length: 5\r\n\r\n{{{{{")]
    [InlineData("Content-Length: 2\r\n\r\n[]")]
    [InlineData("Content-Length: 4\r\n\r\nnull")]
    [InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Length: nine\r\n\r\n")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("Content-Length: 2000000000\r\n\r\n")]
    [InlineData("\r\n\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: here\r\n\r\n")]
    [InlineData("Content-Length: 14\r\n\r\n{\"jsonrpc\": 2}")]
    [InlineData("Content-Length: 20\r\n\r\n{\"method\": [\"what\"]}")]
    [InlineData("Content-Type: x\r\nContent-Length: 26\r\n\r\n{\"id\": {}, \"method\": \"a/b\"}")]
    [InlineData("Content-Length: 52\r\n\r\n{\"method\":\"textDocument/didChange\",\"params\":[1,2,3]}")]
    public void Nonsense_does_not_end_it(string sent)
    {
        using var editor = new Editor(library.Root);
        editor.SendRaw(Encoding.UTF8.GetBytes(sent));
        editor.Open(library.PathOf("a.yaml"));
        Assert.NotEmpty(editor.Diagnostics(library.PathOf("a.yaml")));
        Assert.Equal(0, editor.End());
    }

    [Fact]
    public void A_message_that_is_cut_short_gives_back_the_next_one()
    {
        using var editor = new Editor(library.Root);
        editor.SendRaw("Content-Length: 60\r\n\r\n{\"jsonrpc\":\"2.0\",\"meth"u8.ToArray());
        var answer = editor.Answer("workspace/nothing", null);
        Assert.Equal(-32601, (int)answer["error"]!["code"]!);
        Assert.Equal(0, editor.End());
    }

    [Fact]
    public void A_message_that_comes_twice_is_answered_twice()
    {
        using var editor = new Editor(library.Root);
        var twice = """{"jsonrpc":"2.0","id":900,"method":"workspace/nothing"}"""u8.ToArray();
        byte[] framed = [.. Encoding.ASCII.GetBytes($"Content-Length: {twice.Length}\r\n\r\n"), .. twice];
        editor.SendRaw([.. framed, .. framed]);
        Assert.Equal(900, (int)editor.AnswerTo(900)["id"]!);
        Assert.Equal(900, (int)editor.AnswerTo(900)["id"]!);
        Assert.Equal(0, editor.End());
    }

    [Fact]
    public void Random_bytes_between_messages_do_not_end_it() =>
        Gen
            .Byte.Array[0, 300]
            .Sample(
                bytes =>
                {
                    using var editor = new Editor(library.Root);

                    // A header of our own might announce more than ever comes; everything else is passed over.
                    editor.SendRaw([.. bytes.Select(static b => b == (byte)':' ? (byte)';' : b), (byte)'\n']);
                    Assert.Equal(-32601, (int)editor.Answer("workspace/nothing", null)["error"]!["code"]!);
                    Assert.Equal(0, editor.End());
                },
                iter: 100
            );

    [Fact]
    public void Before_initialize_and_after_shutdown_nothing_is_answered()
    {
        using var editor = new Editor(library.Root, begin: false);
        Assert.Equal(-32002, (int)editor.Answer("textDocument/hover", null)["error"]!["code"]!);
        editor.Ask("initialize", new JsonObject { ["rootUri"] = Editor.UriOf(library.Root) });
        Assert.Equal(-32600, (int)editor.Answer("initialize", new JsonObject())["error"]!["code"]!);
        editor.Ask("shutdown", null);
        Assert.Equal(-32600, (int)editor.Answer("textDocument/hover", null)["error"]!["code"]!);
        Assert.Equal(0, editor.End(shutdown: false));
    }

    [Fact]
    public void A_client_that_leaves_without_a_word_is_told_by_the_exit_code()
    {
        using var editor = new Editor(library.Root);
        Assert.Equal(1, editor.End(shutdown: false));
    }

    [Fact]
    public void Errors_are_told_in_the_clients_language()
    {
        using var polish = new Editor(library.Root, "pl-PL");
        Assert.Contains("nieznana metoda", (string)polish.Answer("a/b", null)["error"]!["message"]!, StringComparison.Ordinal);
        using var english = new Editor(library.Root, "en_GB");
        Assert.Contains("unknown method", (string)english.Answer("a/b", null)["error"]!["message"]!, StringComparison.Ordinal);
    }
}
