using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>What the reference says of an activity's fields and of a crash in its middle.</summary>
public static class ActivityFacts
{
    /// <summary>A field's type, as runbooks write it.</summary>
    public static string Type(Field field) => field.Type.ToString().ToLowerInvariant();

    /// <summary>What a field is, with the values it may take.</summary>
    public static string Meaning(Field field, Locale language) =>
        field.Choices.IsEmpty
            ? field.Summary.In(language)
            : $"{field.Summary.In(language)} ({Says.ActivityFactsOne.In(language)}: {string.Join(", ", field.Choices)})";

    /// <summary>What becomes of a step of this activity in whose middle the engine stopped.</summary>
    public static string Crash(ActivityInfo info, Locale language) =>
        (info.Role, info.Interruption) switch
        {
            (ActivityRole.Person, _) => Says.ActivityFactsAfterResumeQuestionAskedAgain.In(language),
            (ActivityRole.Call, _) => Says.ActivityFactsResumeHappensStepCalledRunbook.In(language),
            (_, Interruption.Rerun) => Says.ActivityFactsAfterResumeCarriedOutAgain.In(language),
            (_, Interruption.Verify) => Says.ActivityFactsAfterResumeLooksStationDone.In(language),
            (_, Interruption.Ask) => Says.ActivityFactsAfterResumePersonDecides.In(language),
            _ => Says.ActivityFactsAfterResumeStepFailsStep.In(language),
        };
}
