using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Engine.Text;

/// <content>The words of scenario tests: what is wrong with a test file, and what came otherwise than expected.</content>
public static partial class EngineMessages
{
    private static IEnumerable<Message> Scenarios() =>
    [
        Say("RB0701", "ta czynność nie zgłasza kodu „{word}”", "this activity does not fail with \"{word}\"", "{guess?znane:|czy chodziło o:} {hint}", "{guess?known:|did you mean} {hint}"),
        Say("RB0702", "wyjście „{name}” nie przyjmuje tej wartości (typ: {type})", "output \"{name}\" does not take this value (type: {type})", "poprawić wartość", "correct the value"),
        Say("RB0703", "na krok „{id}” odpowiada człowiek, nie czynność", "step \"{id}\" is answered by people, not by an activity", "przenieść odpowiedź pod answers", "move the answer under answers"),
        Say("RB0704", "krok „{id}” sam nie wykonuje czynności", "step \"{id}\" does not carry out an activity itself", "podać odpowiedź dla kroku wewnątrz niego", "give the answer for a step inside it"),
        Say("RB0705", "krok „{id}” nie ma ograniczenia czasu, więc nie może go przekroczyć", "step \"{id}\" has no time limit that could run out", "dodać timeout w runbooku albo usunąć timesOut", "add a timeout in the runbook, or remove timesOut"),
        Say("RB0706", "wejście „{name}” nie przyjmuje tej wartości (typ: {type}) {allowed}", "input \"{name}\" does not take this value (type: {type}) {allowed}", "poprawić wartość", "correct the value"),
        Say("RB0707", "brakuje wymaganego wejścia „{name}”", "required input \"{name}\" is missing", "dopisać je pod inputs", "add it under inputs"),
        Say("RB0708", "nie można obliczyć wartości domyślnej wejścia {name} ({code})", "the default of an input {name} cannot be computed ({code})", "podać wartość pod inputs albo fakty pod station", "give a value under inputs, or facts under station"),
        Say("RB0709", "„{key}” nie może stać obok „{other}”", "\"{key}\" can't stand beside \"{other}\"", "zostawić jedno z nich", "keep one of them"),
        Say("RB0710", "krok „{id}” o nic nie pyta", "step \"{id}\" asks nobody", "odpowiedź czynności zapisuje się pod activities", "what an activity answers stands under activities"),
        Say("RB0711", "awaria musi być dokładnie jedną z: crashAfter, crashIn, crashInUndo", "a fault must be exactly one of crashAfter, crashIn, crashInUndo", "zostawić jeden z tych kluczy", "keep one of these keys"),
        Say("RB0712", "krok „{id}” nie ma cofania", "step \"{id}\" has no compensation", "dodać compensate w runbooku albo usunąć ten klucz", "add compensate in the runbook, or remove this key"),
        Say("RB0713", "odpowiedź na krok „{id}” nie ma terminu", "an answer to step \"{id}\" has no term", "dodać expiresAfter w runbooku albo usunąć expires", "add expiresAfter in the runbook, or remove expires"),
        Say("RB0714", "runbook nie eskaluje do zespołu „{word}”", "the runbook does not escalate to team \"{word}\"", "{guess?znane:|czy chodziło o:} {hint}", "{guess?known:|did you mean} {hint}"),
        Say("RB0715", "runbook nie ma wyjścia „{word}”", "the runbook has no output \"{word}\"", "{guess?znane:|czy chodziło o:} {hint}", "{guess?known:|did you mean} {hint}"),
        Say("RB0716", "nie ma runbooka, którego dotyczą te testy: {path}", "there is no runbook to these tests: {path}", "utworzyć go albo usunąć plik testów", "make it, or remove the file of tests"),
        Say("scenario.path", "drogi rozchodzą się na kroku {number}: oczekiwano „{expected}”, był „{found}”", "the paths part at step {number}: expected \"{expected}\", found \"{found}\"", "przebyta droga: {path}", "the path taken: {path}"),
        Say("scenario.path-short", "przebieg skończył się przed krokiem {number}: oczekiwano „{expected}”, był koniec ({outcome}) {reason}", "the run ended before step {number}: expected \"{expected}\", found its end ({outcome}) {reason}", "przebyta droga: {path}", "the path taken: {path}"),
        Say("scenario.path-long", "przebieg poszedł dalej: oczekiwano końca, a krok {number} to „{found}”", "the run went on: expected its end, but step {number} is \"{found}\"", "przebyta droga: {path}", "the path taken: {path}"),
        Say("scenario.outcome", "inny wynik: oczekiwano {expected}, był {found} {reason}", "another outcome: expected {expected}, found {found} {reason}", "sprawdzić odpowiedzi czynności i drogi po niepowodzeniu", "check the answers of activities and the routes after a failure"),
        Say("scenario.escalated-to", "inny zespół: oczekiwano {expected}, był {found}", "another team: expected {expected}, found {found}", "pierwsza pasująca reguła escalations decyduje", "the first rule of escalations that matches decides"),
        Say("scenario.code", "inny kod niepowodzenia: oczekiwano {expected}, był {found}", "another failure code: expected {expected}, found {found}", "sprawdzić, który krok się nie powiódł", "see which step failed"),
        Say("scenario.output", "inne wyjście „{name}”: oczekiwano {expected}, było {found}", "another output \"{name}\": expected {expected}, found {found}", "sprawdzić outputs runbooka", "check the runbook's outputs"),
        Say("scenario.skipped", "pominięto inne kroki: oczekiwano {expected}, było {found}", "other steps were skipped: expected {expected}, found {found}", "sprawdzić warunki when", "check the when conditions"),
        Say("scenario.compensated", "cofnięto inne kroki: oczekiwano {expected}, było {found}", "other steps were undone: expected {expected}, found {found}", "kroki cofa się od ostatniego ukończonego", "steps are undone from the last completed one"),
        Say("scenario.input", "krok „{step}” dostał inną wartość pola „{field}”: oczekiwano {expected}, było {found}", "step \"{step}\" got another value of \"{field}\": expected {expected}, found {found}", "sprawdzić wyrażenie pod with", "check the expression under with"),
        Say("scenario.attempts", "inna liczba prób kroku „{step}”: oczekiwano {expected}, było {found}", "another number of attempts of \"{step}\": expected {expected}, found {found}", "sprawdzić retry", "check retry"),
        Say("scenario.journal", "w dzienniku nie ma wpisu: {expected} (po tych, które go poprzedzają)", "the journal holds no entry: {expected} (after those before it)", "wpisy tego rodzaju: {types}", "entries of this type: {types}"),
        Say("scenario.remarks", "inne uwagi: oczekiwano {expected}, było {found}", "other remarks: expected {expected}, found {found}", "sprawdzić remarks w odpowiedziach czynności", "check remarks among the answers of activities"),
        Say("scenario.not-started", "krok „{step}” się nie zaczął, więc nie dostał żadnych pól", "step \"{step}\" did not begin, so it got no fields", "sprawdzić drogę przebiegu", "check the path of the run"),
        Say("scenario.answer-refused", "odpowiedź na krok „{step}” nie została przyjęta ({code})", "an answer to step \"{step}\" was not taken ({code})", "poprawić odpowiedź pod answers", "correct it under answers"),
        Say("scenario.fault-unused", "awaria przy kroku „{step}” nie nastąpiła", "the fault at step \"{step}\" did not happen", "przebieg nie doszedł do tego kroku", "the run did not come to this step"),
        Say("scenario.stuck", "scenariusz nie doszedł do końca", "the scenario came to no end", "zgłosić błąd programu razem z plikiem testu", "report a defect of the program, with the test file"),
    ];
}
