using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.LanguageServer.Requests;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Tests.Support;
using OemRunbooks.LanguageServer.Text;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>
/// What is proposed adds no error where it is put: a new line of a mapping or a list has none afterwards unless a place is left to be
/// filled in, and a word that takes the place of another one is right in itself.
/// </summary>
public sealed partial class Accepting : IDisposable
{
    // Something else is still missing: that is so of every key, step and condition in the making.
    private static readonly string[] Unfinished = ["RB0104", "RB0108", "RB0211", "RB0410", "RB0707"];

    // A place of a snippet holds a word that says what to write there, no value yet.
    private const string NoSuchValue = "RB0212";

    // The arguments of a function are to be filled in.
    private const int Function = 3;

    private static readonly int Seed = Effort.Of("EDITOR_SEED", 20261128);
    private static readonly int Places = Effort.Of("EDITOR_PLACES", 4);
    private static readonly int Items = Effort.Of("EDITOR_ITEMS", 4);

    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();
    private readonly Random random = new(Seed);
    private readonly List<string> wrong = [];
    private int accepted;

    public void Dispose() => library.Dispose();

    [Fact]
    public void A_new_line_has_no_error()
    {
        All((tree, text) => tree.Root!.All().SelectMany(n => NewLines(tree.Source, text, n)), Unfilled);
    }

    [Fact]
    public void A_word_in_the_place_of_another_one_is_right()
    {
        All(Words, static _ => false);
    }

    private void All(Func<SyntaxTree, string, IEnumerable<(string Text, int Cursor)>> of, Func<string, bool> isUnfinished)
    {
        using var editor = new Editor(library.Root);
        foreach (var path in Files())
        {
            var text = File.ReadAllText(path);
            foreach (
                var (before, cursor) in of(SyntaxTree.Of(new SourceText(text)), text).OrderBy(_ => random.Next()).Take(Places).ToList()
            )
            {
                Try(editor, path, before, cursor, isUnfinished);
            }

            editor.Close(path);
        }

        Assert.True(wrong.Count == 0, $"of {accepted} accepted, with seed {Seed}:\n{string.Join('\n', wrong)}");
    }

    private void Try(Editor editor, string path, string before, int cursor, Func<string, bool> isUnfinished)
    {
        editor.Open(path, before);
        var (line, character) = Edited.Place(before, cursor);
        var items = editor.AskAt("textDocument/completion", path, line, character)!.AsArray();
        foreach (var item in items.OfType<JsonNode>().OrderBy(_ => random.Next()).Take(Items))
        {
            var edit = item["textEdit"]!;
            var snippet = (string)edit["newText"]!;
            if (isUnfinished(snippet) || ((int)item["kind"]! == Function && item["insertTextFormat"] is not null))
            {
                continue;
            }

            edit["newText"] = (int?)item["insertTextFormat"] == 2 ? Snippets.Plain(snippet) : snippet;
            var after = Edited.Text(before, [edit]);
            var start = Edited.Offset(before, edit["range"]!["start"]!);
            editor.Open(path, after);
            accepted++;
            var errors = editor
                .Diagnostics(path)
                .Where(d =>
                    (int)d!["severity"]! == 1
                    && !IsInherent((string)d["code"]!, snippet)
                    && Touches(after, d, start, ((string)edit["newText"]!).Length)
                );
            wrong.AddRange(
                errors.Select(d =>
                    $"{Path.GetFileName(path)}:{line + 1}: {(string)item["label"]!}: "
                    + $"{(string)d!["code"]!} {(string)d["message"]!} ← {edit["newText"]}".Replace('\n', '⏎')
                )
            );
        }
    }

    private static bool IsInherent(string code, string snippet) =>
        Unfinished.Contains(code) || (code == NoSuchValue && snippet.Contains("${", StringComparison.Ordinal));

    private static bool Touches(string text, JsonNode found, int start, int length) =>
        Edited.Offset(text, found["range"]!["start"]!) < start + length && start < Edited.Offset(text, found["range"]!["end"]!);

    // Somebody has to write what stands here.
    private static bool Unfilled(string snippet) => Open().IsMatch(snippet) && !snippet.EndsWith("{$1}", StringComparison.Ordinal);

    // A line below a member or an item, with the blanks before it.
    private static IEnumerable<(string Text, int Cursor)> NewLines(SourceText source, string text, SyntaxNode node)
    {
        var (ends, column, dash) = node switch
        {
            MappingNode { IsFlow: false } mapping => (mapping.Members.Select(static m => m.Span.End), mapping.Column, ""),
            SequenceNode { IsFlow: false, Items: [var first, ..] } list => (
                list.Items.Select(static i => i.Span.End),
                source.PositionOf(first.Start).Character,
                "- "
            ),
            _ => ([], 0, ""),
        };
        foreach (var end in ends)
        {
            var at = source.EndOf(source.LineOf(end));
            var put = "\n" + new string(' ', column) + dash;
            yield return (text[..at] + put + text[at..], at + put.Length);
        }
    }

    // The first letters of a value or key that stands there.
    private IEnumerable<(string Text, int Cursor)> Words(SyntaxTree tree, string text)
    {
        foreach (
            var word in tree.Root!.All().OfType<ScalarNode>().Where(static s => s.Style == ScalarStyle.Plain && Word().IsMatch(s.Text))
        )
        {
            if (word.Span.Length == word.Text.Length)
            {
                var cursor = word.Span.Start + random.Next(word.Text.Length);
                yield return (text[..cursor] + text[word.Span.End..], cursor);
            }
        }
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(library.PathOf(""), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\$0|(?<!\\)\$\d|\$\{\d+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Open();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9.-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
