using OemRunbooks.Activities;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Engine.Text;
using OemRunbooks.Engine.Yaml;
using Xunit;

namespace OemRunbooks.House;

public sealed class ShippedRunbooks
{
    [Fact]
    public void There_are_some() => Assert.NotEmpty(Definitions());

    [Fact]
    public void Each_loads_without_a_finding()
    {
        var files = Definitions().Select(static f => (Path: f, Bytes: File.ReadAllBytes(Path.Combine(Repository.Root, f)))).ToList();
        var loader = new RunbookLoader(
            OemActivities.All.Select(static a => a.Info),
            name => files.Where(f => RunbookLoader.Names(f.Bytes) is { } names && (names.Id == name || names.Aliases.Contains(name))).Select(static f => ((string, byte[])?)f).FirstOrDefault());
        Assert.Empty(files.Select(f => loader.Load(f.Path, f.Bytes))
            .SelectMany(static r => r.Diagnostics.Select(d => DiagnosticText.Render(d, Globals.Words, Language.En, r.Text))));
    }

    [Fact]
    public void Each_is_named_as_its_file() =>
        Assert.All(Definitions(), static f => Assert.Equal(Path.GetFileNameWithoutExtension(f), RunbookLoader.Names(File.ReadAllBytes(Path.Combine(Repository.Root, f)))?.Id));

    [Fact]
    public void Each_has_its_scenario_tests_beside_it() =>
        Assert.All(Definitions(), static f => Assert.True(File.Exists(Path.Combine(Repository.Root, Path.ChangeExtension(f, ".test.yaml"))), f));

    private static List<string> Definitions() =>
        [.. Repository.Files("runbooks").Where(static f => f.EndsWith(".yaml", StringComparison.Ordinal) && !f.EndsWith(".test.yaml", StringComparison.Ordinal))];
}
