using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Tests.Support;
using OemRunbooks.LanguageServer.Text;
using Xunit;

namespace OemRunbooks.LanguageServer.Tests;

/// <summary>
/// A name of a shipped runbook that is changed everywhere changes nothing else: what would be done, and what lint finds. Changed back,
/// every file is what it was.
/// </summary>
public sealed partial class RenamingShipped : IDisposable
{
    // A large number takes all of them.
    private static readonly int Most = Effort.Of("EDITOR_RENAMES", 6);
    private static readonly int Seed = Effort.Of("EDITOR_SEED", 20261128);

    private readonly TemporaryLibrary library = TemporaryLibrary.OfShipped();
    private readonly Editor editor;

    public RenamingShipped() => editor = new(library.Root);

    public void Dispose()
    {
        editor.Dispose();
        library.Dispose();
    }

    [Theory]
    [InlineData("Input", "renamedHere")]
    [InlineData("Variable", "renamedHere")]
    [InlineData("Output", "renamedHere")]
    [InlineData("Item", "renamedHere")]
    [InlineData("Answer", "renamedHere")]
    [InlineData("Step", "renamed-here")]
    [InlineData("Runbook", "renamed-here")]
    [InlineData("Team", "renamed-here")]
    [InlineData("Code", "site.renamed-here")]
    [InlineData("Activity", "site.renamed-here")]
    public async Task There_and_back(string kind, string name)
    {
        var files = library.Texts();
        var random = new Random(Seed);
        var definitions = files
            .SelectMany(f => Definitions(f.Key, f.Value).Where(s => s.Kind.ToString() == kind).Select(s => (f.Key, Site: s)))
            .OrderBy(_ => random.Next())
            .Take(Most)
            .ToList();
        Assert.NotEmpty(definitions);
        foreach (var (path, site) in definitions)
        {
            var changed = Rename(path, site, name);
            var where = $"{site.Name} of {path}";
            await DemandSameAsync(files, changed, site.Name, name, where);

            var now = changed.FirstOrDefault(c => c.Old == path).New ?? path;
            var renamed = Definitions(now, File.ReadAllText(now)).First(s => s.Kind == site.Kind && s.Name == name);
            Rename(now, renamed, site.Name);
            Assert.True(files.OrderBy(static f => f.Key).SequenceEqual(library.Texts().OrderBy(static f => f.Key)), where);
        }
    }

    private async Task DemandSameAsync(
        Dictionary<string, string> files,
        List<(string Old, string New)> changed,
        string old,
        string name,
        string where
    )
    {
        using var before = TemporaryLibrary.OfShipped();
        foreach (var runbook in files.Keys.Where(f => DocumentKinds.Of(f) == DocumentKind.Runbook && Depends(files[f], f, changed)))
        {
            var now = changed.FirstOrDefault(c => c.Old == runbook).New ?? runbook;
            var then = runbook.Replace(library.Root, before.Root, StringComparison.Ordinal);
            Assert.Equal(Told.Lint(before.Root, then).Select(static d => d.Code), Told.Lint(library.Root, now).Select(static d => d.Code));
            var plan = await Told.PlanAsync(before.Root, then);
            var after = (await Told.PlanAsync(library.Root, now)).Select(l => l.Replace(name, old, StringComparison.Ordinal));
            Assert.Equal(where + Steady(plan, before.Root), where + Steady(after, library.Root));
        }

        foreach (var (_, tests) in changed.Where(static c => DocumentKinds.Of(c.New) != DocumentKind.Runbook))
        {
            Assert.True(Told.Lint(library.Root, tests).All(static d => d.Severity != Language.Diagnostics.Severity.Error), where);
        }
    }

    // Where the library lies, and how much room is left there, changes from one look to the next.
    private static string Steady(IEnumerable<string> plan, string root) =>
        Large().Replace(string.Join('\n', plan).Replace(root, "", StringComparison.Ordinal), "large");

    // A runbook that was changed itself, or one that calls what was.
    private static bool Depends(string text, string path, List<(string Old, string New)> changed) =>
        changed.Exists(c => c.Old == path || text.Contains(Path.GetFileNameWithoutExtension(c.Old), StringComparison.Ordinal));

    private static IEnumerable<Site> Definitions(string path, string text) =>
        DocumentNames.Of(path, DocumentKinds.Of(path), SyntaxTree.Of(new SourceText(text))).Sites.Where(static s => s.IsDefinition);

    // Gives the files that were changed, as they were called and as they are called now.
    private List<(string Old, string New)> Rename(string path, Site site, string name)
    {
        var (line, character) = Edited.Place(File.ReadAllText(path), site.Span.Start);
        var edit = editor.AskAt("textDocument/rename", path, line, character, new JsonObject { ["newName"] = name })!;
        var changed = Edited.Apply(edit);
        editor.Tell(
            "workspace/didChangeWatchedFiles",
            new JsonObject
            {
                ["changes"] = new JsonArray([
                    .. changed.SelectMany(static c => (string[])[c.Old, c.New]).Distinct().Select(static p => Changed(p)),
                ]),
            }
        );
        return changed;
    }

    private static JsonObject Changed(string path) => new() { ["uri"] = Editor.UriOf(path), ["type"] = 2 };

    [GeneratedRegex(@"\d{6,}", RegexOptions.CultureInvariant)]
    private static partial Regex Large();
}
