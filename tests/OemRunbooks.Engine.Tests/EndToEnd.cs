using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests;

/// <summary>From YAML text to a journal on disk and back.</summary>
public sealed class EndToEnd : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Steps_run_one_after_another_and_give_values_on()
    {
        var ran = await rig.RunAsync(
            Some.Runbook(
                """
                - {id: first-step, action: do.work, with: {value: "${{ inputs.word }}"}}
                - {id: b, action: do.once, with: {text: "${{ steps.first-step.outputs.value }}!", target: "${{ vars.root }}/x"}}
                """,
                "inputs: {word: {type: string, default: hej}}\n"
                    + "vars: {root: opt}\n"
                    + "outputs: {said: \"${{ steps.first-step.outputs.value }}\"}"
            )
        );
        Assert.Equal("+first-step =first-step +b =b #succeeded", ran.Story);
        Assert.Equal(RunEnd.Finished, ran.End);
        var started = Assert.IsType<StepStarted>(ran.Entries[3].Fact);
        Assert.Equal("""{"target":"opt/x","text":"hej!"}""", started.Inputs.ToText());
        Assert.Equal("""["opt/x"]""", started.Intent.ToText());
        Assert.Equal("hej", ran.Finished.Outputs["said"].ToText());
        Assert.Equal(["first-step", "b"], rig.Script.Calls);
    }
}
