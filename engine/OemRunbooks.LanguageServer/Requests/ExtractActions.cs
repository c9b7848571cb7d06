using System.Text.Json.Nodes;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Extracting;
using OemRunbooks.LanguageServer.Meaning;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;
using OemRunbooks.Station.Library;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Offers to make an activity of the selected steps, or says why that can't be done safely.</summary>
internal static class ExtractActions
{
    private const string Kind = "refactor.extract";

    /// <summary>The offer; nothing when no steps are selected.</summary>
    internal static IEnumerable<JsonObject> All(Session session, Document document, TextSpan at)
    {
        if (document.Kind != DocumentKind.Runbook || !session.CreatesFiles || Selection.Of(document, at) is not { } selection)
        {
            return [];
        }

        try
        {
            var wants = new Wants(
                session.Workspace,
                session.Activity,
                (d, n) => SortOf(session, d, n),
                d => Callers(session, d),
                session.Product.Messages
            );
            DemandOwn(session, selection);
            return [Offer(session, document, Extraction.Of(wants, selection, session.Language))];
        }
        catch (UnsafeException error)
        {
            return session.ShowsDisabled ? [Refused(session, session.Say(error.Reason))] : [];
        }
    }

    private static JsonObject Refused(Session session, string reason) =>
        new()
        {
            ["title"] = session.Say(Says.ExtractOfferRefused),
            ["kind"] = Kind,
            ["disabled"] = new JsonObject { ["reason"] = reason },
        };

    private static JsonObject Offer(Session session, Document document, Extraction made)
    {
        var changes = new JsonArray(
            new JsonObject { ["kind"] = "create", ["uri"] = FileUri.Of(made.Path) },
            Edits.Of(new(made.Path, FileUri.Of(made.Path), new(""), null), [new(new(0, 0), made.Text)]),
            Edits.Of(document, made.Changes)
        );
        if (made.Tests.Count > 0 && session.Workspace.Find(RunbookLibrary.TestsOf(document.Path)) is { } tests)
        {
            changes.Add((JsonNode)Edits.Of(tests, made.Tests));
        }

        return CodeActions.One(session.Say(Says.ExtractOffer(made.Name)), Kind, new() { ["documentChanges"] = changes });
    }

    // The tests beside the runbook are held against what comes of it; whoever else names a step would not find it any more.
    private static void DemandOwn(Session session, Selection selection)
    {
        var document = selection.Document;
        var tests = RunbookLibrary.TestsOf(document.Path);
        foreach (var step in selection.Inside.Where(static s => s.Id.Length > 0))
        {
            var symbol = session.Names.Of(new(NameKind.Step, new(OwnerKind.File, document.Path), step.Id, default));
            if (session.Names.All(symbol).FirstOrDefault(p => p.Document.Path != document.Path && p.Document.Path != tests) is { } other)
            {
                var file = Path.GetRelativePath(session.Workspace.Root, other.Document.Path).Replace('\\', '/');
                throw new UnsafeException(Says.ExtractNamedElsewhere(file, step.Id));
            }
        }
    }

    private static IEnumerable<Document> Callers(Session session, Document document)
    {
        var found = new List<Document> { document };
        for (var i = 0; i < found.Count; i++)
        {
            var symbol = session.Names.Of(new(NameKind.Runbook, new(OwnerKind.File, found[i].Path), "", default, IsDefinition: true));
            found.AddRange(
                session
                    .Names.All(symbol)
                    .Select(static p => p.Document)
                    .Where(d => d.Kind == DocumentKind.Runbook && !found.Contains(d))
                    .Distinct()
                    .ToList()
            );
        }

        return found.Skip(1);
    }

    private static string? SortOf(Session session, Document document, DottedName name) =>
        ExpressionCursor.At(document.Source, document.Kind, name.Span.End) is { } cursor
        && RunbookLoader.ReadExpression(name.Text, new Findings("")) is { } expression
            ? session.Readable(document, cursor)?.TypeOf(expression)
            : null;
}
