using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Descriptors;

/// <summary>The activities that the planner itself carries out: people who are asked, and other runbooks.</summary>
public static class PersonActivities
{
    private static readonly Field Prompt = new("prompt", InputType.Localized, new("pytanie pokazywane osobie", "what the person is asked"), Required: true);
    private static readonly Field By = new("by", InputType.String, new("kto odpowiedział", "who answered"));
    private static readonly Field Comment = new("comment", InputType.String, new("komentarz osoby", "the person's comment"));
    private static readonly Field ExpiresAfter = new("expiresAfter", InputType.Duration, new("po jakim czasie odpowiedź jest spóźniona", "after what time an answer comes too late"));

    /// <summary>A yes-or-no question.</summary>
    public static ActivityInfo Confirm { get; } = new("person.confirm", new("Prosi osobę o potwierdzenie (tak/nie).", "Asks a person to confirm (yes/no)."))
    {
        Role = ActivityRole.Person,
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Prompt,
            new("required", InputType.Boolean, new("czy odmowa jest niepowodzeniem kroku", "whether a refusal fails the step")) { Default = "true" },
            new("allowYes", InputType.Boolean, new("czy opcja --yes może potwierdzić za osobę", "whether --yes may answer for the person")) { Default = "false" },
            ExpiresAfter,
        ],
        Outputs = [new("confirmed", InputType.Boolean, new("odpowiedź", "the answer")), By, Comment],
        Errors = [Codes.PersonDeclined, Codes.PersonExpired],
    };

    /// <summary>Typed questions.</summary>
    public static ActivityInfo Ask { get; } = new("person.ask", new("Prosi osobę o podanie wartości.", "Asks a person for values."))
    {
        Role = ActivityRole.Person,
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Prompt,
            new("fields", InputType.List, new("pola: name, type, prompt, required, choices", "fields: name, type, prompt, required, choices"), Required: true)
            {
                Items =
                [
                    new("name", InputType.String, new("nazwa, pod którą odpowiedź trafia do `answers`", "the name under which the answer stands in `answers`"), Required: true),
                    new("type", InputType.Choice, new("rodzaj wartości", "the kind of value")) { Default = "string", Choices = ["string", "integer", "number", "boolean", "choice", "duration", "size", "file", "directory", "path", "list", "version"] },
                    new("prompt", InputType.Localized, new("o co pyta to pole", "what this field asks")),
                    new("required", InputType.Boolean, new("czy pole trzeba wypełnić", "whether the field must be filled in")) { Default = "true" },
                    new("choices", InputType.List, new("dozwolone wartości (typ `choice`)", "the allowed values (type `choice`)")),
                ],
            },
            ExpiresAfter,
        ],
        Outputs = [new("answers", InputType.Map, new("odpowiedzi według nazw pól", "answers by field name")), By, Comment],
        Errors = [Codes.PersonDeclined, Codes.PersonExpired, Codes.PersonInvalidAnswer],
    };

    /// <summary>Consent of one or more people.</summary>
    public static ActivityInfo Approve { get; } = new("person.approve", new("Wymaga zgody jednej lub kilku osób.", "Requires the consent of one or more people."))
    {
        Role = ActivityRole.Person,
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Prompt,
            new("minApprovals", InputType.Integer, new("ile osób musi się zgodzić", "how many people must agree")) { Default = "1" },
            new("notInitiator", InputType.Boolean, new("czy osoba, która uruchomiła przebieg, nie może się zgodzić sama", "whether the person who started the run may not approve")) { Default = "false" },
            ExpiresAfter,
        ],
        Outputs = [new("approvedBy", InputType.List, new("kto się zgodził", "who agreed"))],
        Errors = [Codes.PersonDeclined, Codes.PersonExpired],
    };

    /// <summary>Items to tick.</summary>
    public static ActivityInfo Checklist { get; } = new("person.checklist", new("Przeprowadza osobę przez listę punktów do odhaczenia.", "Walks a person through items to tick."))
    {
        Role = ActivityRole.Person,
        Interruption = Interruption.Rerun,
        Inputs =
        [
            Prompt,
            new("items", InputType.List, new("punkty: id, text, required", "items: id, text, required"), Required: true)
            {
                Items =
                [
                    new("id", InputType.String, new("nazwa punktu; bez niej liczy się jego numer", "the item's name; without it its number counts")),
                    new("text", InputType.Localized, new("co sprawdzić", "what to check"), Required: true),
                    new("required", InputType.Boolean, new("czy punkt musi być odhaczony", "whether the item must be ticked")) { Default = "true" },
                ],
            },
            ExpiresAfter,
        ],
        Outputs = [new("ticked", InputType.List, new("odhaczone punkty", "ticked items")), new("comments", InputType.Map, new("komentarze według punktów", "comments by item")), By],
        Errors = [Codes.PersonDeclined, Codes.PersonExpired, Codes.PersonChecklistIncomplete],
    };

    /// <summary>Another runbook.</summary>
    public static ActivityInfo RunRunbook { get; } = new("runbook.run", new("Wykonuje inny runbook jako krok.", "Runs another runbook as a step."))
    {
        Role = ActivityRole.Call,
        Interruption = Interruption.Rerun,
        OpenInputs = false,
        Inputs =
        [
            new("runbook", InputType.String, new("identyfikator lub alias runbooka", "the runbook's id or alias"), Required: true),
            new("inputs", InputType.Map, new("wejścia wywoływanego runbooka", "inputs of the called runbook")),
        ],
        Outputs = [],
        Errors = [Codes.StepFailed],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActivityInfo> All { get; } = [Ask, Approve, Checklist, Confirm, RunRunbook];
}
