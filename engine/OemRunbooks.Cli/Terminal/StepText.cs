using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Station.Workshop.Debugging;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Shows what a run is about to do: the step, on what condition, with which inputs.</summary>
internal sealed class StepText(Ui ui, Prose into, bool colour)
{
    private readonly StepLines lines = new(ui.Messages, ui.Language);

    internal void Show(NextStep next)
    {
        var isFirst = !next.IsSkipped;
        foreach (var line in lines.Before(next))
        {
            into.WriteLine(isFirst ? Ui.Colour(line, "1", colour) : line);
            isFirst = false;
        }
    }
}
