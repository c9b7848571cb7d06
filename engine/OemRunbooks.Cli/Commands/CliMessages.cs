using OemRunbooks.Engine.Text;

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
        new("schema.unknown", new("nie ma schematu „{name}” {closest}", "there is no schema \"{name}\" {closest}"), new("podać runbook, journal, report, test albo teams", "give runbook, journal, report, test or teams")),
        new("new.exists", new("„{path}” już istnieje", "\"{path}\" exists already"), new("wybrać inną nazwę albo edytować ten plik", "choose another name, or edit this file")),
        new("new.answer-invalid", new("{name}: „{value}” nie pasuje", "{name}: \"{value}\" does not fit"), new("dozwolone: {allowed}", "allowed: {allowed}")),
        new("test.missing", new("runbook „{name}” nie ma testów scenariuszowych", "runbook \"{name}\" has no scenario tests"), new("utworzyć obok niego plik {path}", "make the file {path} beside it")),
        new("test.coverage-low", new("testy runbooka „{name}” pokrywają {percent}%, a wymagane jest {least}%", "the tests of runbook \"{name}\" cover {percent}%, and {least}% are demanded"), new("dopisać testy tego, co wymienia lista braków", "add tests for what the list of gaps names")),
    ];
}
