using OemRunbooks.Cli.Shell;

namespace OemRunbooks.Cli.Terminal;

/// <summary>The words of a run's state.</summary>
internal static class StateWords
{
    internal static string Of(Ui ui, string state) => state switch
    {
        "succeeded" => ui.Say("powodzenie", "succeeded"),
        "failed" => ui.Say("niepowodzenie", "failed"),
        "escalated" => ui.Say("eskalowano", "escalated"),
        "rolled-back" => ui.Say("wycofano", "rolled back"),
        "cancelled" => ui.Say("anulowano", "cancelled"),
        "running" => ui.Say("w toku", "running"),
        "waiting" => ui.Say("czeka na osobę", "waiting"),
        "answered" => ui.Say("jest odpowiedź, można wznowić", "answered, can be resumed"),
        "interrupted" => ui.Say("przerwano", "interrupted"),
        "damaged" => ui.Say("uszkodzony dziennik", "damaged journal"),
        _ => state,
    };
}
