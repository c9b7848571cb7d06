using OemRunbooks.Engine.Planning;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Engine.Execution;

/// <content>What an approved plan binds.</content>
public sealed partial class Runner
{
    /// <summary>The paths of steps that the approved plan says do not run.</summary>
    public IReadOnlySet<string> NotRun { get; init; } = new HashSet<string>();

    /// <summary>The step before which it stopped because the approved plan says that it does not run; or null.</summary>
    public string? Departed { get; private set; }

    // Whoever approved the plan approved that this step does not run: somebody has to say what now.
    private string? Departure(Decision decision) =>
        decision switch
        {
            Decision.Execute execute when NotRun.Contains(execute.Fact.Path) => execute.Fact.Path,
            Decision.Record { Fact: StepStarted started } when NotRun.Contains(started.Path) => started.Path,
            _ => null,
        };
}
