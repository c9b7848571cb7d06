using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
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
            : $"{field.Summary.In(language)} ({language.In("jedno z", "one of")}: {string.Join(", ", field.Choices)})";

    /// <summary>What becomes of a step of this activity in whose middle the engine stopped.</summary>
    public static string Crash(ActivityInfo info, Locale language) => (info.Role, info.Interruption) switch
    {
        (ActivityRole.Person, _) => language.In(
            "po wznowieniu pytanie zostaje zadane ponownie; odpowiedzi zapisane w dzienniku zachowują ważność",
            "after a resume the question is asked again; answers that the journal holds keep their validity"),
        (ActivityRole.Call, _) => language.In(
            "wznowienie następuje w kroku wywołanego runbooka, na którym praca stanęła; dalej rozstrzyga czynność tego kroku",
            "the resume happens at the step of the called runbook where the work stopped; that step's activity decides the rest"),
        (_, Interruption.Rerun) => language.In(
            "po wznowieniu czynność jest wykonywana od nowa; dwa wykonania znaczą to samo co jedno",
            "after a resume it is carried out again; twice does the same as once"),
        (_, Interruption.Verify) => language.In(
            "po wznowieniu czynność sprawdza stan stanowiska: zrobione, nierozpoczęte albo w połowie (wtedy kończy pracę lub ją wycofuje)",
            "after a resume it looks at the station: done, not begun, or half-done (then it finishes the work or takes it back)"),
        (_, Interruption.Ask) => language.In("po wznowieniu rozstrzyga człowiek", "after a resume a person decides"),
        _ => language.In("po wznowieniu krok kończy się niepowodzeniem step.interrupted", "after a resume the step fails with step.interrupted"),
    };
}
