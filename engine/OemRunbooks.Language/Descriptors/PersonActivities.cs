using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Definition;

namespace OemRunbooks.Language.Descriptors;

/// <summary>The activities that the planner itself carries out: people who are asked, and other runbooks.</summary>
public static class PersonActivities
{
    /// <summary>The runbook that a step runs.</summary>
    public static Input<string> CalledRunbook { get; } =
        Input.String("runbook", "identyfikator lub alias runbooka", "the runbook's id or alias");

    /// <summary>What the called runbook is given.</summary>
    public static Input<Value> CalledInputs { get; } =
        Input.Map("inputs", "wejścia wywoływanego runbooka", "inputs of the called runbook").Absent(Value.EmptyMap, required: false);

    /// <summary>A yes-or-no question.</summary>
    public static ActivityInfo Confirm { get; } =
        new("person.confirm", new("Prosi osobę o potwierdzenie (tak/nie).", "Asks a person to confirm (yes/no)."))
        {
            Role = ActivityRole.Person,
            Interruption = Interruption.Rerun,
            Inputs = [PersonFields.Prompt, PersonFields.Required, PersonFields.AllowYes, PersonFields.ExpiresAfter],
            Outputs = [PersonFields.Confirmed, PersonFields.By, PersonFields.Comment],
            Errors = [Codes.PersonDeclined, Codes.PersonExpired],
        };

    /// <summary>Typed questions.</summary>
    public static ActivityInfo Ask { get; } =
        new("person.ask", new("Prosi osobę o podanie wartości.", "Asks a person for values."))
        {
            Role = ActivityRole.Person,
            Interruption = Interruption.Rerun,
            Inputs = [PersonFields.Prompt, PersonFields.Fields, PersonFields.ExpiresAfter],
            Outputs = [PersonFields.Answers, PersonFields.By, PersonFields.Comment],
            Errors = [Codes.PersonDeclined, Codes.PersonExpired, Codes.PersonInvalidAnswer],
        };

    /// <summary>Consent of one or more people.</summary>
    public static ActivityInfo Approve { get; } =
        new("person.approve", new("Wymaga zgody jednej lub kilku osób.", "Requires the consent of one or more people."))
        {
            Role = ActivityRole.Person,
            Interruption = Interruption.Rerun,
            Inputs = [PersonFields.Prompt, PersonFields.MinApprovals, PersonFields.NotInitiator, PersonFields.ExpiresAfter],
            Outputs = [PersonFields.ApprovedBy],
            Errors = [Codes.PersonDeclined, Codes.PersonExpired],
        };

    /// <summary>Items to tick.</summary>
    public static ActivityInfo Checklist { get; } =
        new("person.checklist", new("Przeprowadza osobę przez listę punktów do odhaczenia.", "Walks a person through items to tick."))
        {
            Role = ActivityRole.Person,
            Interruption = Interruption.Rerun,
            Inputs = [PersonFields.Prompt, PersonFields.Items, PersonFields.ExpiresAfter],
            Outputs = [PersonFields.Ticked, PersonFields.Comments, PersonFields.By],
            Errors = [Codes.PersonDeclined, Codes.PersonExpired, Codes.PersonChecklistIncomplete],
        };

    /// <summary>Another runbook.</summary>
    public static ActivityInfo RunRunbook { get; } =
        new("runbook.run", new("Wykonuje inny runbook jako krok.", "Runs another runbook as a step."))
        {
            Role = ActivityRole.Call,
            Interruption = Interruption.Rerun,
            OpenInputs = false,
            Inputs = [CalledRunbook, CalledInputs],
            Outputs = [],
            Errors = [Codes.StepFailed],
        };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActivityInfo> All { get; } = [Ask, Approve, Checklist, Confirm, RunRunbook];
}
