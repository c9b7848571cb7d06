using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Engine.Text;

/// <content>The words of plans: what a station lacks for one, and why an approved one no longer holds.</content>
public static partial class EngineMessages
{
    private static IEnumerable<Message> Plans() =>
    [
        Say("plan.not-writable", "brak prawa zapisu w „{directory}”, potrzebnego dla „{path}”", "no right to write in \"{directory}\", needed for \"{path}\"", "nadać prawo zapisu albo uruchomić z innego konta", "grant the right, or run under another account"),
        Say("plan.space-short", "za mało miejsca na „{path}”: potrzeba {needed} B, wolne {free} B", "too little room for \"{path}\": {needed} B needed, {free} B free", "zwolnić miejsce na tym dysku", "free some room on this disk"),
        Say("plan.malformed", "„{path}” nie jest planem", "\"{path}\" is no plan", "zapisać plan na nowo: runbook run … --plan --out plan.json", "write it anew: runbook run … --plan --out plan.json"),
        Say("plan.other-version", "plan „{path}” jest w postaci {version}, a ten program zna 1.0", "plan \"{path}\" has the form {version}, and this program knows 1.0", "zapisać plan tym programem", "write the plan with this program"),
        Say("plan.other-station", "plan jest z innego stanowiska („{name}”)", "the plan was made on another station (\"{name}\")", "sporządzić i zatwierdzić plan na tym stanowisku", "make and approve a plan on this station"),
        Say("plan.definition-changed", "runbook „{name}” zmienił się od zatwierdzenia planu", "runbook \"{name}\" has changed since the plan was approved", "sporządzić i zatwierdzić nowy plan", "make a new plan and have it approved"),
        Say("plan.inputs-changed", "wejścia są inne niż w planie: {names}", "inputs differ from the plan: {names}", "podać te same wejścia (bez --set i --inputs brane są z planu) albo sporządzić nowy plan", "give the same inputs (without --set and --inputs they are the plan's), or make a new plan"),
        Say("plan.facts-changed", "„{path}” zmieniło się od zatwierdzenia planu", "\"{path}\" has changed since the plan was approved", "sprawdzić, kto to zmienił, i sporządzić nowy plan", "find out who changed it, and make a new plan"),
        Say("plan.steps-changed", "przebieg poszedłby inaczej niż w planie, od kroku „{step}”", "the run would go another way than planned, from step \"{step}\" on", "porównać z nowym planem: runbook run … --plan", "compare with a new plan: runbook run … --plan"),
    ];
}
