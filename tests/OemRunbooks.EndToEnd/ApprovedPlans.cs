using System.Text.Json.Nodes;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>A plan changes nothing, says what would happen, and once approved holds only for what was looked at.</summary>
public sealed class ApprovedPlans
{
    public static TheoryData<string> Shipped =>
        ["client-update", "escalation", "hardware-drift", "installer-acceptance", "license-recovery", "reinstall", "station-preparation"];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_plan_leaves_the_station_as_it_was_and_holds_at_once(string runbook)
    {
        using var station = new TestStation();
        var before = station.Snapshot(".");
        var plan = station.Run(Planning(runbook, "--out", station["../" + Path.GetFileName(station.Root) + ".json"]));
        Assert.True(plan.ExitCode == 0, plan.All);
        Assert.Equal(before, station.Snapshot("."));
        File.Delete(station["../" + Path.GetFileName(station.Root) + ".json"]);
    }

    [Fact]
    public void A_plan_says_what_changes_how_big_it_is_and_how_it_is_undone()
    {
        using var station = new TestStation();
        var steps = JsonNode.Parse(station.Run("run", "client-update", "--plan", "--format", "json").Out)!["steps"]!.AsArray().ToDictionary(static s => (string)s!["path"]!, static s => s!);
        var backup = steps["backup-store"];
        Assert.Equal("rollback", (string?)backup["undoing"]);
        Assert.Equal("creates", (string?)backup["lines"]![0]!["effect"]!["kind"]);
        Assert.Equal(new FileInfo(station["secrets/license_store.json"]).Length, (long)backup["lines"]![0]!["effect"]!["bytes"]!);
        var bundle = steps["extract-bundle"]["lines"]!.AsArray().Select(static l => l!["effect"]!).ToList();
        Assert.Equal(["replaces", "keeps"], bundle.Select(static e => (string)e["kind"]!));
        Assert.Equal("2024.06", (string?)bundle[0]["version"]);
        Assert.Equal("irreversible", (string?)steps["run-installer"]["undoing"]);
        Assert.Equal("runs", (string?)steps["run-installer"]["lines"]![0]!["effect"]!["kind"]);
        Assert.Equal("by-hand", (string?)steps["finally/note"]["undoing"]);
    }

    [Fact]
    public void A_plan_names_the_steps_that_need_a_person()
    {
        using var station = new TestStation();
        var steps = JsonNode.Parse(station.Run("run", "reinstall", "--plan", "--format", "json").Out)!["steps"]!.AsArray();
        Assert.Equal(["confirm"], steps.Where(static s => (bool?)s!["needsPerson"] == true).Select(static s => (string)s!["path"]!));
    }

    [Fact]
    public void Checks_that_change_nothing_are_carried_out()
    {
        using var station = new TestStation();
        var licence = station["media/usb/licence.json"];
        File.WriteAllText(licence, File.ReadAllText(licence).Replace("OEM-2024-00417", "OEM-2024-00418", StringComparison.Ordinal));
        var plan = station.Run("run", "client-update", "--plan");
        Assert.Equal(1, plan.ExitCode);
        Assert.Contains("license.signature-invalid", plan.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_by_an_approved_plan_names_it_in_journal_and_report()
    {
        using var station = new TestStation();
        station.Run("run", "client-update", "--plan", "--out", station["plan.json"]);
        var run = station.Run("run", "client-update", "--approved", station["plan.json"], "--run-id", "approved-1");
        Assert.True(run.ExitCode == 0, run.All);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(station["plan.json"])));
        Assert.Contains($"\"plan\":\"{digest}\"", File.ReadLines(station.Journal("approved-1")).First(), StringComparison.Ordinal);
        Assert.Contains(digest, File.ReadAllText(station["var/runbook/runs/approved-1/report.en.md"]), StringComparison.Ordinal);
        Assert.Equal(0, station.Run("replay", "approved-1").ExitCode);
    }

    [Fact]
    public void A_run_without_a_plan_names_none()
    {
        using var station = new TestStation();
        station.Run("run", "client-update", "--run-id", "free-1");
        Assert.DoesNotContain("\"plan\"", File.ReadLines(station.Journal("free-1")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_inputs_of_an_approved_plan_need_not_be_given_twice()
    {
        using var station = new TestStation();
        station.Run("run", "escalation", "--set", "case=fingerprint", "--plan", "--out", station["plan.json"]);
        var run = station.Run("run", "escalation", "--approved", station["plan.json"], "--run-id", "approved-2");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("\"case\":\"fingerprint\"", File.ReadLines(station.Journal("approved-2")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_the_plan_looked_at_may_not_change()
    {
        using var station = new TestStation();
        station.Run("run", "client-update", "--plan", "--out", station["plan.json"]);
        File.AppendAllText(station["opt/core-oem/config/core.json"], " ");
        AssertRefused(station, "plan.facts-changed", "client-update");
    }

    [Fact]
    public void Other_inputs_are_refused_by_name()
    {
        using var station = new TestStation();
        station.Run("run", "client-update", "--plan", "--out", station["plan.json"]);
        var refused = AssertRefused(station, "plan.inputs-changed", "client-update", "--set", "platform=windows");
        Assert.Contains("platform", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_that_was_edited_is_refused()
    {
        using var station = new TestStation();
        var file = station["runbooks/client-update.yaml"];
        Directory.CreateDirectory(station["runbooks"]);
        var text = File.ReadAllText(Path.Combine(Directory.GetParent(AppContext.BaseDirectory)!.FullName, "../../../../runbooks/client-update.yaml"));
        File.WriteAllText(file, text);
        station.Run("run", "client-update", "--plan", "--out", station["plan.json"]);
        File.WriteAllText(file, text + "# later\n");
        AssertRefused(station, "plan.definition-changed", "client-update");
    }

    [Fact]
    public void A_plan_of_another_station_is_refused()
    {
        using var station = new TestStation();
        using var other = new TestStation();
        other.Run("run", "client-update", "--plan", "--out", station["plan.json"]);
        AssertRefused(station, "plan.other-station", "client-update");
    }

    [Theory]
    [InlineData("{\"form\":\"2.0\"}", "plan.other-version")]
    [InlineData("{}", "plan.malformed")]
    [InlineData("{\"form\": \"1.0\"}", "plan.malformed")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[", "plan.malformed")]
    [InlineData("{\"form\":\"1.0\"}", "plan.other-station")]
    public void What_is_no_plan_of_this_program_is_refused(string text, string code)
    {
        using var station = new TestStation();
        File.WriteAllText(station["plan.json"], text);
        AssertRefused(station, code, "client-update");
    }

    [Fact]
    public void An_edited_plan_no_longer_holds()
    {
        using var station = new TestStation();
        station.Run("run", "client-update", "--plan", "--out", station["plan.json"]);
        var text = File.ReadAllText(station["plan.json"]);
        File.WriteAllText(station["plan.json"], text.Replace("\"kind\":\"runs\"", "\"kind\":\"keeps\"", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(station["plan.json"]));
        AssertRefused(station, "plan.steps-changed", "client-update");
    }

    private static Finished AssertRefused(TestStation station, string code, params string[] arguments)
    {
        var result = station.Run(["run", .. arguments, "--approved", station["plan.json"]]);
        Assert.True(result.ExitCode == 2, result.All);
        Assert.Contains(code, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(station["var/runbook/runs"]));
        return result;
    }

    private static string[] Planning(string runbook, params string[] also) =>
        ["run", runbook, "--plan", .. runbook == "escalation" ? ["--set", "case=fingerprint"] : Array.Empty<string>(), .. also];
}
