using System.Text.Json.Nodes;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Text;
using OemRunbooks.Station.Workshop.Lint;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Offers changes that help: every fix of lint, a catch, a missing text, a scenario test.</summary>
internal sealed class CodeActions : Request
{
    /// <inheritdoc/>
    internal override string Method => "textDocument/codeAction";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) =>
        capabilities["codeActionProvider"] = new JsonObject
        {
            ["codeActionKinds"] = new JsonArray("quickfix", "refactor", "source.fixAll"),
        };

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var document = session.Document(parameters);
        var start = parameters.PositionAt("range", "start") is { } from ? document.Source.OffsetOf(from) : 0;
        var end = parameters.PositionAt("range", "end") is { } to ? document.Source.OffsetOf(to) : start;
        var at = new TextSpan(Math.Min(start, end), Math.Max(start, end));
        var only = parameters.TextsAt("context", "only").ToList();
        return Json.List(
            Fixes(session, document, at)
                .Concat(FixAll(session, document))
                .Concat(new StepActions(session, document, at).All())
                .Concat(ExtractActions.All(session, document, at))
                .Where(a => only.Count == 0 || only.Exists(o => a.TextAt("kind")!.StartsWith(o, StringComparison.Ordinal)))
        );
    }

    /// <summary>An offer.</summary>
    internal static JsonObject One(string title, string kind, JsonObject edit) =>
        new()
        {
            ["title"] = title,
            ["kind"] = kind,
            ["edit"] = edit,
        };

    private static IEnumerable<JsonObject> Fixes(Session session, Document document, TextSpan at)
    {
        foreach (var found in session.Linter.Of(document).Select(static f => f.Diagnostic).Where(static d => d.Fix is not null))
        {
            var span = Diagnostics.SpanOf(document.Source, found.Span);
            var fix = Diagnostics.SpanOf(document.Source, found.Fix!.Span);
            if (Overlap(span, at) || Overlap(fix, at))
            {
                var action = One(
                    session.Say(Says.LspFix(found.Fix.Old, found.Fix.Text)),
                    "quickfix",
                    Edits.Workspace(document, [Change(document, found.Fix)])
                );
                action["diagnostics"] = new JsonArray(Diagnostics.One(session, document, found));
                action["isPreferred"] = true;
                yield return action;
            }
        }
    }

    // As lint --fix does it: each change proved by checking again.
    private static IEnumerable<JsonObject> FixAll(Session session, Document document)
    {
        if (LintFixes.Mended(LintFiles.OfFile(session.Workspace.Work, document.Path), document.Bytes) is { } mended)
        {
            var whole = new Change(new(0, document.Source.Text.Length), mended);
            yield return One(session.Say(Says.LspFixAll), "source.fixAll", Edits.Workspace(document, [whole]));
        }
    }

    private static Change Change(Document document, TextEdit fix)
    {
        var start = Diagnostics.SpanOf(document.Source, fix.Span).Start;
        return new(new(start, Math.Min(document.Source.Text.Length, start + fix.Old.Length)), fix.Text);
    }

    private static bool Overlap(TextSpan a, TextSpan b) => a.Start <= b.End && b.Start <= a.End;
}
