using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Asks once at the terminal who does the work; the station remembers it.</summary>
internal static class OperatorDesk
{
    /// <summary>Asks where nobody said it yet and somebody can be asked.</summary>
    /// <param name="ui">The terminal.</param>
    /// <param name="work">The station.</param>
    /// <param name="unasked">Whether this is to go on without questions.</param>
    internal static void Ask(Ui ui, Workplace work, bool unasked = false)
    {
        if (unasked || ui.IsJson || !Ui.IsInteractive || Operators.Find(work) is not { From: OperatorSource.Account, Name: var account })
        {
            return;
        }

        while (true)
        {
            ui.Error.Write($"{ui.Say(Says.OperatorAsk(Visible.Text(account)))} ");
            if (Console.In.ReadLine() is not { } answer)
            {
                return;
            }

            var name = answer.Trim() is { Length: > 0 } given ? given : account;
            if (Operators.Named(name) is null)
            {
                var shown = name.Length > Operators.Longest ? name[..Operators.Longest] + "…" : name;
                ui.Fail(Faults.OperatorInvalid(shown, Operators.Longest));
                continue;
            }

            Operators.Remember(work, name);
            ui.Error.WriteLine(ui.Say(Says.OperatorRemembered));
            return;
        }
    }
}
