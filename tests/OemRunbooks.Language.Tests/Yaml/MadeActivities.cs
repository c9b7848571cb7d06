using System.Text;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Yaml;
using Xunit;

namespace OemRunbooks.Language.Tests.Yaml;

/// <summary>An activity made of YAML is read into a descriptor like that of a built-in one, and a body that does its work.</summary>
public sealed class MadeActivities
{
    private const string Head = "schemaVersion: \"1.1\"\nversion: 1.0.0\nname: {pl: A, en: A}\n";
    private const string Caller = Head + "id: a\nsteps:\n  - {id: x, action: site.one, with: {n: 3}}\n";

    private static readonly ActivityInfo Work = new("do.work", new("p", "e")) { Interruption = Interruption.Rerun };
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);

    [Fact]
    public void What_a_step_takes_and_gives_is_what_the_file_says()
    {
        files["site.one"] = Activity(
            "inputs: {n: {type: integer, required: true, max: 5}}\noutputs: {m: {type: integer}}\nresult: {m: 1}\n"
        );
        var step = Load(Caller).Runbook!.Steps[0];
        Assert.True(step.IsMade);
        Assert.Equal(StepKind.Call, step.Kind);
        Assert.Equal(["n"], step.Activity!.Inputs.Select(static i => i.Name));
        Assert.Equal([InputType.Integer], step.Activity.Outputs.Select(static o => o.Type));
        Assert.Equal("site.one", step.Called!.Id);
    }

    [Theory]
    [InlineData("{n: 9}", "RB0212")]
    [InlineData("{}", "RB0211")]
    [InlineData("{n: 1, k: 2}", "RB0210")]
    public void What_a_step_gives_it_is_held_against_it(string with, string code)
    {
        files["site.one"] = Activity("inputs: {n: {type: integer, required: true, max: 5}}\n");
        Assert.Equal([code], Load(Caller.Replace("{n: 3}", with, StringComparison.Ordinal)).Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void One_that_changed_is_read_anew_by_the_same_loader()
    {
        var loader = Loader();
        files["site.one"] = Activity("inputs: {n: {type: integer}}\n");
        Assert.Empty(Load(loader, Caller).Diagnostics);
        files["site.one"] = Activity("inputs: {m: {type: integer}}\n");
        Assert.Equal(["RB0210"], Load(loader, Caller).Diagnostics.Select(static d => d.Code));
        files["site.one"] = "activity: site.one";
        Assert.Equal(["RB0905"], Load(loader, Caller).Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void A_circle_through_two_is_told_and_does_not_hang()
    {
        files["site.one"] = Activity("").Replace("do.work", "site.two", StringComparison.Ordinal);
        files["site.two"] = Activity("").Replace("do.work", "site.one", StringComparison.Ordinal);
        Assert.Contains(
            Load(Caller.Replace(", with: {n: 3}", "", StringComparison.Ordinal)).Diagnostics,
            static d => d.Code is "RB0902" or "RB0905"
        );
    }

    private static string Activity(string more) =>
        Head + "activity: site.one\neffect: none\n" + more + "steps:\n  - {id: w, action: do.work}\n";

    private RunbookLoader Loader() =>
        new([Work], name => files.TryGetValue(name, out var text) ? (name + ".yaml", Encoding.UTF8.GetBytes(text)) : null);

    private LoadResult Load(string yaml) => Load(Loader(), yaml);

    private static LoadResult Load(RunbookLoader loader, string yaml) => loader.Load("a.yaml", Encoding.UTF8.GetBytes(yaml));
}
