namespace OemRunbooks.Language.Vocabulary;

/// <summary>The keys of a runbook file. Source: language.md, "Rules".</summary>
internal static class RunbookKeys
{
    internal static KeyTable Runbook { get; } = new("runbook", new("Runbook", "The runbook"),
    [
        new("schemaVersion", KeyKind.Word, new("wersja języka, w cudzysłowie", "the language's version, in quotes")) { Required = true, Words = ["1.0"] },
        new("id", KeyKind.Id, new("nazwa, pod którą runbook się uruchamia; taka jak nazwa pliku", "the name by which the runbook is run; that of its file")) { Required = true },
        new("aliases", KeyKind.Texts, new("dalsze nazwy, pod którymi można go uruchomić", "further names by which it can be run")),
        new("version", KeyKind.Version, new("wersja runbooka; podnosi się ją przy każdej zmianie", "the runbook's version; raised with each change")) { Required = true },
        new("name", KeyKind.Localized, new("tytuł pokazywany na liście i w raporcie", "the title, shown in the list and the report")) { Required = true },
        new("description", KeyKind.Localized, new("co runbook robi i kiedy się go używa", "what the runbook does and when it is used")),
        new("inputs", KeyKind.TablesByName, new("wartości podawane przy uruchomieniu; sprawdzane wszystkie naraz, zanim zacznie się pierwszy krok", "the values given when it is run; all checked before the first step begins")) { Of = "input" },
        new("vars", KeyKind.Templates, new("wartości obliczane raz i używane w wielu miejscach: `${{ vars.NAZWA }}`", "values computed once and used in many places: `${{ vars.NAME }}`")),
        new("defaults", KeyKind.Table, new("co obowiązuje w krokach, które nie mówią inaczej", "what holds for steps that don't say otherwise")) { Of = "defaults" },
        new("steps", KeyKind.Tables, new("kroki, po kolei", "the steps, one after another")) { Required = true, Of = "step" },
        new("escalations", KeyKind.Tables, new("który zespół przejmuje sprawę po którym niepowodzeniu; liczy się pierwsza pasująca reguła", "which team takes over after which failure; the first rule that matches counts")) { Of = "escalation" },
        new("finally", KeyKind.Tables, new("kroki wykonywane zawsze na końcu, także po eskalacji i przerwaniu", "steps carried out at the end in every case, also after an escalation or a cancellation")) { Of = "step" },
        new("outputs", KeyKind.Templates, new("co runbook oddaje po sobie: raportowi i temu, kto go wywołał", "what the runbook gives back: to the report and to its caller")),
    ]);

    internal static KeyTable Input { get; } = new("input", new("Wejście", "An input"),
    [
        new("type", KeyKind.Word, new("rodzaj wartości", "the kind of value")) { Required = true, Words = ["string", "integer", "number", "boolean", "choice", "duration", "size", "file", "directory", "path", "list", "secret", "version"] },
        new("required", KeyKind.Flag, new("czy wartość trzeba podać", "whether a value must be given")) { Default = "false" },
        new("default", KeyKind.Template, new("wartość, gdy żadnej nie podano", "the value when none is given")),
        new("choices", KeyKind.Texts, new("dozwolone wartości (typ `choice`)", "the allowed values (type `choice`)")),
        new("pattern", KeyKind.Text, new("wyrażenie regularne, do którego musi pasować cały tekst", "a regular expression that the whole text must match")),
        new("min", KeyKind.Number, new("najmniejsza liczba, liczba bajtów, milisekund albo elementów", "the least number, count of bytes, milliseconds or items")),
        new("max", KeyKind.Number, new("największa z tych samych", "the greatest of the same")),
        new("mustExist", KeyKind.Flag, new("czy plik lub katalog musi istnieć, zanim zacznie się pierwszy krok", "whether the file or directory must be there before the first step begins")) { Default = "false" },
        new("name", KeyKind.Localized, new("jak wejście nazywają ludzie", "what people call the input")),
        new("description", KeyKind.Localized, new("co podać i skąd to wziąć", "what to give and where to find it")),
    ]);

    internal static KeyTable Defaults { get; } = new("defaults", new("Wartości domyślne kroków", "Defaults of steps"),
    [
        new("timeout", KeyKind.Duration, new("najdłuższy czas każdej czynności", "the longest time of each activity")),
    ]);

    internal static KeyTable Step { get; } = new("step", new("Krok", "A step"),
    [
        new("id", KeyKind.Id, new("nazwa kroku, jedyna w runbooku", "the step's name, unique in the runbook")) { Required = true },
        new("name", KeyKind.Localized, new("tytuł kroku widoczny podczas pracy i w raporcie", "the step's title, seen while it runs and in the report")),
        new("action", KeyKind.Activity, new("czynność, którą krok wykonuje", "the activity that the step carries out")),
        new("with", KeyKind.With, new("wejścia czynności", "the activity's inputs")),
        new("parallel", KeyKind.Tables, new("kroki wykonywane obok siebie", "steps carried out side by side")) { Of = "step" },
        new("maxParallel", KeyKind.Number, new("ile kroków z `parallel` może trwać naraz", "how many of the `parallel` steps may run at a time")) { Min = 1, Max = 64 },
        new("forEach", KeyKind.Table, new("powtarza `steps` dla każdego elementu listy", "repeats `steps` for each item of a list")) { Of = "forEach" },
        new("steps", KeyKind.Tables, new("kroki grupy albo pętli, po kolei", "the steps of a group or loop, one after another")) { Of = "step" },
        new("when", KeyKind.Condition, new("warunek; gdy nie jest spełniony, krok zostaje pominięty", "the condition; when it does not hold, the step is skipped")),
        new("timeout", KeyKind.Duration, new("najdłuższy czas kroku", "the longest time that the step may take")),
        new("onFailure", KeyKind.Word, new("co dalej po niepowodzeniu, którego nic nie przejęło: koniec, następny krok albo wycofanie zmian", "what follows a failure that nothing caught: the end, the next step, or undoing what was done")) { Words = ["abort", "continue", "rollback"], Default = "abort" },
        new("catch", KeyKind.Tables, new("co zrobić po określonych niepowodzeniach; liczy się pierwsza pasująca klauzula", "what to do after certain failures; the first clause that matches counts")) { Of = "catch" },
        new("retry", KeyKind.Table, new("ponawianie czynności", "trying the activity again")) { Of = "retry" },
        new("compensate", KeyKind.Table, new("jak cofnąć krok, gdy po nim następuje wycofanie zmian", "how the step is undone when a rollback follows")) { Of = "compensate" },
        new("onInterrupted", KeyKind.Word, new("co znaczy przerwanie w środku kroku: powtórzyć, sprawdzić stan, zapytać człowieka, zakończyć; może być tylko ostrzejsze niż u czynności", "what an interruption in the middle means: repeat, look, ask a person, end; may only be stricter than the activity's own")) { Words = ["rerun", "verify", "ask", "abort"] },
    ]);

    internal static KeyTable ForEach { get; } = new("forEach", new("Pętla", "A loop"),
    [
        new("in", KeyKind.Template, new("lista", "the list")) { Required = true },
        new("as", KeyKind.Text, new("nazwa elementu w wyrażeniach", "the item's name in expressions")) { Default = "item" },
        new("maxParallel", KeyKind.Number, new("ile przebiegów pętli może trwać naraz", "how many passes may run at a time")) { Min = 1, Max = 64, Default = "1" },
    ]);

    internal static KeyTable Retry { get; } = new("retry", new("Ponawianie", "Trying again"),
    [
        new("maxAttempts", KeyKind.Number, new("ile prób łącznie z pierwszą", "how many attempts, the first one included")) { Required = true, Min = 1, Max = 100 },
        new("delay", KeyKind.Duration, new("przerwa przed drugą próbą", "the wait before the second attempt")) { Default = "1s" },
        new("backoff", KeyKind.Number, new("ile razy dłuższa jest każda następna przerwa", "how many times longer each further wait is")) { Min = 1, Max = 10, Default = "1" },
        new("maxDelay", KeyKind.Duration, new("najdłuższa przerwa", "the longest wait")) { Default = "5m" },
        new("on", KeyKind.Codes, new("po których kodach ponawiać; bez tego po tych, które mogą ustąpić same", "after which codes; without it, after those that may pass by themselves")),
    ]);

    internal static KeyTable Catch { get; } = new("catch", new("Klauzula `catch`", "A `catch` clause"),
    [
        new("on", KeyKind.Codes, new("kody, które klauzula przejmuje; `rodzina.*` to wszystkie kody rodziny", "the codes that the clause catches; `family.*` stands for all of a family")) { Required = true },
        new("steps", KeyKind.Tables, new("kroki wykonywane wtedy", "the steps carried out then")) { Of = "step" },
        new("then", KeyKind.Word, new("co dalej po nich", "what follows them")) { Words = ["continue", "abort", "rollback"], Default = "continue" },
    ]);

    internal static KeyTable Compensate { get; } = new("compensate", new("Cofnięcie kroku", "Undoing a step"),
    [
        new("action", KeyKind.Activity, new("czynność, która cofa krok", "the activity that undoes the step")) { Required = true },
        new("with", KeyKind.With, new("jej wejścia, ustalane w chwili zakończenia kroku", "its inputs, settled when the step completes")),
    ]);

    internal static KeyTable Escalation { get; } = new("escalation", new("Reguła eskalacji", "An escalation rule"),
    [
        new("on", KeyKind.Codes, new("kody niepowodzeń, których dotyczy reguła", "the failure codes that the rule is for")) { Required = true },
        new("team", KeyKind.Text, new("zespół z pliku `teams.yaml`", "a team of `teams.yaml`")) { Required = true },
        new("attach", KeyKind.Template, new("pliki dołączane do paczki; wzorce takie jak `var/log/**`", "the files that go into the package; patterns such as `var/log/**`")),
        new("note", KeyKind.Template, new("uwaga dla zespołu", "a note to the team")),
    ]);
}
