using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Meaning;
using OemRunbooks.LanguageServer.Names;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Codes: first those with which the steps around can fail, then what else lint accepts there.</summary>
internal sealed partial class StructureItems
{
    private IEnumerable<CompletionItem> Codes(ValueSlot value)
    {
        var own = CodesOf(value).ToHashSet(StringComparer.Ordinal);
        var all = own.Concat(Accepted(value, own.Count > 0)).Distinct(StringComparer.Ordinal).ToList();
        var families = value.Key.Kind == KeyKind.Codes ? all.Select(Family).Where(static f => f.Length > 1).Distinct() : [];
        return all.Select(c => new CompletionItem(c, ItemKind.EnumMember, null, Markdown.Code(session, c))
            {
                Rank = own.Contains(c) ? 1 : 4,
            })
            .Concat(families.Select(f => new CompletionItem(f + "*", ItemKind.EnumMember) { Rank = own.Any(o => Family(o) == f) ? 2 : 5 }));
    }

    private static string Family(string code) => code[..(code.IndexOf('.', StringComparison.Ordinal) + 1)];

    private IEnumerable<string> CodesOf(ValueSlot value)
    {
        if (document.Kind == DocumentKind.Tests)
        {
            var step = value.Holder?.Members.FirstOrDefault(m => m.Span.Touches(word.Start))?.Key.Text;
            return ErrorsOf(step is null ? null : ActionOf(step));
        }

        return Guarded(value).SelectMany(s => Raised(document, s));
    }

    // A clause of a step takes what fails in it, an escalation what fails anywhere.
    private IEnumerable<WrittenStep> Guarded(ValueSlot value) =>
        document.Names.StepAt(word.Start) is not { } around || value.Table.Name == "escalation"
            ? document.Names.Steps
            : document.Names.Steps.Where(s => s.Item.Span.Start >= around.Item.Start && s.Item.Span.End <= around.Item.Span.End);

    // What the program's activities fail with is known everywhere, all else only where something can fail with it.
    private IEnumerable<string> Accepted(ValueSlot value, bool isKnown)
    {
        if (document.Kind != DocumentKind.Tests)
        {
            return ErrorCode
                .All(session.Workspace.Work.Library.Loader.Activities.Values)
                .Concat(document.Names.Steps.SelectMany(s => Raised(document, s)))
                .Concat(Declared(document));
        }

        return isKnown || value.Key.Name == "fails" || Tested is not { } runbook
            ? []
            : ErrorCode.All(runbook.Names.Steps.Select(s => session.Activity(s.Action ?? "")).OfType<ActivityInfo>());
    }

    private IEnumerable<string> Raised(Document file, WrittenStep step)
    {
        var declared = Declared(file).ToHashSet(StringComparer.Ordinal);
        var given = file.Names.Within(step.Item.Span).Where(s => s.Kind == NameKind.Code && declared.Contains(s.Name));
        return ErrorsOf(step.Action).Concat(given.Select(static s => s.Name)).Concat(OfCalled(step, []));
    }

    private IEnumerable<string> OfCalled(WrittenStep step, HashSet<string> seen) =>
        step.Called is { } name && session.Names.Runbook(name) is { } called && seen.Add(called.Path)
            ? called.Names.Steps.SelectMany(s => ErrorsOf(s.Action).Concat(OfCalled(s, seen))).Concat(Declared(called))
            : [];

    private IEnumerable<string> ErrorsOf(string? action) => session.Activity(action ?? "")?.Errors.Select(static e => e.Code) ?? [];

    private static IEnumerable<string> Declared(Document file) =>
        file.Names.Sites.Where(static s => s is { Kind: NameKind.Code, IsDefinition: true }).Select(static s => s.Name);
}
