using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>
/// Shows above lines what can be done with them and what is known of them: tests to run, plans, coverage, runs here and in the field.
/// </summary>
internal sealed class CodeLenses : Request
{
    /// <inheritdoc/>
    internal override string Method => "textDocument/codeLens";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["codeLensProvider"] = new JsonObject();

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var document = session.Document(parameters);
        return Json.List(
            document.Kind switch
            {
                DocumentKind.Tests => OfTests(session, document),
                DocumentKind.Runbook => OfRunbook(session, document, cancellation).Concat(Rehearsals(session, document)),
                DocumentKind.Activity => Rehearsals(session, document),
                _ => [],
            }
        );
    }

    private static IEnumerable<JsonObject> OfTests(Session session, Document document)
    {
        if (document.Tree.Top.Find("tests") is not { } tests)
        {
            yield break;
        }

        yield return One(document, tests.Key.Span, session.Say(Says.LspRunTests), ExecuteCommand.RunTests, document.Uri);
        var items = (tests.Value as SequenceNode)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            var span = new TextSpan(items[i].Start, items[i].Start + 1);
            yield return One(document, span, session.Say(Says.LspRunTest), ExecuteCommand.RunTests, document.Uri, i);
            var launch = new JsonObject { ["test"] = document.Path, ["scenario"] = i + 1 };
            yield return One(document, span, session.Say(Says.LspDebugTest), ExecuteCommand.Debug, launch);
        }
    }

    private static IEnumerable<JsonObject> Rehearsals(Session session, Document document) =>
        Steps(document)
            .Select(step =>
                One(
                    document,
                    SpanOf(step),
                    session.Say(Says.LspRehearse),
                    ExecuteCommand.Debug,
                    new JsonObject { ["runbook"] = document.Path, ["from"] = step.Id }
                )
            );

    private static IEnumerable<WrittenStep> Steps(Document document) => document.Names.Steps.Where(static s => s.Id.Length > 0);

    private static TextSpan SpanOf(WrittenStep step) => new(step.Item.Start, step.Item.Start + 1);

    private static IEnumerable<JsonObject> OfRunbook(Session session, Document document, CancellationToken cancellation)
    {
        if (document.Tree.Top.Find("id") is not { Value: ScalarNode id } member)
        {
            yield break;
        }

        yield return One(document, member.Key.Span, session.Say(Says.LspPlan), ExecuteCommand.Plan, document.Path);
        var coverage = session.Knowledge.Coverage(document);
        var runs = session.Knowledge.Runs(id.Text, cancellation);
        var field = session.Field.Of(document)?.Runbook;
        foreach (var step in Steps(document))
        {
            var (span, path) = (SpanOf(step), step.Path.ToString());
            if (coverage?.GetValueOrDefault(step.Id) is { } isTested)
            {
                yield return One(document, span, session.Say(isTested ? Says.LspTested : Says.LspUntested), "");
            }

            if (runs?.Steps.GetValueOrDefault(path) is { Reached: > 0 and var count })
            {
                yield return One(document, span, session.Say(Says.LspRunsHere(count)), "");
            }

            if (field?.Steps.GetValueOrDefault(path) is { } known && FieldWords.Beside(session, known) is { } beside)
            {
                yield return One(document, span, beside, "");
            }
        }
    }

    private static JsonObject One(Document document, TextSpan span, string title, string command, params JsonNode[] arguments) =>
        new()
        {
            ["range"] = Json.Of(document.Source, span),
            ["command"] = new JsonObject
            {
                ["title"] = title,
                ["command"] = command,
                ["arguments"] = Json.List(arguments),
            },
        };
}
