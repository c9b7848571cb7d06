using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.LanguageServer.Tests.Support;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>After any number of edits a server says of every file what one says that has just begun with the same texts.</summary>
public sealed partial class SameAsFresh : IDisposable
{
    private static readonly int Burst = Effort.Of("EDITOR_BURST", 25);
    private const int Patience = 2000;

    // 100,000 in the long run.
    private static readonly int Edits = Effort.Of("EDITOR_EDITS", 500);
    private static readonly int Seed = Effort.Of("EDITOR_SEED", 20261128);

    private static readonly string[] OfFiles =
    [
        "textDocument/documentSymbol",
        "textDocument/semanticTokens/full",
        "textDocument/foldingRange",
        "textDocument/documentLink",
        "textDocument/inlayHint",
        "textDocument/formatting",
    ];

    private static readonly string[] OfCursors =
    [
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/documentHighlight",
        "textDocument/completion",
        "textDocument/prepareRename",
        "textDocument/codeAction",
    ];

    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Random random = new(Seed);

    public void Dispose() => library.Dispose();

    [Fact]
    public void Whatever_was_written_before()
    {
        using var editor = new Editor(library.Root);
        foreach (
            var name in (string[])
                ["client-update.yaml", "client-update.test.yaml", "license-recovery.yaml", "activities/site.disk-free.yaml", "teams.yaml"]
        )
        {
            var path = library.PathOf(name);
            texts[path] = File.ReadAllText(path);
            editor.Open(path);
        }

        for (var done = 0; done < Edits; done += Burst)
        {
            for (var i = 0; i < Burst; i++)
            {
                Edit(editor);
            }

            Compare(editor, done + Burst);
        }
    }

    private void Edit(Editor editor)
    {
        var path = texts.Keys.ElementAt(random.Next(texts.Count));
        var text = texts[path];
        if (random.Next(12) == 0 || text.Length > 40_000)
        {
            editor.Change(path, texts[path] = File.ReadAllText(path));
            return;
        }

        if (random.Next(2) == 0 && Word().Matches(text) is { Count: > 1 } words)
        {
            // A name in the place of another one leaves a text that can be read, and others that depend on it.
            var (old, name) = (words[random.Next(words.Count)], words[random.Next(words.Count)].Value);
            Put(editor, path, old.Index, old.Index + old.Length, name);
            return;
        }

        var start = Between(text, random.Next(text.Length + 1));
        var end = Between(text, Math.Min(text.Length, start + Math.Max(0, random.Next(24) - 12)));
        var put = random.Next(6) switch
        {
            0 => "",
            1 => text[Between(text, random.Next(start + 1))..start],
            2 => "😀",
            _ => Mutant.Word(random),
        };
        put = put.Length > 200 ? put[..1] : put;
        Put(editor, path, start, Math.Max(start, end), put);
    }

    private void Put(Editor editor, string path, int start, int end, string put)
    {
        var text = texts[path];
        var (from, to) = (Edited.Place(text, start), Edited.Place(text, end));
        editor.Change(path, put, (from.Line, from.Character, to.Line, to.Character));
        texts[path] = text[..start] + put + text[end..];
    }

    // Between the two signs of a line end, or the two halves of a character, nobody puts a cursor.
    private static int Between(string text, int at) =>
        at > 0 && at < text.Length && ((text[at - 1] == '\r' && text[at] == '\n') || char.IsLowSurrogate(text[at])) ? at - 1 : at;

    private void Compare(Editor editor, int edits)
    {
        using var fresh = new Editor(library.Root);
        foreach (var (path, text) in texts)
        {
            fresh.Open(path, text);
        }

        foreach (var (path, text) in texts)
        {
            Underlined(editor, fresh, path, edits);
            foreach (var method in OfFiles)
            {
                Same(editor, fresh, method, path, Parameters(path, 0, 0), edits);
            }

            var lines = text.Split('\n');
            var line = random.Next(lines.Length);
            var character = Between(lines[line], random.Next(lines[line].Length + 1));
            foreach (var method in OfCursors)
            {
                Same(editor, fresh, method, path, Parameters(path, line, character), edits);
            }
        }

        Same(editor, fresh, "workspace/symbol", "", new JsonObject { ["query"] = "a" }, edits);
        fresh.End();
    }

    // What depends on another file is told after that one: whoever waits goes on asking.
    private static void Underlined(Editor editor, Editor fresh, string path, int edits)
    {
        var wanted = fresh.Diagnostics(path).ToJsonString();
        for (var i = 0; i < Patience && editor.Diagnostics(path).ToJsonString() != wanted; i++)
        {
            editor.AskAt("textDocument/hover", path, 0, 0);
        }

        Assert.True(wanted == editor.Diagnostics(path).ToJsonString(), Where("diagnostics", path, edits));
    }

    private static void Same(Editor editor, Editor fresh, string method, string path, JsonObject parameters, int edits) =>
        Assert.True(
            Answer(editor, method, parameters).SequenceEqual(Answer(fresh, method, parameters)),
            Where(method, path + parameters["position"]?.ToJsonString(), edits)
        );

    // Numbers of states are each server's own; files come in the order in which they were opened.
    private static List<string> Answer(Editor editor, string method, JsonObject parameters)
    {
        var answer = editor.Answer(method, parameters);
        answer.AsObject().Remove("id");
        return
        [
            .. (answer["result"] as JsonArray ?? [answer.DeepClone()])
                .Select(static a => Version().Replace(a?.ToJsonString() ?? "", ""))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Where(string what, string path, int edits) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} of {path} after {edits} edits of seed {Seed}");

    private static JsonObject Parameters(string path, int line, int character) =>
        new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = Editor.UriOf(path) },
            ["position"] = Editor.At(line, character),
            ["range"] = new JsonObject { ["start"] = Editor.At(line, 0), ["end"] = Editor.At(line, character) },
            ["context"] = new JsonObject { ["includeDeclaration"] = true, ["diagnostics"] = new JsonArray() },
            ["options"] = new JsonObject { ["tabSize"] = 2, ["insertSpaces"] = true },
        };

    [GeneratedRegex("[a-z][a-z-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(""","version":\d+|"version":\d+,""", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
