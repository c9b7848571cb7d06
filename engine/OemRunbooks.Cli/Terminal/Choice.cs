using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Lets somebody choose one of several lines, by arrow keys or by number.</summary>
/// <remarks>
/// A terminal that can't move its cursor, and one that nobody can read key by key, gets a numbered list and asks for a number: a screen
/// reader reads that too. Source: ADR 0021.
/// </remarks>
internal sealed class Choice(Ui ui)
{
    private const int Narrowest = 20;
    private const int Usual = 80;

    /// <summary>The place of the chosen line, from 0; null when nobody chose one.</summary>
    internal int? Ask(string title, IReadOnlyList<string> lines)
    {
        ui.Error.WriteLine();
        ui.Error.WriteLine(Ui.Colour(Visible.Text(title), "1", ui.ErrorColour));
        if (Environment.GetEnvironmentVariable("TERM") is null or "dumb" or "" || Keyboard.Take() is not { } keys)
        {
            return ByNumber(lines);
        }

        using (keys)
        {
            return ByKeys(lines);
        }
    }

    private int? ByNumber(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            ui.Error.WriteLine($"  {Number(i)}. {Visible.Text(lines[i])}");
        }

        while (true)
        {
            ui.Error.Write($"{ui.Say(Says.MenuNumber(lines.Count))} ");
            if (Console.In.ReadLine()?.Trim() is not { } answer || answer is "q" or "")
            {
                return null;
            }

            if (
                int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= 1
                && number <= lines.Count
            )
            {
                return number - 1;
            }
        }
    }

    private int? ByKeys(IReadOnlyList<string> lines)
    {
        var at = 0;
        Show(lines, at);
        while (true)
        {
            var key = Keyboard.Read(out var digit);
            switch (key)
            {
                case Pressed.Enter:
                    return at;
                case Pressed.Leave:
                    return null;
                case Pressed.Up or Pressed.Down:
                    at = (at + (key == Pressed.Up ? lines.Count - 1 : 1)) % lines.Count;
                    break;
                case Pressed.First or Pressed.Last:
                    at = key == Pressed.First ? 0 : lines.Count - 1;
                    break;
                case Pressed.Digit when digit >= 1 && digit <= lines.Count:
                    at = digit - 1;
                    if (lines.Count <= 9)
                    {
                        Again(lines, at);
                        return at;
                    }

                    break;
            }

            Again(lines, at);
        }
    }

    private void Again(IReadOnlyList<string> lines, int at)
    {
        ui.Error.Raw.Write($"\u001b[{(lines.Count + 1).ToString(CultureInfo.InvariantCulture)}A");
        Show(lines, at);
    }

    // A line is cut to the terminal's width: one that wraps would be two, and the cursor would come back to the wrong one.
    private void Show(IReadOnlyList<string> lines, int at)
    {
        var width = ui.Error.Columns is >= Narrowest and var columns ? columns : Usual;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = Cut($"{(i == at ? "▶" : " ")} {Number(i).PadLeft(lines.Count > 9 ? 2 : 1)}. {Visible.Text(lines[i])}", width - 1);
            ui.Error.Raw.Write($"\r{Ui.Colour(line, "7", i == at && ui.ErrorColour)}\u001b[K\n");
        }

        ui.Error.Raw.Write($"\r{Cut(ui.Say(Says.MenuKeys), width - 1)}\u001b[K\n");
    }

    private static string Cut(string line, int width) => line.Length <= width ? line : line[..(width - 1)] + "…";

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
