using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Language.Descriptors;

/// <summary>
/// What stands in a question to people and in their answer: the planner, the terminal and the scenarios read it by these.
/// </summary>
public static class PersonFields
{
    private static readonly LocalizedText NoText = LocalizedText.Both("");

    /// <summary>What the person is asked.</summary>
    public static Input<LocalizedText> Prompt { get; } =
        Input.Localized("prompt", "pytanie pokazywane osobie", "what the person is asked").Absent(NoText, required: true);

    /// <summary>After what time an answer comes too late.</summary>
    public static Input<TimeSpan?> ExpiresAfter { get; } =
        Input.Duration("expiresAfter", "po jakim czasie odpowiedź jest spóźniona", "after what time an answer comes too late").Optional();

    /// <summary>Whether a refusal fails the step.</summary>
    public static Input<bool> Required { get; } =
        Input.Boolean("required", "czy odmowa jest niepowodzeniem kroku", "whether a refusal fails the step").Or(true);

    /// <summary>Whether <c>--yes</c> may answer for the person.</summary>
    public static Input<bool> AllowYes { get; } =
        Input.Boolean("allowYes", "czy opcja --yes może potwierdzić za osobę", "whether --yes may answer for the person").Or(false);

    /// <summary>The typed questions.</summary>
    public static Input<IReadOnlyList<Value>> Fields { get; } =
        Input
            .List(
                "fields",
                "pola: name, type, prompt, required, choices",
                "fields: name, type, prompt, required, choices",
                QuestionFields.Name,
                QuestionFields.Type,
                QuestionFields.Prompt,
                QuestionFields.Required,
                QuestionFields.Choices
            )
            .AllowEmpty();

    /// <summary>How many people must agree.</summary>
    public static Input<long> MinApprovals { get; } =
        Input.Integer("minApprovals", "ile osób musi się zgodzić", "how many people must agree").Or(1);

    /// <summary>Whether the person who started the run may not approve.</summary>
    public static Input<bool> NotInitiator { get; } =
        Input
            .Boolean(
                "notInitiator",
                "czy osoba, która uruchomiła przebieg, nie może się zgodzić sama",
                "whether the person who started the run may not approve"
            )
            .Or(false);

    /// <summary>The items to tick.</summary>
    public static Input<IReadOnlyList<Value>> Items { get; } =
        Input
            .List("items", "punkty: id, text, required", "items: id, text, required", ItemFields.Id, ItemFields.Text, ItemFields.Required)
            .AllowEmpty();

    /// <summary>Who answered.</summary>
    public static Output<string> By { get; } = Output.String("by", "kto odpowiedział", "who answered");

    /// <summary>The person's comment.</summary>
    public static Output<string?> Comment { get; } = Output.String("comment", "komentarz osoby", "the person's comment").Sometimes();

    /// <summary>The answer.</summary>
    public static Output<bool> Confirmed { get; } = Output.Boolean("confirmed", "odpowiedź", "the answer");

    /// <summary>Answers by field name.</summary>
    public static Output<Value> Answers { get; } = Output.Map("answers", "odpowiedzi według nazw pól", "answers by field name");

    /// <summary>Who agreed.</summary>
    public static Output<IEnumerable<string>> ApprovedBy { get; } = Output.Texts("approvedBy", "kto się zgodził", "who agreed");

    /// <summary>Ticked items.</summary>
    public static Output<IEnumerable<string>> Ticked { get; } = Output.Texts("ticked", "odhaczone punkty", "ticked items");

    /// <summary>Comments by item.</summary>
    public static Output<Value> Comments { get; } = Output.Map("comments", "komentarze według punktów", "comments by item");
}

/// <summary>What stands in one typed question.</summary>
public static class QuestionFields
{
    /// <summary>The name under which the answer stands.</summary>
    public static Input<string> Name { get; } =
        Input
            .String("name", "nazwa, pod którą odpowiedź trafia do `answers`", "the name under which the answer stands in `answers`")
            .Absent("", required: true);

    /// <summary>The kind of value.</summary>
    public static Input<string> Type { get; } =
        Input
            .Choice(
                "type",
                "rodzaj wartości",
                "the kind of value",
                "string",
                "integer",
                "number",
                "boolean",
                "choice",
                "duration",
                "size",
                "file",
                "directory",
                "path",
                "list",
                "version"
            )
            .Or("string");

    /// <summary>What this field asks.</summary>
    public static Input<LocalizedText?> Prompt { get; } = Input.Localized("prompt", "o co pyta to pole", "what this field asks").Optional();

    /// <summary>Whether the field must be filled in.</summary>
    public static Input<bool> Required { get; } =
        Input.Boolean("required", "czy pole trzeba wypełnić", "whether the field must be filled in").Or(true);

    /// <summary>The allowed values.</summary>
    public static Input<IReadOnlyList<string>> Choices { get; } =
        Input.Texts("choices", "dozwolone wartości (typ `choice`)", "the allowed values (type `choice`)").OrEmpty();
}

/// <summary>What stands in one item to tick.</summary>
public static class ItemFields
{
    /// <summary>The item's name.</summary>
    public static Input<string?> Id { get; } =
        Input.String("id", "nazwa punktu; bez niej liczy się jego numer", "the item's name; without it its number counts").Optional();

    /// <summary>What to check.</summary>
    public static Input<LocalizedText> Text { get; } =
        Input.Localized("text", "co sprawdzić", "what to check").Absent(LocalizedText.Both(""), required: true);

    /// <summary>Whether the item must be ticked.</summary>
    public static Input<bool> Required { get; } =
        Input.Boolean("required", "czy punkt musi być odhaczony", "whether the item must be ticked").Or(true);
}
