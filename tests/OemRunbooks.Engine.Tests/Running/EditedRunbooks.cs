using OemRunbooks.Engine.Replay;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>Where a recorded run and an edited runbook part is told in the text that says so: the caller's or the called one's.</summary>
public sealed class EditedRunbooks : IDisposable
{
    private const string Outer =
        "- {id: copy, action: do.work}\n"
        + "- {id: sub, action: runbook.run, with: {runbook: inner}, onFailure: continue}\n"
        + "- {id: last, action: do.work}";
    private const string Inner =
        "- {id: copy, action: do.work, with: {text: old}}\n- {id: broken, action: do.work, catch: [{on: fake.other}]}";
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData("inner", "text: old", "text: new", "copy")]
    [InlineData("inner", "id: copy,", "id: copy, when: false,", "copy")]
    [InlineData("inner", "id: broken,", "id: broken, retry: {maxAttempts: 2, on: fake.broken},", "broken")]
    [InlineData("inner", "on: fake.other", "on: fake.broken", "broken")]
    [InlineData("inner", "team: l1", "team: l2", "escalations[0]")]
    [InlineData("inner", "value: 1", "value: 2", "last")]
    [InlineData("outer", "id: copy,", "id: copy, when: false,", "copy")]
    [InlineData("outer", "onFailure: continue", "onFailure: abort", "sub")]
    [InlineData("outer", "id: last, action: do.work", "id: last, action: do.once", "last")]
    public async Task The_paths_part_at_a_step_in_the_text_that_was_edited(string edited, string old, string @new, string step)
    {
        var outer = Some.Runbook(Outer, id: "outer");
        var inner = Some.Runbook(
            Inner,
            "escalations: [{on: fake.broken, team: l1}]\nfinally: [{id: last, action: do.work, with: {value: 1}}]",
            id: "inner"
        );
        rig.Library["inner"] = inner;
        rig.Script.Fails("sub/broken", "fake.broken");
        var ran = await rig.RunAsync(outer);
        rig.Library["inner"] = edited == "inner" ? Changed(inner, old, @new) : inner;
        var difference = new Replayer(rig.Load(edited == "outer" ? Changed(outer, old, @new) : outer)).Run(ran.Run.Read()).Difference;
        Assert.NotNull(difference?.Place);
        Assert.Equal((edited, step), (difference.Place.Owner.Id, difference.Place.Step.Id));
    }

    private static string Changed(string text, string old, string @new) =>
        text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, @new, StringComparison.Ordinal) : throw new ArgumentException(old);
}
