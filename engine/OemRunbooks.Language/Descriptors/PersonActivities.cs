using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Language.Descriptors;

/// <summary>The activities that the planner itself carries out: people who are asked, and other runbooks.</summary>
public static class PersonActivities
{
    /// <summary>The runbook that a step runs.</summary>
    public static Input<string> CalledRunbook { get; } = Input.String(RunbookRunWords.Takes.Runbook);

    /// <summary>What the called runbook is given.</summary>
    public static Input<Value> CalledInputs { get; } = Input.Map(RunbookRunWords.Takes.Inputs).Absent(Value.EmptyMap, required: false);

    /// <summary>A yes-or-no question.</summary>
    public static ActivityInfo Confirm { get; } =
        new(PersonConfirmWords.Activity)
        {
            Role = ActivityRole.Person,
            Interruption = Interruption.Rerun,
            Inputs = [PersonFields.Prompt, PersonFields.Required, PersonFields.AllowYes, PersonFields.ExpiresAfter],
            Outputs = [PersonFields.Confirmed, PersonFields.By, PersonFields.Comment],
            Errors = [Codes.PersonDeclined, Codes.PersonExpired],
        };

    /// <summary>Typed questions.</summary>
    public static ActivityInfo Ask { get; } =
        new(PersonAskWords.Activity)
        {
            Role = ActivityRole.Person,
            Interruption = Interruption.Rerun,
            Inputs = [PersonFields.Prompt, PersonFields.Fields, PersonFields.ExpiresAfter],
            Outputs = [PersonFields.Answers, PersonFields.By, PersonFields.Comment],
            Errors = [Codes.PersonDeclined, Codes.PersonExpired, Codes.PersonInvalidAnswer],
        };

    /// <summary>Consent of one or more people.</summary>
    public static ActivityInfo Approve { get; } =
        new(PersonApproveWords.Activity)
        {
            Role = ActivityRole.Person,
            Interruption = Interruption.Rerun,
            Inputs =
            [
                PersonFields.Prompt,
                PersonFields.MinApprovals,
                PersonFields.NotInitiator,
                PersonFields.SignedBy,
                PersonFields.ExpiresAfter,
            ],
            Outputs = [PersonFields.ApprovedBy],
            Errors = [Codes.PersonDeclined, Codes.PersonExpired],
        };

    /// <summary>Items to tick.</summary>
    public static ActivityInfo Checklist { get; } =
        new(PersonChecklistWords.Activity)
        {
            Role = ActivityRole.Person,
            Interruption = Interruption.Rerun,
            Inputs = [PersonFields.Prompt, PersonFields.Items, PersonFields.ExpiresAfter],
            Outputs = [PersonFields.Ticked, PersonFields.Comments, PersonFields.Files, PersonFields.By],
            Errors = [Codes.PersonDeclined, Codes.PersonExpired, Codes.PersonChecklistIncomplete],
        };

    /// <summary>Another runbook.</summary>
    public static ActivityInfo RunRunbook { get; } =
        new(RunbookRunWords.Activity)
        {
            Role = ActivityRole.Call,
            Interruption = Interruption.Rerun,
            OpenInputs = false,
            Inputs = [CalledRunbook, CalledInputs],
            Outputs = [],
            Errors = [Codes.StepFailed],
        };

    /// <summary>What a wait is for.</summary>
    public static Input<Value> That { get; } = Input.Any(WaitUntilWords.Takes.That);

    /// <summary>The time between two looks.</summary>
    public static Input<TimeSpan> Every { get; } = Input.Duration(WaitUntilWords.Takes.Every).Or(TimeSpan.FromSeconds(5));

    /// <summary>How often it was looked.</summary>
    public static Output<long> Looks { get; } = Output.Integer(WaitUntilWords.Gives.Looks);

    /// <summary>Steps that look, repeated until a condition holds.</summary>
    public static ActivityInfo WaitUntil { get; } =
        new(WaitUntilWords.Activity)
        {
            Role = ActivityRole.Wait,
            Interruption = Interruption.Rerun,
            Inputs = [That, Every],
            Outputs = [Looks],
            Errors = [Codes.StepTimeout],
        };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActivityInfo> All { get; } = [Ask, Approve, Checklist, Confirm, RunRunbook, WaitUntil];
}
