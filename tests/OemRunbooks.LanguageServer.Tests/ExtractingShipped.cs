using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Tests.Support;
using OemRunbooks.LanguageServer.Text;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>Every list of steps of the shipped runbooks, made an activity where that is offered.</summary>
public sealed class ExtractingShipped : IDisposable
{
    // 1 takes all of them.
    private static readonly int Every = Effort.Of("EDITOR_EXTRACTS_EVERY", 3);

    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();

    public void Dispose() => library.Dispose();

    [Theory]
    [InlineData("", 1)]
    [InlineData("recipes", 10)]
    public void What_is_accepted_adds_no_error_and_fails_no_test(string directory, int least)
    {
        var (offers, count) = (0, 0);
        foreach (var path in Runbooks(directory))
        {
            using var editor = new Editor(library.Root);
            var text = File.ReadAllText(path);
            editor.Open(path, text);
            var edits = Lists(text)
                .Where(_ => count++ % Every == 0)
                .Select(l => Edited.Extractions(editor, path, text, l.Start, l.End).Single()!["edit"])
                .OfType<JsonNode>();
            offers += Demand(path, [.. edits]);
        }

        Assert.InRange(offers, least, int.MaxValue);
    }

    private int Demand(string path, List<JsonNode> edits)
    {
        var tests = Path.ChangeExtension(path, ".test.yaml");
        var (runbook, scenarios) = (File.ReadAllText(path), File.ReadAllText(tests));
        var (found, passed) = (Found(path, tests), Told.Tests(library.Root, path));
        foreach (var edit in edits)
        {
            var made = new Uri((string)edit["documentChanges"]![0]!["uri"]!).LocalPath;
            Edited.Apply(edit);
            Assert.Equal(found, Found(path, tests));
            Assert.DoesNotContain(Found(made), static f => f != "RB0904");
            Assert.Equal(passed, Told.Tests(library.Root, path));
            File.Delete(made);
            File.WriteAllText(path, runbook);
            File.WriteAllText(tests, scenarios);
        }

        return edits.Count;
    }

    private List<string> Found(params string[] paths) => [.. Told.Lint(library.Root, paths).Select(static d => d.Code)];

    private IEnumerable<string> Runbooks(string directory) =>
        Directory
            .EnumerateFiles(library.PathOf(directory), "*.yaml")
            .Where(static f => File.Exists(Path.ChangeExtension(f, ".test.yaml")))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<TextSpan> Lists(string text) =>
        SyntaxTree
            .Of(new SourceText(text))
            .Root!.All()
            .OfType<MappingNode>()
            .SelectMany(static m => m.Members)
            .Where(static m => m.Key.Text is "steps" or "finally" or "parallel")
            .Select(static m => m.Value)
            .OfType<SequenceNode>()
            .Where(static l => l.Items.Count > 0)
            .Select(static l => new TextSpan(l.Items[0].Start, l.Items[^1].Span.End));
}
