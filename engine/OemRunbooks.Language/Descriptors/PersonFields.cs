using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Vocabulary;

namespace OemRunbooks.Language.Descriptors;

/// <summary>
/// What stands in a question to people and in their answer: the planner, the terminal and the scenarios read it by these.
/// </summary>
public static class PersonFields
{
    private static readonly LocalizedText NoText = LocalizedText.Both("");

    /// <summary>What the person is asked.</summary>
    public static Input<LocalizedText> Prompt { get; } = Input.Localized(PersonWords.Takes.Prompt).Absent(NoText, required: true);

    /// <summary>After what time an answer comes too late.</summary>
    public static Input<TimeSpan?> ExpiresAfter { get; } = Input.Duration(PersonWords.Takes.ExpiresAfter).Optional();

    /// <summary>Whether a refusal fails the step.</summary>
    public static Input<bool> Required { get; } = Input.Boolean(PersonWords.Takes.Required).Or(true);

    /// <summary>Whether <c>--yes</c> may answer for the person.</summary>
    public static Input<bool> AllowYes { get; } = Input.Boolean(PersonWords.Takes.AllowYes).Or(false);

    /// <summary>The typed questions.</summary>
    public static Input<IReadOnlyList<Value>> Fields { get; } =
        Input
            .List(
                PersonWords.Takes.Fields,
                QuestionFields.Name,
                QuestionFields.Type,
                QuestionFields.Prompt,
                QuestionFields.Required,
                QuestionFields.Choices,
                QuestionFields.Evidence,
                QuestionFields.Min,
                QuestionFields.Max,
                QuestionFields.Pattern,
                QuestionFields.Unit,
                QuestionFields.Description,
                QuestionFields.Default
            )
            .AllowEmpty();

    /// <summary>How many people must agree.</summary>
    public static Input<long> MinApprovals { get; } = Input.Integer(PersonWords.Takes.MinApprovals).Or(1);

    /// <summary>Whether the person who started the run may not approve.</summary>
    public static Input<bool> NotInitiator { get; } = Input.Boolean(PersonWords.Takes.NotInitiator).Or(false);

    /// <summary>Whose consent counts: anybody's, or only what is signed with a trusted key.</summary>
    public static Input<string> SignedBy { get; } = Input.Choice(PersonWords.Takes.SignedBy, ["anybody", "trusted"]).Or("anybody");

    /// <summary>The items to tick.</summary>
    public static Input<IReadOnlyList<Value>> Items { get; } =
        Input.List(PersonWords.Takes.Items, ItemFields.Id, ItemFields.Text, ItemFields.Required, ItemFields.Evidence).AllowEmpty();

    /// <summary>Who answered.</summary>
    public static Output<string> By { get; } = Output.String(PersonWords.Gives.By);

    /// <summary>The person's comment.</summary>
    public static Output<string?> Comment { get; } = Output.String(PersonWords.Gives.Comment).Sometimes();

    /// <summary>The answer.</summary>
    public static Output<bool> Confirmed { get; } = Output.Boolean(PersonWords.Gives.Confirmed);

    /// <summary>Answers by field name.</summary>
    public static Output<Value> Answers { get; } = Output.Map(PersonWords.Gives.Answers);

    /// <summary>Who agreed.</summary>
    public static Output<IEnumerable<string>> ApprovedBy { get; } = Output.Texts(PersonWords.Gives.ApprovedBy);

    /// <summary>Ticked items.</summary>
    public static Output<IEnumerable<string>> Ticked { get; } = Output.Texts(PersonWords.Gives.Ticked);

    /// <summary>Items that an answer takes back; of answers, never of a step.</summary>
    public static Output<IEnumerable<string>> Unticked { get; } = Output.Texts(PersonWords.Gives.Unticked);

    /// <summary>Comments by item.</summary>
    public static Output<Value> Comments { get; } = Output.Map(PersonWords.Gives.Comments);

    /// <summary>Kept files by item; only of a list with items that require one.</summary>
    public static Output<Value?> Files { get; } = Output.Map(PersonWords.Gives.Files).Sometimes();
}

/// <summary>What stands in one typed question.</summary>
public static class QuestionFields
{
    /// <summary>The name under which the answer stands.</summary>
    public static Input<string> Name { get; } = Input.String(QuestionWords.Takes.Name).Absent("", required: true);

    /// <summary>The kind of value; a secret is nobody's answer.</summary>
    public static Input<string> Type { get; } = Input.Choice(QuestionWords.Takes.Type, RunbookKeys.Types.Remove("secret")).Or("string");

    /// <summary>What this field asks.</summary>
    public static Input<LocalizedText?> Prompt { get; } = Input.Localized(QuestionWords.Takes.Prompt).Optional();

    /// <summary>Whether the field must be filled in.</summary>
    public static Input<bool> Required { get; } = Input.Boolean(QuestionWords.Takes.Required).Or(true);

    /// <summary>The allowed values.</summary>
    public static Input<IReadOnlyList<string>> Choices { get; } = Input.Texts(QuestionWords.Takes.Choices).OrEmpty();

    /// <summary>Whether the file is kept with the run.</summary>
    public static Input<bool> Evidence { get; } = Input.Boolean(QuestionWords.Takes.Evidence).Or(false);

    /// <summary>The least number, or count of characters.</summary>
    public static Input<Value?> Min { get; } = Input.Any(QuestionWords.Takes.Min).Optional();

    /// <summary>The greatest of the same.</summary>
    public static Input<Value?> Max { get; } = Input.Any(QuestionWords.Takes.Max).Optional();

    /// <summary>A regular expression that the whole answer must match.</summary>
    public static Input<string?> Pattern { get; } = Input.String(QuestionWords.Takes.Pattern).Optional();

    /// <summary>In what the value is measured.</summary>
    public static Input<LocalizedText?> Unit { get; } = Input.Localized(QuestionWords.Takes.Unit).Optional();

    /// <summary>What to enter and where to find it.</summary>
    public static Input<LocalizedText?> Description { get; } = Input.Localized(QuestionWords.Takes.Description).Optional();

    /// <summary>The answer of whoever enters nothing.</summary>
    public static Input<Value?> Default { get; } = Input.Any(QuestionWords.Takes.Default).Optional();
}

/// <summary>What stands in one item to tick.</summary>
public static class ItemFields
{
    /// <summary>The item's name.</summary>
    public static Input<string?> Id { get; } = Input.String(ItemWords.Takes.Id).Optional();

    /// <summary>What to check.</summary>
    public static Input<LocalizedText> Text { get; } = Input.Localized(ItemWords.Takes.Text).Absent(LocalizedText.Both(""), required: true);

    /// <summary>Whether the item must be ticked.</summary>
    public static Input<bool> Required { get; } = Input.Boolean(ItemWords.Takes.Required).Or(true);

    /// <summary>Whether a file is kept with the run for it: without one it can't be ticked.</summary>
    public static Input<bool> Evidence { get; } = Input.Boolean(ItemWords.Takes.Evidence).Or(false);
}
