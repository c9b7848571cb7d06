using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Cli.Commands;

/// <summary>The words of the command line's own codes.</summary>
internal static class CliMessages
{
    internal static IReadOnlyList<Message> All { get; } =
    [
        new("report.no-start", new("dziennik nie zaczyna się od run.started", "the journal does not begin with run.started"), new("przekazać katalog przebiegu zespołowi L3", "give the run's directory to team L3")),
        new("report.too-large", new("raport przekracza {limit} znaków", "the report exceeds {limit} characters"), new("użyć --format json", "use --format json")),
        new("run.none", new("na tym stanowisku nie ma przebiegu do wznowienia", "there is no run to resume on this station"), new("sprawdzić: runbook runs", "see: runbook runs")),
        new("input.file-missing", new("wejście „{name}”: nie ma „{path}”", "input \"{name}\": \"{path}\" does not exist"), new("sprawdzić nośnik i ścieżkę albo podać --set {name}=ŚCIEŻKA", "check the medium and the path, or give --set {name}=PATH")),
        new("activity.unknown", new("nieznana czynność „{name}” {closest}", "unknown activity \"{name}\" {closest}"), new("sprawdzić: runbook activities", "see: runbook activities")),
        new("code.unknown", new("nieznany kod „{name}” {closest}", "unknown code \"{name}\" {closest}"), new("sprawdzić: runbook explain", "see: runbook explain")),
        new("confirm.nothing-ticked", new("nie odhaczono żadnego punktu listy ({items})", "no item of the list was ticked ({items})"), new("podać --tick PUNKT przy każdym wykonanym albo --tick all; odmowa: --reject", "give --tick ITEM for each that is done, or --tick all; to refuse: --reject")),
        new("record.unfinished", new("przebieg „{run}” ani się nie skończył, ani na nikogo nie czeka", "run \"{run}\" has neither ended nor waits for anybody"), new("najpierw go wznowić: runbook resume {run}", "resume it first: runbook resume {run}")),
        new("record.deviation", new("odstępstwa człowieka przy kroku „{step}” test nie powtórzy", "the test does not repeat a person's deviation at step \"{step}\""), new("poprawić expect ręcznie", "mend expect by hand")),
        new("record.code", new("kodu {code} kroku „{step}” test nie powtórzy", "the test does not repeat code {code} of step \"{step}\""), new("poprawić odpowiedzi ręcznie", "mend the answers by hand")),
        new("record.differs", new("nagrany test nie przechodzi: {code} ({expected} → {found})", "the recorded test does not pass: {code} ({expected} → {found})"), new("poprawić go ręcznie; najczęściej brakuje faktu, którego nie ma w dzienniku", "mend it by hand; most often a fact is missing that no journal holds")),
        new("record.not-appended", new("do pliku „{path}” nie można bezpiecznie dopisać testu", "the test can't be added to \"{path}\" safely"), new("plik musi kończyć się listą tests; bez --out test jest wypisywany", "the file must end with the list tests; without --out the test is printed")),
        new("journal.none-here", new("w katalogu „{path}” nie ma żadnego dziennika", "there is no journal in the directory \"{path}\""), new("podać katalog przebiegu, katalog z przebiegami (var/runbook/runs) albo stanowisko", "give a run's directory, a directory of runs (var/runbook/runs), or a station")),
        new("replay.input-unknown", new("zmieniony runbook ma wejście „{name}”, którego przebieg nie znał", "the edited runbook has an input \"{name}\" that the run did not know"), new("nadać wejściu wartość domyślną niezależną od stanowiska i sprawdzić zmianę testem: runbook test", "give the input a default that does not depend on the station, and check the edit by a test: runbook test")),
        new("graph.nothing-named", new("nie podano, który runbook narysować", "no runbook to draw was named"), new("podać nazwę albo plik, na przykład: runbook graph client-update; dla przebiegu: --run last", "name one or give its file, such as: runbook graph client-update; for a run: --run last")),
        new("graph.other-runbook", new("przebieg {run} wykonywał runbook „{runbook}”, nie „{name}”", "run {run} was a run of \"{runbook}\", not of \"{name}\""), new("pominąć nazwę: z --run rysowana jest definicja, którą przebieg zachował", "leave the name out: with --run the definition that the run kept is drawn")),
        new("schema.unknown", new("nie ma schematu „{name}” {closest}", "there is no schema \"{name}\" {closest}"), new("podać runbook, journal, report, test albo teams", "give runbook, journal, report, test or teams")),
        new("new.exists", new("„{path}” już istnieje", "\"{path}\" exists already"), new("wybrać inną nazwę albo edytować ten plik", "choose another name, or edit this file")),
        new("new.answer-invalid", new("{name}: „{value}” nie pasuje", "{name}: \"{value}\" does not fit"), new("dozwolone: {allowed}", "allowed: {allowed}")),
        new("test.missing", new("runbook „{name}” nie ma testów scenariuszowych", "runbook \"{name}\" has no scenario tests"), new("utworzyć obok niego plik {path}", "make the file {path} beside it")),
        new("test.coverage-low", new("testy runbooka „{name}” pokrywają {percent}%, a wymagane jest {least}%", "the tests of runbook \"{name}\" cover {percent}%, and {least}% are demanded"), new("dopisać testy tego, co wymienia lista braków", "add tests for what the list of gaps names")),
    ];
}
