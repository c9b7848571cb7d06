using OemRunbooks.Language.Checks.Walking;
using OemRunbooks.Language.Expressions;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Meaning;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>What an expression can read where the cursor stands: whole names only, so that none is left unfinished.</summary>
internal sealed class ExpressionItems(Session session, Document document, ExpressionCursor cursor)
{
    private readonly string chain = document.Source.Of(cursor.Chain);

    // A name in the making needs no blank; between braces one looks better.
    private readonly string blank =
        cursor.Chain.Start == cursor.Expression.Start && cursor.Chain.Start > 0 && document.Source.Text[cursor.Chain.Start - 1] == '{'
            ? " "
            : "";

    internal IEnumerable<CompletionItem> All()
    {
        var readable = session.Readable(document, cursor);
        var names = Names()
            .Concat(readable is null ? [] : Facts())
            .Concat(readable?.Items.Select(static i => new CompletionItem(i, ItemKind.Variable) { Rank = 1 }) ?? [])
            .Concat(readable?.Steps.SelectMany(OfStep) ?? []);
        return names.Concat(FunctionPage.All.Select(Function)).Select(Finished);
    }

    private CompletionItem Finished(CompletionItem item)
    {
        var text = item.Snippet ?? item.Label;
        return cursor.IsClosed && blank.Length == 0 ? item : item with { Snippet = blank + text + (cursor.IsClosed ? "" : " }}") };
    }

    private IEnumerable<CompletionItem> Names()
    {
        // A default reads the inputs before it, a variable those before it: a circle is refused.
        var at = cursor.Chain.Start;
        var (inInputs, inVariables) = (IsIn("inputs", at), IsIn("vars", at));
        foreach (var site in document.Names.Sites.Where(static s => s is { IsDefinition: true, Owner.Kind: OwnerKind.File }))
        {
            if (site.Kind == NameKind.Input && (!inInputs || IsBefore(site, at)) && (cursor.IsWhole || TypeOf(site) != "secret"))
            {
                yield return new("inputs." + site.Name, ItemKind.Variable, TypeOf(site)) { Rank = 2 };
            }
            else if (site.Kind == NameKind.Variable && !inInputs && (!inVariables || IsBefore(site, at)))
            {
                yield return new("vars." + site.Name, ItemKind.Variable) { Rank = 2 };
            }
        }
    }

    // The member at the cursor itself begins before it, too.
    private bool IsBefore(Site site, int at) =>
        site.Span.Start < at
        && document
            .Tree.Top.Members.Select(static m => m.Value)
            .OfType<MappingNode>()
            .SelectMany(static m => m.Members)
            .All(m => m.Key.Span.Start != site.Span.Start || m.Span.End < at);

    private bool IsIn(string key, int at) => document.Tree.Top.Find(key)?.Span.Touches(at) == true;

    private string? TypeOf(Site site) => ((document.Tree.Top["inputs"] as MappingNode)?[site.Name] as MappingNode)?.TextOf("type");

    private static IEnumerable<CompletionItem> Facts() =>
        ReadableNames
            .OfStation.Select(static f => "station." + f)
            .Concat(ReadableNames.OfRun.Select(static f => "run." + f))
            .Select(static f => new CompletionItem(f, ItemKind.Value) { Rank = 4 });

    private IEnumerable<CompletionItem> OfStep(ReadableStep readable)
    {
        var (step, id) = (readable.Step, readable.Step.Id);
        foreach (var output in readable.Outputs)
        {
            var field = step.Activity?.Output(output);
            var words = field is null ? null : Markdown.Field(session, field);
            yield return new($"steps.{id}.outputs.{output}", ItemKind.Field, field is null ? null : Markdown.Type(field.Type), words)
            {
                Rank = 1,
            };
        }

        foreach (var answer in readable.Outputs.Contains("answers") ? AnswersOf(id) : [])
        {
            yield return new($"steps.{id}.outputs.answers.{answer}", ItemKind.Field) { Rank = 1 };
        }

        yield return new($"steps.{id}.state", ItemKind.Field, "text") { Rank = 3 };
    }

    private IEnumerable<string> AnswersOf(string step) =>
        document
            .Names.Sites.Where(s => s is { Kind: NameKind.Answer, IsDefinition: true } && s.Owner.Step == step)
            .Select(static s => s.Name);

    private CompletionItem Function(FunctionPage page) =>
        new(page.Name, ItemKind.Function, $"({page.Takes}): {page.Type}", Markdown.Function(session, page))
        {
            Snippet = page.Name + (chain.Length > 0 && IsCalled() ? "" : Snippets.Call(page)),
            Rank = 6,
        };

    private bool IsCalled() => cursor.Chain.End < document.Source.Text.Length && document.Source.Text[cursor.Chain.End] == '(';
}
