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
    private const int Pause = 8;

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

    // Those with steps are longer than what is read as a whole with every key.
    private static readonly string[] Opened =
    [
        "client-update.yaml",
        "escalation.yaml",
        "reinstall.yaml",
        "client-update.test.yaml",
        "license-recovery.yaml",
        "activities/site.disk-free.yaml",
        "teams.yaml",
    ];

    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();
    private readonly Random random = new(Seed);

    public void Dispose() => library.Dispose();

    [Fact]
    public void Whatever_was_written_before()
    {
        using var editor = new Editor(library.Root);
        var writer = new Writer(editor, library, random);
        foreach (var name in Opened)
        {
            writer.Open(library.PathOf(name));
        }

        for (var done = 0; done < Edits; done += Burst)
        {
            if (done / Burst % 2 == 0)
            {
                WriteWithCare(editor, writer, done);
            }
            else
            {
                for (var i = 0; i < Burst; i++)
                {
                    writer.Anywhere();
                }
            }

            Compare(editor, writer.Texts, done + Burst);
        }
    }

    // Somebody works on one runbook, in which something is wrong, and looks at each change.
    private void WriteWithCare(Editor editor, Writer writer, int done)
    {
        var path = library.PathOf(Opened[random.Next(3)]);
        writer.StartOver(path);
        for (var i = 0; i < Burst; i++)
        {
            writer.InAStep(path);
            if (i % Pause == 0)
            {
                using var fresh = Fresh(writer.Texts, path);
                Underlined(editor, fresh, path, done + i);
            }
        }
    }

    // The last one to be opened is looked at first.
    private Editor Fresh(IReadOnlyDictionary<string, string> texts, string last)
    {
        var fresh = new Editor(library.Root);
        foreach (var (path, text) in texts.OrderBy(t => t.Key == last))
        {
            fresh.Open(path, text);
        }

        return fresh;
    }

    private void Compare(Editor editor, IReadOnlyDictionary<string, string> texts, int edits)
    {
        using var fresh = Fresh(texts, last: "");
        foreach (var (path, text) in texts)
        {
            // What is told of this state is told with all of them open.
            fresh.Change(path, text);
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
            var character = Writer.Between(lines[line], random.Next(lines[line].Length + 1));
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

        var told = editor.Diagnostics(path).ToJsonString();
        Assert.True(wanted == told, $"{Where("diagnostics", path, edits)}:\n{wanted}\n--\n{told}");
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

    [GeneratedRegex(""","version":\d+|"version":\d+,""", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
