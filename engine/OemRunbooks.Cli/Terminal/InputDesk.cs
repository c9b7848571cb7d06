using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Asks the person at the terminal for inputs of a runbook, one after another, each until it is taken.</summary>
/// <param name="ui">Where it asks.</param>
/// <param name="missing">Says why a path that must be there is not good, or null.</param>
internal sealed class InputDesk(Ui ui, Func<InputDefinition, Value, Failure?> missing)
{
    /// <summary>The value of an input; null when nobody gives one.</summary>
    internal Value? Ask(InputDefinition input)
    {
        var bounds = input.Bounds;
        ui.Error.WriteLine(Ui.Colour($"  {Visible.Text(input.Title.In(ui.Language))} ({input.Name})", "1", ui.ErrorColour));
        if (input.Description is { } description)
        {
            ui.Error.WriteLine($"    {Visible.Text(description.In(ui.Language))}");
        }

        var choices = input.Choices.IsEmpty ? "" : " " + string.Join(", ", input.Choices);
        ui.Error.WriteLine($"    {Visible.Text(ui.Say(bounds.Wanted()) + choices)}");
        while (Read(input) is { Length: > 0 } answer)
        {
            var given = Value.Of(answer);
            if (bounds.Take(given) is not { } taken)
            {
                ui.Fail(
                    Faults.InputInvalid(
                        input.Name,
                        bounds.Wanted(),
                        input.Type == InputType.Secret ? "…" : answer,
                        input.Choices.IsEmpty ? null : input.Choices
                    )
                );
            }
            else if (missing(input, taken) is { } problem)
            {
                ui.Fail(problem);
            }
            else
            {
                return given;
            }
        }

        return null;
    }

    private string? Read(InputDefinition input)
    {
        const string prompt = "    > ";
        if (input.Type == InputType.Secret)
        {
            return Passphrases.Hidden(ui, prompt).Trim();
        }

        ui.Error.Write(prompt);
        return Console.In.ReadLine()?.Trim();
    }
}
