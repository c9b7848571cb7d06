using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.LanguageServer.Tests.Support;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>What the editor underlines is what <c>runbook lint</c> says, place by place and word by word.</summary>
public sealed class SameAsLint : IDisposable
{
    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();

    // 10,000 in the long run; a part of them keeps a run of the tests short.
    private static readonly int Mutants = Effort.Of("EDITOR_MUTANTS", 400);

    public void Dispose() => library.Dispose();

    [Theory]
    [InlineData("pl")]
    [InlineData("en")]
    public void In_every_shipped_file(string language)
    {
        using var editor = new Editor(library.Root, language);
        foreach (var path in Files())
        {
            editor.Open(path);
            Assert.Equal(Lint(path, language), Underlined(editor.Diagnostics(path)));
            editor.Close(path);
        }
    }

    [Fact]
    public void In_mutants_of_every_shipped_file()
    {
        using var editor = new Editor(library.Root);
        var random = new Random(20261128);
        var files = Files().ToList();
        for (var i = 0; i < Mutants; i++)
        {
            var path = files[i % files.Count];
            var original = File.ReadAllText(path);
            var mutant = Mutant.Of(original, random);
            editor.Open(path, mutant);
            var told = Underlined(editor.Diagnostics(path));
            editor.Close(path);
            File.WriteAllText(path, mutant);
            var said = Lint(path, "en");
            File.WriteAllText(path, original);
            Assert.True(said.SequenceEqual(told), $"mutant {i} of {path}:\n{string.Join('\n', said)}\n--\n{string.Join('\n', told)}");
        }
    }

    [Fact]
    public void In_a_file_that_depends_on_one_that_is_being_written()
    {
        using var editor = new Editor(library.Root);
        var (runbook, tests) = (library.PathOf("client-update.yaml"), library.PathOf("client-update.test.yaml"));
        editor.Open(tests);
        Assert.Empty(editor.Diagnostics(tests));
        editor.Open(runbook);
        editor.Change(runbook, File.ReadAllText(runbook).Replace("backup-store", "copy-store", StringComparison.Ordinal));
        Assert.Empty(editor.Diagnostics(runbook));
        editor.Close(tests);
        editor.Open(tests);
        Assert.Contains("RB0205", Underlined(editor.Diagnostics(tests)).Select(static t => t.Split(' ')[1]));
    }

    private IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Path.Combine(library.Root, "runbooks"), "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Underlined(JsonArray diagnostics) =>
        diagnostics.Select(static d =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(int)d!["range"]!["start"]!["line"]! + 1}:{(int)d["range"]!["start"]!["character"]! + 1} {(string)d["code"]!} "
                    + $"{(int)d["severity"]!} {((string)d["message"]!).Replace('\n', ' ')}"
            )
        );

    private List<string> Lint(string path, string language)
    {
        var locale = language == "pl" ? Locale.Pl : Locale.En;
        return [.. Told.Lint(library.Root, path).Select(d => Said(path, d, locale))];
    }

    private static string Said(string path, Diagnostic found, Locale locale)
    {
        var messages = Shipped.Product.Messages;
        var words = $"{messages.Words(found.Code, found.Arguments, locale)} {messages.Hint(found.Code, found.Arguments, locale)}".Trim();
        var (line, severity) = (found.Span.Line, found.Severity == Severity.Error ? 1 : 2);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{line}:{Column(path, line, found.Span.Column)} {found.Code} {severity} {Visible.Text(words)}"
        );
    }

    // An editor has no place behind the end of a line.
    private static int Column(string path, int line, int column)
    {
        var text = File.ReadAllText(path, Encoding.UTF8).Split('\n');
        return line > text.Length ? 1 : Math.Min(column, text[line - 1].TrimEnd('\r').Length + 1);
    }
}
