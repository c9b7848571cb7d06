using System.Collections.Immutable;

namespace OemRunbooks.Language.Vocabulary;

/// <summary>The keys of a file of scenario tests. Source: docs/…/reference/scenario-tests.md.</summary>
public static class TestKeys
{
    // The language knows no journal; a test holds these equal to the entry types of a run that a scenario can have.
    private static readonly ImmutableArray<string> EntryTypes =
    [
        "run.started", "run.interrupted", "run.resumed", "run.finished",
        "step.started", "step.checkpoint", "step.reconciled", "step.succeeded", "step.failed", "step.skipped", "step.waiting",
        "person.answered", "retry.scheduled", "route.taken",
        "undo.started", "undo.succeeded", "undo.failed", "deviation",
    ];

    /// <summary>The file.</summary>
    public static KeyTable Tests { get; } = new("tests", new("Plik testów", "The test file"),
    [
        new("tests", KeyKind.Tables, new("scenariusze", "the scenarios")) { Required = true, Of = "test" },
    ]);

    /// <summary>A scenario.</summary>
    public static KeyTable Test { get; } = new("test", new("Scenariusz", "A scenario"),
    [
        new("name", KeyKind.Localized, new("tytuł scenariusza", "the scenario's title")) { Required = true },
        new("inputs", KeyKind.Plains, new("wejścia runbooka, jak w `--set`", "the runbook's inputs, as with `--set`")),
        new("station", KeyKind.Table, new("co daje `station.*`", "what `station.*` yields")) { Of = "station" },
        new("activities", KeyKind.TablesOrListsByName, new("co odpowiadają czynności, według kroków; lista odpowiada kolejnym próbom", "what activities answer, by step; a list answers one attempt after another")) { Of = "answer" },
        new("answers", KeyKind.TablesOrListsByName, new("co odpowiadają ludzie, według kroków; lista odpowiada kolejnym pytaniom", "what people answer, by step; a list answers one asking after another")) { Of = "reply" },
        new("faults", KeyKind.Tables, new("kiedy ginie silnik", "when the engine dies")) { Of = "fault" },
        new("expect", KeyKind.Table, new("co musi z tego wyjść", "what must come of it")) { Required = true, Of = "expect" },
    ]);

    /// <summary>The station that a scenario pretends.</summary>
    public static KeyTable Station { get; } = new("station", new("Stanowisko", "The station"),
    [
        new("platform", KeyKind.Text, new("system: linux, macos, windows", "the system: linux, macos, windows")) { Default = "linux" },
        new("architecture", KeyKind.Text, new("architektura procesora", "the processor's architecture")) { Default = "x64" },
        new("name", KeyKind.Text, new("nazwa stanowiska", "the station's name")) { Default = "station" },
        new("os", KeyKind.Text, new("opis systemu", "the system in words")) { Default = "Linux" },
    ]);

    /// <summary>An activity's answer.</summary>
    public static KeyTable Answer { get; } = new("answer", new("Odpowiedź czynności", "An activity's answer"),
    [
        new("outputs", KeyKind.Plains, new("krok się udaje i oddaje te wyjścia; niewymienione są puste", "the step succeeds with these outputs; those that are not named are null")),
        new("fails", KeyKind.Code, new("krok kończy się niepowodzeniem o tym kodzie", "the step fails with this code")),
        new("arguments", KeyKind.Plains, new("argumenty kodu z `fails`", "the arguments of the code in `fails`")),
        new("takes", KeyKind.Duration, new("wirtualny czas, który mija", "the virtual time that passes")),
        new("timesOut", KeyKind.Flag, new("czynność nie kończy się sama, więc mija limit czasu", "the activity never ends by itself, so its limit runs out")),
        new("finds", KeyKind.Word, new("co czynność zastaje po przerwaniu", "what the activity finds after an interruption")) { Words = ["done", "not-begun", "half-done"], Default = "not-begun" },
        new("remarks", KeyKind.Texts, new("kody uwag dołączonych do powodzenia", "codes of remarks that come with a success")),
        new("undo", KeyKind.Table, new("jak kończy się cofnięcie kroku", "how the undoing of the step ends")) { Of = "undo" },
    ]);

    /// <summary>The answer of an undoing.</summary>
    public static KeyTable Undo { get; } = new("undo", new("Odpowiedź cofnięcia", "The answer of an undoing"),
    [
        new("fails", KeyKind.Code, new("cofnięcie kończy się niepowodzeniem o tym kodzie", "the undoing fails with this code")),
        new("arguments", KeyKind.Plains, new("argumenty kodu z `fails`", "the arguments of the code in `fails`")),
    ]);

    /// <summary>A person's answer.</summary>
    public static KeyTable Reply { get; } = new("reply", new("Odpowiedź osoby", "A person's answer"),
    [
        new("declined", KeyKind.Flag, new("osoba odmawia", "the person declines")),
        new("by", KeyKind.Text, new("kto odpowiada", "who answers")) { Default = "person" },
        new("comment", KeyKind.Text, new("komentarz osoby", "the person's comment")),
        new("expires", KeyKind.Flag, new("odpowiedź przychodzi sekundę po terminie", "the answer comes one second after the term")),
        new("confirmed", KeyKind.Flag, new("odpowiedź na `person.confirm`", "the answer to `person.confirm`")),
        new("answers", KeyKind.Plains, new("wartości dla `person.ask`, według pól", "the values for `person.ask`, by field")),
        new("approvedBy", KeyKind.Texts, new("kto zgadza się w `person.approve`", "who agrees in `person.approve`")),
        new("rejectedBy", KeyKind.Text, new("kto nie zgadza się w `person.approve`", "who refuses in `person.approve`")),
        new("ticked", KeyKind.Texts, new("punkty odhaczone w `person.checklist` albo `all`", "the items ticked in `person.checklist`, or `all`")),
        new("comments", KeyKind.Plains, new("komentarze do punktów", "comments by item")),
        new("choice", KeyKind.Word, new("decyzja o kroku, który został przerwany", "the decision about a step that was interrupted")) { Words = ["rerun", "done", "abort"] },
    ]);

    /// <summary>A death of the engine.</summary>
    public static KeyTable Fault { get; } = new("fault", new("Awaria silnika", "A death of the engine"),
    [
        new("crashAfter", KeyKind.Text, new("silnik ginie, gdy wynik kroku jest już w dzienniku", "the engine dies when the step's result is in the journal")),
        new("crashIn", KeyKind.Text, new("silnik ginie w środku kroku", "the engine dies inside the step")),
        new("crashInUndo", KeyKind.Text, new("silnik ginie podczas cofania kroku", "the engine dies while the step is undone")),
        new("clock", KeyKind.Word, new("zegar jest po wznowieniu o godzinę wcześniejszy", "the clock is an hour earlier after the resume")) { Words = ["back"] },
    ]);

    /// <summary>What is expected.</summary>
    public static KeyTable Expect { get; } = new("expect", new("Czego się oczekuje", "What is expected"),
    [
        new("path", KeyKind.Texts, new("kroki, które się zaczęły, po kolei, wszystkie", "the steps that began, in order, all of them")),
        new("outcome", KeyKind.Word, new("jak kończy się przebieg", "how the run ends")) { Words = ["succeeded", "failed", "escalated", "rolled-back", "cancelled", "waiting"] },
        new("escalatedTo", KeyKind.Text, new("zespół, który przejmuje sprawę, albo `null`", "the team that takes over, or `null`")) { OrNull = true },
        new("code", KeyKind.Code, new("kod, z którym przebieg się nie udał, albo `null`", "the code with which the run failed, or `null`")) { OrNull = true },
        new("outputs", KeyKind.Plains, new("wyjścia runbooka", "the runbook's outputs")),
        new("compensated", KeyKind.Texts, new("kroki cofnięte, po kolei, wszystkie", "the steps undone, in order, all of them")),
        new("skipped", KeyKind.Texts, new("kroki pominięte, po kolei, wszystkie", "the steps skipped, in order, all of them")),
        new("inputs", KeyKind.Plains, new("według kroków: wejścia, które dostała czynność", "by step: inputs that its activity was given")),
        new("attempts", KeyKind.NumbersByName, new("według kroków: liczba prób", "by step: how often it was tried")),
        new("remarks", KeyKind.Texts, new("kody uwag, po kolei", "codes of remarks, in order")),
        new("journal", KeyKind.Tables, new("wpisy dziennika, które muszą się w nim znaleźć w tej kolejności", "entries that the journal must hold, in this order")) { Of = "journalEntry" },
    ]);

    /// <summary>An entry that the journal must hold.</summary>
    public static KeyTable JournalEntry { get; } = new("journalEntry", new("Wpis dziennika", "An entry of the journal"),
    [
        new("type", KeyKind.Word, new("rodzaj wpisu", "the entry's type")) { Required = true, Words = EntryTypes },
        new("step", KeyKind.Text, new("krok, którego wpis dotyczy", "the step that it is about")),
        new("data", KeyKind.Plains, new("pola wpisu, które muszą mieć te wartości", "fields of the entry that must have these values")),
    ]);
}
