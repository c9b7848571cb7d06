using OemRunbooks.Language.Descriptors;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Meaning;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Names that others made known: codes, teams, steps of a tested runbook, what they take and give.</summary>
internal sealed partial class StructureItems
{
    private Document? Tested => document.Kind == DocumentKind.Tests ? session.Workspace.Find(document.Names.Subject) : document;

    private string? ActionOf(string step) => Tested?.Names.Step(step)?.Action;

    // A test expects one to which its runbook escalates.
    private IEnumerable<CompletionItem> Teams()
    {
        var teams =
            document.Kind == DocumentKind.Tests
                ? Tested?.Names.Sites.Where(static s => s.Kind == NameKind.Team).Select(static s => s.Name).Distinct()
                : session.Workspace.Work.Library.LoaderNear(document.Path).Teams();
        return (teams ?? []).Order(StringComparer.Ordinal).Select(static t => new CompletionItem(t, ItemKind.Reference));
    }

    private IEnumerable<CompletionItem> StepNames(
        Func<WrittenStep, bool> fits,
        MappingNode? around = null,
        Func<WrittenStep, string>? after = null
    )
    {
        var given = Given(around);
        return Tested
                ?.Names.Steps.Where(s => s.Id.Length > 0 && fits(s) && !given.Contains(s.Id))
                .Select(s => new CompletionItem(s.Id, ItemKind.Reference, s.Action) { Snippet = s.Id + after?.Invoke(s) })
            ?? [];
    }

    private IEnumerable<CompletionItem> Names(NamesSlot names) =>
        (names.Table.Name, names.Key.Name, names.Below) switch
        {
            ("test", "activities", null) => StepNames(s => IsAnswered(s) && !IsPerson(s.Action!), names.Around, Reply),
            ("test", "answers", null) => StepNames(s => IsAnswered(s) && IsPerson(s.Action!), names.Around, Reply),
            ("expect", "attempts", null) => StepNames(static s => s.Action is not null, names.Around, static _ => ": ${1:1}"),
            ("expect", "inputs", null) => StepNames(static s => s.Action is not null, names.Around, static _ => ": {$1}"),
            ("test", "inputs", _) when Tested is { } runbook => Defined(runbook, NameKind.Input, names.Around, ": "),
            ("expect", "outputs", _) when Tested is { } runbook => Defined(runbook, NameKind.Output, names.Around, ": "),
            ("answer", "outputs", { } step) => OutputsOf(step, names.Around),
            ("expect", "inputs", { } step) => InputsOf(step, names.Around),
            ("reply", "answers", { } step) => Tested is { } runbook ? AnswersOf(runbook, step) : [],
            _ => [],
        };

    private bool IsAnswered(WrittenStep step) =>
        session.Activity(step.Action ?? "") is { } activity
        && (activity.Role is ActivityRole.Work or ActivityRole.Person || IsMade(activity));

    private static bool IsMade(ActivityInfo activity) => activity.Role == ActivityRole.Call && activity.Name != WrittenStep.CallingAction;

    // An answer that holds good as it stands: work that gives nothing, a person who agrees.
    private static string Reply(WrittenStep step) =>
        step.Action switch
        {
            "person.confirm" => ": {confirmed: ${1|true,false|}}",
            "person.approve" => ": {approvedBy: [${1:anna}]}",
            "person.ask" => ": {answers: {$1}}",
            "person.checklist" => ": {ticked: ${1:all}}",
            _ => ": {$1}",
        };

    private static bool IsPerson(string action) => PersonActivities.All.Any(a => a.Name == action && a.Role == ActivityRole.Person);

    private IEnumerable<CompletionItem> OutputsOf(string step, MappingNode? around)
    {
        var given = Given(around);
        return session.Activity(ActionOf(step) ?? "") is { } activity
            ? activity
                .Outputs.Where(o => !given.Contains(o.Name))
                .Select(o => new CompletionItem(o.Name, ItemKind.Field, Markdown.Type(o.Type), Markdown.Field(session, o))
                {
                    Snippet = o.Name + ": ",
                })
            : [];
    }

    private IEnumerable<CompletionItem> InputsOf(string step, MappingNode? around) =>
        session.Activity(ActionOf(step) ?? "") is { } activity
            ? Fields(activity.Inputs, around).Select(static f => f with { Snippet = f.Label + ": " })
            : [];

    private static IEnumerable<CompletionItem> AnswersOf(Document runbook, string step) =>
        runbook
            .Names.Sites.Where(s => s is { Kind: NameKind.Answer, IsDefinition: true } && s.Owner.Step == step)
            .Select(static s => new CompletionItem(s.Name, ItemKind.Field) { Snippet = s.Name + ": " });

    private IEnumerable<CompletionItem> Defined(Document runbook, NameKind kind, MappingNode? around, string after)
    {
        var given = Given(around);
        return runbook
            .Names.Sites.Where(s => s.Kind == kind && s is { IsDefinition: true, Owner.Kind: OwnerKind.File } && !given.Contains(s.Name))
            .Select(s => new CompletionItem(s.Name, ItemKind.Variable) { Snippet = s.Name + after });
    }
}
