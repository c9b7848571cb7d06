using System.Text;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Tests.Support;
using OemRunbooks.LanguageServer.Text;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>The tree that survives broken texts agrees with the language's reader where a text is whole.</summary>
public sealed class Trees
{
    [Fact]
    public void Of_every_shipped_file_it_is_the_readers_tree()
    {
        foreach (var path in Shipped.Files)
        {
            var text = File.ReadAllText(path);
            var read = YamlNode.Read(Encoding.UTF8.GetBytes(text), new Findings(path));
            var tree = SyntaxTree.Of(new SourceText(text));
            Assert.Equal(Told(read), Told(tree.Source, tree.Root));
        }
    }

    [Theory]
    [InlineData("a: [b: c, d, \"e\": {f: g}, h: ]\ni: j\n")]
    [InlineData("a: {b: [c: d]}\n")]
    public void A_pair_in_a_list_is_a_mapping_as_the_reader_has_it(string text)
    {
        var tree = SyntaxTree.Of(new SourceText(text));
        Assert.Equal(
            Told(YamlNode.Read(Encoding.UTF8.GetBytes(text), new Findings(""))).Where(static t => t.EndsWith(':')),
            Told(tree.Source, tree.Root).Where(static t => t.EndsWith(':'))
        );
    }

    [Fact]
    public void Mutants_have_a_tree_whose_parts_lie_within_each_other()
    {
        var random = new Random(7);
        var files = Shipped.Files.Select(File.ReadAllText).ToList();
        for (var i = 0; i < 3000; i++)
        {
            var text = Mutant.Of(files[i % files.Count], random);
            var tree = SyntaxTree.Of(new SourceText(text));
            foreach (var node in tree.Root?.All() ?? [])
            {
                Assert.InRange(node.Span.Start, 0, text.Length);
                Assert.InRange(node.Span.End, node.Span.Start, text.Length);
                Assert.All(
                    node.Children,
                    c => Assert.True(node.Span.Start <= c.Span.Start && c.Span.End <= node.Span.End, $"{i}: {path(c)}")
                );
                string path(SyntaxNode c) => text[c.Span.Start..c.Span.End] + " in " + text[node.Span.Start..node.Span.End];
            }
        }
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{a: ", 50_000)]
    [InlineData("- ", 100_000)]
    [InlineData("a:\n ", 3_000)]
    [InlineData("\"", 100_000)]
    [InlineData("${{ (", 50_000)]
    [InlineData("? ", 50_000)]
    public void Depth_and_length_do_no_harm(string part, int times)
    {
        var tree = SyntaxTree.Of(new SourceText(string.Concat(Enumerable.Repeat(part, times))));
        Assert.NotNull(tree);
    }

    [Fact]
    public void After_a_hundred_thousand_edits_lines_and_places_are_those_of_a_fresh_text()
    {
        var random = new Random(3);
        var text = new SourceText("a: b\nc: d\n");
        var plain = text.Text;
        for (var i = 0; i < 100_000; i++)
        {
            var start = random.Next(plain.Length + 1);
            var end = random.Next(start, Math.Min(plain.Length, start + 5) + 1);
            var put =
                plain.Length > 400
                    ? ""
                    : random.Next(4) switch
                    {
                        0 => "\n",
                        1 => "\r\n",
                        2 => "x: ",
                        _ => "- ż",
                    };
            text = text.With(new(text.OffsetOf(text.PositionOf(start)), text.OffsetOf(text.PositionOf(end))), put);
            (start, end) = (Within(plain, start), Within(plain, end));
            plain = plain[..start] + put + plain[Math.Max(start, end)..];
            Assert.Equal(plain, text.Text);
            Assert.Equal(plain.Split('\n').Length, text.LineCount);
        }
    }

    // Between the two signs of a line end there is no place.
    private static int Within(string text, int at) => at > 0 && at < text.Length && text[at - 1] == '\r' && text[at] == '\n' ? at - 1 : at;

    private static IEnumerable<string> Told(YamlNode? node) =>
        node is null ? []
        : node.AsMapping is { } members
            ? members.SelectMany(static m => Told(m.Value).Prepend($"{m.NameSpan.Line}:{m.NameSpan.Column} {m.Name}:"))
        : node.AsList is { } items ? items.SelectMany(Told)
        : [$"{node.Span.Line}:{node.Span.Column}"];

    private static IEnumerable<string> Told(SourceText text, SyntaxNode? node) =>
        node switch
        {
            null => [],
            MappingNode mapping => mapping.Members.SelectMany(m =>
                Told(text, m.Value).Prepend($"{At(text, m.Key.Span.Start)} {m.Key.Text}:")
            ),
            SequenceNode list => list.Items.SelectMany(i => Told(text, i.Value)),
            _ => [At(text, node.Span.Start)],
        };

    private static string At(SourceText text, int offset) => $"{text.PositionOf(offset).Line + 1}:{text.PositionOf(offset).Character + 1}";
}
