using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Requests;
using OemRunbooks.LanguageServer.Tests.Support;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>Wherever the cursor stands, whatever is asked, in whole and in broken texts: an answer, never a mistake of ours.</summary>
public sealed class EveryCursor : IDisposable
{
    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();

    public void Dispose() => library.Dispose();

    [Fact]
    public void Every_request_is_answered_at_cursors_all_over_the_shipped_files()
    {
        var random = new Random(11);
        using var editor = new Editor(library.Root);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(library.Root, "runbooks"), "*.yaml").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(path);
            foreach (var state in (string[])[text, Mutant.Of(text, random), text[..random.Next(text.Length)]])
            {
                editor.Open(path, state);
                var lines = state.Split('\n');
                for (var i = 0; i < 25; i++)
                {
                    var line = random.Next(lines.Length + 1);
                    var character = random.Next((line < lines.Length ? lines[line].Length : 0) + 2);
                    foreach (var request in AllRequests.All.Where(static r => r is not ExecuteCommand))
                    {
                        Ask(editor, request.Method, path, line, character);
                    }
                }

                editor.Close(path);
            }
        }

        Assert.Empty(editor.Others);
    }

    [Fact]
    public void A_request_that_is_cancelled_before_its_turn_says_so()
    {
        using var editor = new Editor(library.Root);
        var path = library.PathOf("client-update.yaml");
        editor.Open(path);
        foreach (var (request, id) in AllRequests.All.Select(static (r, i) => (r, 5000 + i)))
        {
            // Both come in one piece: the second is read before the first is done with those that wait before it.
            for (var i = 0; i < 20; i++)
            {
                editor.Send(Request(100_000 + (id * 20) + i, "textDocument/references", path, 20, 12));
            }

            editor.Send(Request(id, request.Method, path, 20, 12));
            editor.Tell("$/cancelRequest", new JsonObject { ["id"] = id });
            var answer = editor.AnswerTo(id);
            Assert.True(answer["error"] is null || (int)answer["error"]!["code"]! is -32800 or -32803 or -32602, answer.ToJsonString());
        }
    }

    private static void Ask(Editor editor, string method, string path, int line, int character)
    {
        var answer = editor.Answer(method, Request(0, method, path, line, character)["params"]);

        // Refusing to rename is an answer; an internal error is none.
        Assert.True(
            answer["error"] is null || (int)answer["error"]!["code"]! == -32803,
            $"{method} {path}:{line}:{character} {answer.ToJsonString()}"
        );
    }

    private static JsonObject Request(int id, string method, string path, int line, int character) =>
        new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = method,
            ["params"] = new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = Editor.UriOf(path) },
                ["position"] = Editor.At(line, character),
                ["range"] = new JsonObject { ["start"] = Editor.At(line, 0), ["end"] = Editor.At(line, character) },
                ["context"] = new JsonObject { ["includeDeclaration"] = true, ["diagnostics"] = new JsonArray() },
                ["newName"] = "other",
                ["query"] = "a",
                ["options"] = new JsonObject { ["tabSize"] = 2, ["insertSpaces"] = true },
            },
        };
}
