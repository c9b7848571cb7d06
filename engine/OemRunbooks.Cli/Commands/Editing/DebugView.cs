using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary>Shows a scenario step by step; on a terminal it stops before each step and takes a word.</summary>
/// <param name="ui">Where.</param>
/// <param name="isAsking">Whether somebody is there to be asked.</param>
/// <param name="isStep">Whether there is a step of that name.</param>
internal sealed class DebugView(Ui ui, bool isAsking, Func<string, bool> isStep)
{
    private readonly StepText text = new(ui, ui.Out, ui.OutColour);
    private string? until;
    private bool goesOn = !isAsking;

    /// <summary>Whether the person has had enough.</summary>
    internal bool IsEnded { get; private set; }

    internal async ValueTask<bool> BeforeAsync(NextStep next, CancellationToken cancellation)
    {
        text.Show(next);
        if (goesOn || next.Activity is null || (until is not null && !Is(next.Path, until)))
        {
            return true;
        }

        until = null;
        return await AskAsync(cancellation).ConfigureAwait(false);
    }

    internal void After(Fact fact)
    {
        switch (fact)
        {
            case StepSkipped skipped:
                ui.Out.WriteLine(
                    $"– {Path(fact)}: {ui.Say(Says.DebugNotFulfilled(Visible.Text(skipped.Condition)))}{StepText.Seen(skipped.Seen)}"
                );
                break;
            case StepSucceeded done:
                ui.Out.WriteLine($"  ✓ {Path(fact)}");
                text.Members(ui.Say(Says.DebugOutputs), done.Outputs);
                break;
            case StepFailed failed:
                Failed(fact, failed.Failure);
                break;
            case UndoFailed failed:
                Failed(fact, failed.Failure);
                break;
            case UndoSucceeded:
                ui.Out.WriteLine($"  ✓ {Path(fact)}: {ui.Say(Says.DebugUndone)}");
                break;
            case RetryScheduled retry:
                var delay = Durations.Show(TimeSpan.FromMilliseconds(retry.DelayMilliseconds), ui.Language);
                ui.Out.WriteLine(
                    $"  ↻ {Path(fact)}: {ui.Say(Says.DebugRetry(retry.Attempt.ToString(CultureInfo.InvariantCulture), delay))}"
                );
                break;
            case RouteTaken route:
                ui.Out.WriteLine($"  → {Path(fact)}{Route(route)}");
                break;
            case StepWaiting:
                ui.Out.WriteLine($"  ? {Path(fact)}: {ui.Say(Says.DebugAsked)}");
                break;
            case PersonAnswered answered:
                ui.Out.WriteLine(
                    $"  ← {Path(fact)}: {ui.Say(Says.DebugAnswered(Visible.Text(answered.By)))} {(answered.Accepted ? "✓" : "✗")}"
                );
                text.Members(ui.Say(Says.DebugAnswers), answered.Values);
                break;
            case RunResumed:
                ui.Out.WriteLine($"! {ui.Say(Says.DebugRestarted)}");
                break;
            case RunFinished finished:
                ui.Out.WriteLine($"■ {finished.Outcome.Word()}{(finished.Failure is { } failure ? " · " + failure.Code : "")}");
                text.Members(ui.Say(Says.DebugOutputs), finished.Outputs);
                break;
        }
    }

    private static bool Is(string path, string step) =>
        StepPath.TryParse(step) is { IsRoot: false } named
        && (StepPath.Parse(path).EndsWith(named) || StepPath.Parse(path).WithoutPasses.EndsWith(named));

    private void Failed(Fact fact, Failure failure) => ui.Out.WriteLine($"  ✗ {Path(fact)}: {failure.Code}: {ui.Words(failure)}");

    private string Route(RouteTaken route) =>
        (route.Path.Length > 0 ? ": " : "")
        + (
            route.Team is { } team
                ? ui.Say(Says.DebugEscalates(route.Code, Visible.Text(team)))
                : ui.Say(Says.DebugRoute(route.Code, route.Taken.Word()))
        );

    private static string Path(Fact fact) => Visible.Text(fact.StepPath ?? "");

    private async Task<bool> AskAsync(CancellationToken cancellation)
    {
        while (true)
        {
            ui.Error.Write($"  {ui.Say(Says.DebugPrompt)} ");
            var word = await Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(cancellation).ConfigureAwait(false);
            switch (word?.Trim())
            {
                case "":
                    return true;
                case "c" or "d":
                    goesOn = true;
                    return true;
                case null or "q" or "k":
                    IsEnded = true;
                    return false;
                case var step when isStep(step):
                    until = step;
                    return true;
                case var other:
                    ui.Error.WriteLine($"  {ui.Say(Says.DebugNoSuchStep(Visible.Text(other)))}");
                    break;
            }
        }
    }
}
