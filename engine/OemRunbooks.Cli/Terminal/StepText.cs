using System.Globalization;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Terminal;

/// <summary>Shows what a run is about to do: the step, on what condition, with which inputs.</summary>
internal sealed class StepText(Ui ui, Prose into, bool colour)
{
    private const int MostShown = 200;

    internal void Show(NextStep next)
    {
        if (next.IsSkipped)
        {
            var condition = ui.Say(Says.DebugNotFulfilled(Visible.Text(next.Condition ?? "")));
            into.WriteLine($"– {Visible.Text(next.Path)}: {condition}{Seen(next.Seen)}");
            return;
        }

        var id = Visible.Text(next.Path);
        var title = Visible.Text(next.Title.In(ui.Language));
        var attempt = next.Attempt > 1 ? ", " + ui.Say(Says.DebugAttempt(next.Attempt.ToString(CultureInfo.InvariantCulture))) : "";
        var activity = next.Activity is { } name ? $" · {name}{attempt}" : "";
        var named = title == id ? id : $"{id}: {title}";
        var sign = next.IsUndo ? $"↶ {ui.Say(Says.DebugUndoes)}" : "▶";
        into.WriteLine(Ui.Colour($"{sign} {named}{activity}", "1", colour));
        if (next.Condition is { } fulfilled)
        {
            into.WriteLine($"    {ui.Say(Says.DebugFulfilled(Visible.Text(fulfilled)))}{Seen(next.Seen)}");
        }

        Members(ui.Say(Says.DebugInputs), next.Inputs);
    }

    /// <summary>Values by name, each on its line; nothing when there are none.</summary>
    internal void Members(string heading, Value values)
    {
        if (values.Members.IsEmpty)
        {
            return;
        }

        into.WriteLine($"    {heading}:");
        foreach (var (name, value) in values.Members)
        {
            into.WriteLine($"      {Visible.Text(name)} = {Shown(value)}");
        }
    }

    /// <summary>What a condition read, in brackets.</summary>
    internal static string Seen(Value seen) =>
        seen.Members.IsEmpty ? "" : $"  [{string.Join(", ", seen.Members.Select(static m => $"{m.Key} = {Shown(m.Value)}"))}]";

    private static string Shown(Value value)
    {
        var text = value.Kind is ValueKind.Text or ValueKind.Secret ? value.ToText() : CanonicalJson.Text(value.Recorded());
        return Visible.Text(text.Length <= MostShown ? text : text[..MostShown] + "…");
    }
}
