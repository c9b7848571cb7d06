using System.Text;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Tests.Support;
using OemRunbooks.Station.Library;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>A text that is being written is read in its changed step alone, and is what it is when it is read as a whole.</summary>
public sealed class RereadTexts : IDisposable
{
    private const int Edits = 1500;
    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();

    public void Dispose() => library.Dispose();

    [Theory]
    [InlineData("client-update.yaml")]
    [InlineData("escalation.yaml")]
    [InlineData("reinstall.yaml")]
    public void Key_by_key(string name)
    {
        var path = library.PathOf(name);
        var remembering = LoaderOf(new EditedTexts(static _ => null), path);
        var forgetful = LoaderOf(EditedTexts.None, path);
        var original = File.ReadAllText(path);
        var (text, random) = (original, new Random(5));
        for (var i = 0; i < Edits; i++)
        {
            // Now and then somebody takes everything back, so that not all of it is broken.
            text = random.Next(4) == 0 ? original : Edited(text, random);
            var (told, said) = (Told(remembering, path, text), Told(forgetful, path, text));
            Assert.True(said.SequenceEqual(told), $"edit {i}:\n{string.Join('\n', said)}\n--\n{string.Join('\n', told)}\n--\n{text}");
        }
    }

    [Fact]
    public void What_was_only_looked_at_leaves_no_trace()
    {
        var path = library.PathOf("client-update.yaml");
        var remembering = LoaderOf(new EditedTexts(static _ => null), path);
        var original = File.ReadAllText(path);
        var told = Told(remembering, path, original);
        _ = remembering.Readable(path, Encoding.UTF8.GetBytes(original.Replace("inputs.", "marker.", StringComparison.Ordinal)), "marker");
        Assert.Equal(told, Told(remembering, path, original));
    }

    private RunbookLoader LoaderOf(EditedTexts texts, string path) => Shipped.Open(library.Root, texts).Library.LoaderNear(path);

    private static string Edited(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(6) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, "\n"),
            2 => text.Insert(at, " "),
            3 => Mutant.Of(text, random),
            _ => text.Insert(at, "x"),
        };
    }

    // What lint finds, and where each step stands.
    private static List<string> Told(RunbookLoader loader, string path, string text)
    {
        var read = loader.Lint(path, Encoding.UTF8.GetBytes(text));
        return
        [
            .. read.Diagnostics.Select(static d => $"{d.Span} {d.Code} {d.Severity} {d.Arguments}"),
            .. read.Runbook?.AllSteps().SelectMany(static s => s.Templates().Select(t => $"{s.Id} {s.Span} {t.Span}")) ?? [],
        ];
    }
}
