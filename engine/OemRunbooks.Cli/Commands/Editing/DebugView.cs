using OemRunbooks.Cli.Shell;
using OemRunbooks.Cli.Terminal;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Workshop.Debugging;

namespace OemRunbooks.Cli.Commands.Editing;

/// <summary>Shows a scenario step by step; on a terminal it stops before each step and takes a word.</summary>
/// <param name="ui">Where.</param>
/// <param name="isAsking">Whether somebody is there to be asked.</param>
/// <param name="isStep">Whether there is a step of that name.</param>
internal sealed class DebugView(Ui ui, bool isAsking, Func<string, bool> isStep)
{
    private readonly StepText text = new(ui, ui.Out, ui.OutColour);
    private readonly StepLines lines = new(ui.Messages, ui.Language);
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
        foreach (var line in lines.After(fact))
        {
            ui.Out.WriteLine(line);
        }
    }

    private static bool Is(string path, string step) =>
        StepPath.TryParse(step) is { IsRoot: false } named
        && (StepPath.Parse(path).EndsWith(named) || StepPath.Parse(path).WithoutPasses.EndsWith(named));

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
