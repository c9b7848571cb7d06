using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What <c>runbook new</c> writes is a runbook that already works.</summary>
public sealed class NewRunbooks
{
    public static TheoryData<string> Templates => ["minimal", "check", "update", "case"];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_new_runbook_lints_clean_and_its_tests_take_every_path(string template)
    {
        using var station = new TestStation();
        AssertNew(station, "night-check", template);
        AssertNew(station, "with-inputs", template, "--set", "name.pl=To: „test” {x} #1 – 'a'", "--set", "name.en=It's \"a\": b", "--set", "inputs=serial:string,count:integer,report:file,wait:duration,old:version,more:list", "--set", "team=security");
        var lint = station.Run("lint", station["runbooks"]);
        Assert.True(lint.ExitCode == 0, lint.All);
        Assert.Contains("0 errors, 0 warnings", lint.Out + lint.Error, StringComparison.Ordinal);
        var test = station.Run("test", station["runbooks"], "--coverage-min", "100");
        Assert.True(test.ExitCode == 0, test.All);
    }

    [Theory]
    [InlineData("minimal")]
    [InlineData("check")]
    [InlineData("case")]
    public void A_new_runbook_can_be_planned_on_a_station(string template)
    {
        using var station = new TestStation();
        AssertNew(station, "night-check", template);
        var plan = station.Run("run", "night-check", "--plan");
        Assert.True(plan.ExitCode == 0, plan.All);
    }

    [Theory]
    [InlineData("night-check.yaml")]
    [InlineData("night-check.test.yaml")]
    public void Nothing_is_ever_overwritten(string file)
    {
        using var station = new TestStation();
        Directory.CreateDirectory(station["runbooks"]);
        File.WriteAllText(station["runbooks/" + file], "mine");
        var result = station.Run("new", "night-check");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("new.exists", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(station["runbooks/" + file]));
        Assert.Single(Directory.GetFiles(station["runbooks"]));
    }

    [Theory]
    [InlineData("Night Check")]
    [InlineData("../night-check")]
    [InlineData("finally")]
    [InlineData("night-check", "--template", "other")]
    [InlineData("night-check", "--set", "team=nobody")]
    [InlineData("night-check", "--set", "inputs=a b:string")]
    [InlineData("night-check", "--set", "inputs=a:secret")]
    [InlineData("night-check", "--set", "colour=red")]
    [InlineData("night-check", "--set", "name.pl=")]
    public void An_answer_that_does_not_fit_is_refused_and_nothing_is_written(params string[] arguments)
    {
        using var station = new TestStation();
        var result = station.Run(["new", .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("new.answer-invalid", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(station["runbooks"]));
    }

    private static void AssertNew(TestStation station, string name, string template, params string[] also)
    {
        var result = station.Run(["new", name, "--template", template, .. also]);
        Assert.True(result.ExitCode == 0, result.All);
        Assert.StartsWith("# yaml-language-server: $schema=../schemas/runbook.schema.json\n", File.ReadAllText(station[$"runbooks/{name}.yaml"]), StringComparison.Ordinal);
    }
}
