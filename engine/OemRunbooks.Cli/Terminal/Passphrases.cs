using System.Text;
using OemRunbooks.Cli.Shell;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Asks at the terminal for a key's passphrase, unseen.</summary>
internal static class Passphrases
{
    /// <summary>The passphrase of a key; null when nobody can be asked.</summary>
    internal static string? Ask(Ui ui, string key)
    {
        if (!Ui.IsInteractive)
        {
            return null;
        }

        return Hidden(ui, ui.Say(Says.DeskPassphrase(key)) + " ");
    }

    /// <summary>A line that is not shown while it is typed.</summary>
    internal static string Hidden(Ui ui, string prompt)
    {
        using var unseen = OperatingSystem.IsWindows() ? null : new Unseen();
        ui.Error.Write(prompt);
        var text = OperatingSystem.IsWindows() ? KeyByKey() : Console.In.ReadLine() ?? "";
        ui.Error.WriteLine();
        return text;
    }

    private static string KeyByKey()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } pressed)
        {
            if (pressed.Key != ConsoleKey.Backspace)
            {
                text.Append(pressed.KeyChar);
            }
            else if (text.Length > 0)
            {
                text.Length--;
            }
        }

        return text.ToString();
    }
}
