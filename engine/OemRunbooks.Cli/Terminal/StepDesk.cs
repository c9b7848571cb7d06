using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Stops before each step of a run and asks the person at the terminal whether it is done.</summary>
internal sealed class StepDesk(Ui ui, TerminalDesk desk) : IStepper
{
    private readonly StepText text = new(ui, ui.Error, ui.ErrorColour);
    private bool goesOn;

    public async ValueTask<bool> GoesOnAsync(NextStep next, CancellationToken cancellation)
    {
        if (goesOn || (next.Activity is null && next.Condition is null))
        {
            return true;
        }

        ui.Error.WriteLine();
        text.Show(next);
        return next.Activity is null || await AskAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<bool> AskAsync(CancellationToken cancellation)
    {
        desk.DropTyped();
        while (await desk.ReadAsync($"  {ui.Say(Says.StepPrompt)} ", cancellation).ConfigureAwait(false) is { } word)
        {
            switch (word.Trim().ToLowerInvariant())
            {
                case "" or "t" or "tak" or "y" or "yes":
                    return true;
                case "d" or "c":
                    goesOn = true;
                    return true;
                case "z" or "s" or "q":
                    return false;
            }
        }

        return false;
    }
}
