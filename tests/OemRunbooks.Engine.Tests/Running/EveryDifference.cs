using OemRunbooks.Engine.Activities;
using OemRunbooks.Engine.Replay;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>What an edited runbook would have done otherwise is told whole, each difference as what it is.</summary>
public sealed class EveryDifference : IDisposable
{
    private const string Steps =
        "- {id: a, action: do.work, with: {value: 1}}\n"
        + "- {id: b, action: do.work, with: {text: old}}\n"
        + "- {id: c, action: do.work, when: steps.a.outputs.value == 1}\n"
        + "- {id: d, action: do.work, when: steps.a.outputs.value == 2}\n"
        + "- {id: e, action: do.work}";

    private const string Crashed = "- {id: a, action: do.work}\n- {id: b, action: do.once}\n- {id: c, action: do.work}";

    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_step_that_was_only_moved_is_one_difference()
    {
        var all = await AllAsync(Steps, Moved("b", "e"));
        Assert.Equal(["moved b"], Told(all));
        Assert.Equal(("e", "a"), (all[0].Expected, all[0].Found));
    }

    [Fact]
    public async Task What_follows_an_added_step_is_compared_too()
    {
        var all = await AllAsync(
            Steps,
            Steps
                .Replace("- {id: b,", "- {id: new, action: do.once}\n- {id: b,", StringComparison.Ordinal)
                .Replace("old", "new", StringComparison.Ordinal)
        );
        Assert.Equal(["added new", "other-inputs b"], Told(all));
        Assert.Equal(("inputs.text", "new", "old"), (all[1].What, all[1].Expected, all[1].Found));
    }

    [Fact]
    public async Task Removed_steps_and_other_branches_stand_side_by_side()
    {
        var all = await AllAsync(
            Steps,
            Steps
                .Replace("- {id: b, action: do.work, with: {text: old}}\n", "", StringComparison.Ordinal)
                .Replace("value == 1}", "value == 3}", StringComparison.Ordinal)
                .Replace("value == 2}", "value == 1}", StringComparison.Ordinal)
                .Replace("{id: e, action: do.work}", "{id: e, action: do.once}", StringComparison.Ordinal)
        );
        Assert.Equal(["removed b", "other-branch c", "other-branch d", "other-activity e"], Told(all));
    }

    [Fact]
    public async Task A_step_that_went_into_a_block_is_moved_and_a_block_is_told_once()
    {
        var all = await AllAsync(
            Steps,
            Steps.Replace(
                "- {id: e, action: do.work}",
                "- {id: box, steps: [{id: e, action: do.work}, {id: f, action: do.work}]}",
                StringComparison.Ordinal
            )
        );
        Assert.Equal(["added box", "moved box/e"], Told(all).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_block_that_takes_another_branch_is_told_once()
    {
        const string box =
            "- {id: a, action: do.work, with: {value: 1}}\n"
            + "- {id: box, when: steps.a.outputs.value == 1, steps: [{id: x, action: do.work}]}";
        var all = await AllAsync(box, box.Replace("value == 1,", "value == 2,", StringComparison.Ordinal));
        Assert.Equal(["other-branch box"], Told(all));
    }

    [Fact]
    public async Task Another_way_after_a_failure_leads_to_the_end()
    {
        rig.Script.Fails("b", "fake.broken");
        var all = await AllAsync(
            Steps,
            Steps.Replace("with: {text: old}}", "with: {text: old}, onFailure: continue}", StringComparison.Ordinal)
        );
        Assert.Equal(["other-route b", "now-reached c", "now-reached e", "other-outcome "], Told(all));
    }

    [Fact]
    public async Task What_a_crash_left_is_no_difference()
    {
        rig.Script.Finds("b", static _ => Reconciliation.Done(Outcome.Done()));
        await rig.RunAsync(Some.Runbook(Crashed));
        var lines = File.ReadAllLines(rig.Stored.Journal).ToList();
        var cut = lines.FindIndex(static l =>
            l.Contains("\"path\":\"b\"", StringComparison.Ordinal) && l.Contains("step.started", StringComparison.Ordinal)
        );
        File.WriteAllText(rig.Stored.Journal, string.Join('\n', lines.Take(cut + 1)) + "\n");
        var resumed = await rig.ResumeAsync();
        var after = Some.Runbook(Crashed.Replace("{id: c, action: do.work}", "{id: c, action: do.once}", StringComparison.Ordinal));
        var result = Replayer.Against(rig.Load(after), rig.Load(Some.Runbook(Crashed)), [.. resumed.Run.Read()]);
        Assert.Equal(["other-activity c"], Told(result.All));
    }

    [Fact]
    public async Task What_hangs_on_an_added_step_is_left_open()
    {
        var all = await AllAsync(
            Steps,
            Steps
                .Replace("- {id: b,", "- {id: new, action: do.work}\n- {id: b,", StringComparison.Ordinal)
                .Replace("text: old", "text: \"${{ steps.new.outputs.path }}\"", StringComparison.Ordinal)
        );
        Assert.Equal(["added new", "open b"], Told(all));
    }

    [Fact]
    public async Task The_first_difference_stays_the_first_and_none_stays_none()
    {
        var ran = await rig.RunAsync(Some.Runbook(Steps));
        var recorded = rig.Load(Some.Runbook(Steps));
        var same = Replayer.Against(recorded, recorded, [.. ran.Run.Read()]);
        Assert.Null(same.Difference);
        Assert.Empty(same.All);
        var edited = rig.Load(Some.Runbook(Moved("b", "e")));
        var first = new Replayer(edited).Run(ran.Run.Read()).Difference;
        Assert.Equal(first, Replayer.Against(edited, recorded, [.. ran.Run.Read()]).Difference);
    }

    [Fact]
    public async Task A_loop_that_differs_in_each_pass_is_told_once()
    {
        const string loop =
            "- {id: all, forEach: {in: \"${{ [1, 2, 3] }}\", as: n}, steps: [{id: x, action: do.work, with: {value: \"${{ n }}\"}}]}";
        var all = await AllAsync(loop, loop.Replace("${{ n }}", "${{ n + 1 }}", StringComparison.Ordinal));
        Assert.Equal(["other-inputs all[0]/x"], Told(all));
    }

    private static string Moved(string step, string behind)
    {
        var lines = Steps.Split('\n').ToList();
        var line = lines.Find(l => l.StartsWith($"- {{id: {step},", StringComparison.Ordinal))!;
        lines.Remove(line);
        lines.Insert(lines.FindIndex(l => l.StartsWith($"- {{id: {behind},", StringComparison.Ordinal)) + 1, line);
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Told(IEnumerable<Difference> all) => all.Select(static d => $"{d.Kind} {d.Step}");

    private async Task<IReadOnlyList<Difference>> AllAsync(string before, string after)
    {
        var ran = await rig.RunAsync(Some.Runbook(before)).ConfigureAwait(true);
        var result = Replayer.Against(rig.Load(Some.Runbook(after)), rig.Load(Some.Runbook(before)), [.. ran.Run.Read()]);
        return result.All;
    }
}
